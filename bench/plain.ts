// Plaintext SQLite as a program without secrets would keep updates: one row each, on the disk when
// it is acknowledged.
import Database from 'better-sqlite3'

export type Plain = { keep(update: Uint8Array): void; close(): void }

export const openPlain = (path: string): Plain => {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE updates (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)')
  const insert = database.prepare('INSERT INTO updates (bytes) VALUES (?)')
  return { keep: update => void insert.run(update), close: () => void database.close() }
}
