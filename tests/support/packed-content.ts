// The content of packs and of folded states. They are compressed, so a search for text in the bytes of
// an archive does not find it.
import type Sqlite from 'better-sqlite3'
import { openKeySlots } from '#core/keys'
import { decodeColumns } from '#core/messages'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'

/** The archive of a closed profile, to be read. The caller closes it. */
export const openArchiveFile = (directory: string, passphrase: string): Sqlite.Database => {
  const keys = openKeySlots(readFileSync(join(directory, 'keys')), passphrase)
  const database = new Database(join(directory, 'archive.db'))
  database.pragma(`cipher = 'aegis'`)
  const { key } = database as unknown as { key(key: Buffer): void }
  key.call(database, Buffer.concat([Buffer.from('raw:'), keys.database]))
  return database
}

/** Headers and bodies of the messages in packs, and folded states. */
export const packedContent = (database: Sqlite.Database): Uint8Array[] => [
  ...database
    .prepare<[], { bytes: Buffer }>('SELECT bytes FROM packs')
    .all()
    .flatMap(({ bytes }) => decodeColumns(new Uint8Array(bytes))?.items ?? [])
    .flatMap(({ message, body }) => [message.header, ...(body ? [body] : [])]),
  ...database
    .prepare<[], { state: Buffer }>(`SELECT state FROM snapshots WHERE coding = 'compressed'`)
    .all()
    .map(({ state }) => brotliDecompressSync(state)),
]
