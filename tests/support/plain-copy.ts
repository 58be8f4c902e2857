// The content of an archive without encryption: every value of every table of a copy of the
// profile, in one file. A search that finds nothing in the profile must find it all in this.
import { cpSync, mkdtempSync, rmSync, writeFileSync, appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore, typedByPerson } from '#core'
import { openArchiveFile, packedContent } from './packed-content.ts'

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
    const database = openArchiveFile(copy, passphrase)
    writeFileSync(file, '')
    const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all()
    for (const { name } of tables as { name: string }[]) {
      for (const row of database.prepare(`SELECT * FROM ${quoted(name)}`).all()) {
        for (const value of Object.values(row as Record<string, unknown>)) {
          if (typeof value === 'string' || value instanceof Uint8Array) appendFileSync(file, value)
        }
      }
    }
    for (const bytes of packedContent(database)) appendFileSync(file, bytes)
    database.close()
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
