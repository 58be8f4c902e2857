// The contents of a profile without its encryption: every page of the database, free ones and those
// in the log too, the messages in packs, the journal's entries, and the backups beside it.
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { openKeySlots } from '#core/keys'
import { openArchiveFile, packedContent } from './packed-content.ts'
import { readBackupHeader, readBackupPieces } from '../../src/core/archive/backup-file.ts'
import { readFrames, readHead } from '../../src/core/archive/journal-layout.ts'

/** The database at `path` without its encryption, byte for byte as its pages are. */
const plainPages = (path: string, key: Uint8Array): Buffer => {
  const database = new Sqlite(path)
  try {
    database.pragma(`cipher = 'aegis'`)
    const { key: unlock, rekey } = database as unknown as Record<
      'key' | 'rekey',
      (key: Buffer) => void
    >
    unlock.call(database, Buffer.concat([Buffer.from('raw:'), key]))
    database.pragma('journal_mode = DELETE')
    rekey.call(database, Buffer.alloc(0))
  } finally {
    database.close()
  }
  return readFileSync(path)
}

/** The contents of the profile in `directory`, in their present state. */
export const seenPlain = async (directory: string, passphrase: string): Promise<Buffer> => {
  const copy = mkdtempSync(join(tmpdir(), 'baraza-seen-'))
  try {
    cpSync(directory, copy, { recursive: true })
    const keys = openKeySlots(readFileSync(join(copy, 'keys')), passphrase)
    const journal = new Uint8Array(readFileSync(join(copy, 'journal')))
    const { generation = 0 } = readHead(keys.journal, journal) ?? {}
    const found: Uint8Array[] = [
      ...readFrames(keys.journal, journal, { generation, acknowledged: 0 }).entries,
    ]
    const folder = join(copy, 'backups')
    const backups = existsSync(folder) ? readdirSync(folder) : []
    for (const name of backups.filter(each => each.endsWith('.backup'))) {
      const handle = await open(join(folder, name), 'r')
      const pieces: Uint8Array[] = []
      const take = async (piece: Uint8Array): Promise<void> => void pieces.push(piece)
      await readBackupPieces(handle, await readBackupHeader(handle), keys.backup, take)
      await handle.close()
      const path = join(folder, `${name}.db`)
      writeFileSync(path, Buffer.concat(pieces))
      found.push(plainPages(path, keys.database))
    }
    const database = openArchiveFile(copy, passphrase)
    found.push(...packedContent(database))
    database.close()
    found.push(plainPages(join(copy, 'archive.db'), keys.database))
    return Buffer.concat(found)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
