// The content of an archive without encryption: every value of every table of a copy of the
// profile, in one file. A search that finds nothing in the profile must find it all in this.
import { cpSync, mkdtempSync, rmSync, writeFileSync, appendFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { openCore, typedByPerson } from '#core'
import { openKeySlots } from '#core/keys'

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Writes the present contents of the profile in `directory` to `file`. */
export const plainCopy = async (
  directory: string,
  passphrase: string,
  file: string,
): Promise<void> => {
  const copy = mkdtempSync(join(tmpdir(), 'baraza-plain-'))
  try {
    cpSync(directory, copy, { recursive: true })
    // Text that was only in the journal goes into the archive.
    const core = openCore({ allow: typedByPerson, directory: copy, now: Date.now, offline: true })
    await core.answers['profile.unlock']({ passphrase })
    await core.close()
    const keys = openKeySlots(readFileSync(join(copy, 'keys')), passphrase)
    const database = new Sqlite(join(copy, 'archive.db'))
    database.pragma(`cipher = 'aegis'`)
    const { key } = database as unknown as { key(key: Buffer): void }
    key.call(database, Buffer.concat([Buffer.from('raw:'), keys.database]))
    writeFileSync(file, '')
    const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all()
    for (const { name } of tables as { name: string }[]) {
      for (const row of database.prepare(`SELECT * FROM ${quoted(name)}`).all()) {
        for (const value of Object.values(row as Record<string, unknown>)) {
          if (typeof value === 'string' || value instanceof Uint8Array) appendFileSync(file, value)
        }
      }
    }
    database.close()
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
