// The one file that opens SQLite. It opens an encrypted database in the one safe order, and turns
// SQLite's errors into failures. `serialize()` (returns plaintext), `backup()` and ATTACH are never
// used anywhere.
import { rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { Failure } from '#shared/failure'
import { utf8, wipe, type Bytes } from '#core/keys'
import { migrate, migrations } from './migrations/index.ts'

/** `key` comes from the encrypted build; the published types describe the plain one. */
export type Database = Sqlite.Database & { key(key: Buffer): number }

const connect = (path: string, options: Sqlite.Options): Database =>
  new Sqlite(path, options) as Database

/** SQLite's own error, or anything else, as the failure it is; a Failure stays itself. */
export const asFailure = (error: unknown): unknown => {
  if (error instanceof Failure || !(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failure('disk-full', { cause: error })
  }
  if (code.startsWith('SQLITE_BUSY')) return new Failure('profile-in-use', { cause: error })
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new Failure('archive-damaged', { cause: error })
  }
  if (/^SQLITE_(READONLY|IOERR|CANTOPEN|PERM)|^E[A-Z]+$/.test(code)) {
    return new Failure('not-writable', { cause: error })
  }
  return error
}

/** Runs `work`; what SQLite or the file system refused is thrown as a Failure. */
export const orFailure = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw asFailure(error)
  }
}

/** Runs `work`, which a later closing repeats: what SQLite or the file system refuses is let go. */
export const orLater = (work: () => void): void => {
  try {
    orFailure(work)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}

const unlock = (database: Database, key: Bytes): void => {
  database.pragma(`cipher = 'aegis'`)
  const raw = Buffer.concat([utf8('raw:'), key])
  database.key(raw)
  wipe(raw)
}

/**
 * The number of migration steps of the file, which is not changed. Null if there is no disk space
 * for this check.
 */
const schemaOf = (path: string, key: Bytes): number | null => {
  const database = connect(path, { readonly: true, fileMustExist: true })
  try {
    unlock(database, key)
    return Number(database.pragma('user_version', { simple: true }))
  } catch (error) {
    // This check puts the log's index into a file of its own, which needs disk space.
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_IOERR_SHM'))
      return null
    throw error
  } finally {
    database.close()
  }
}

const open = (path: string, key: Bytes, mustExist: boolean): Database => {
  const database = connect(path, { fileMustExist: mustExist, timeout: 0 })
  try {
    unlock(database, key)
    // The file itself is locked, so that a second process is refused whatever became of other files.
    database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('temp_store = 2')
    // Only a file without tables takes this, and one that has it would be written.
    if (!mustExist) database.pragma('auto_vacuum = INCREMENTAL')
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('secure_delete = ON')
    database.pragma('foreign_keys = ON')
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    database.pragma('mmap_size = 0')
    database.pragma('fullfsync = ON')
    database.pragma('checkpoint_fullfsync = ON')
    // The log is written back by pages.ts.
    database.pragma('wal_autocheckpoint = 0')
    database.pragma('cache_size = -16000')
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Free pages that a file keeps for what is written next: a sixteenth of all, and at least these. */
const keptFree = 64
/** Pages that one closing gives back; moving these takes some hundredths of a second. */
const mostGivenBack = 2048

/** Takes free pages out of the file, where they are many. Its end comes with the next checkpoint. */
export const giveFreePagesBack = (database: Database): void => {
  const [free = 0, all = 0] = ['freelist_count', 'page_count'].map(name =>
    Number(database.pragma(name, { simple: true })),
  )
  if (free <= Math.max(keptFree, all / 16)) return
  database.pragma(`incremental_vacuum(${mostGivenBack})`)
}

/** A new encrypted database with the current schema. */
export const createDatabase = (path: string, key: Bytes): Database =>
  orFailure(() => open(path, key, false))

/**
 * The encrypted database at `path`, brought to the current schema. Throws Failure archive-is-newer
 * (and leaves every byte as it was), profile-in-use (another process has it open) or archive-damaged.
 */
export const openDatabase = (path: string, key: Bytes): Database =>
  orFailure(() => {
    if ((schemaOf(path, key) ?? 0) > migrations.length) throw new Failure('archive-is-newer')
    const database = open(path, key, true)
    // The schema check made it, and the holder of the exclusive lock needs none.
    rmSync(`${path}-shm`, { force: true })
    return database
  })

/**
 * The exclusive lock on a profile, held by the operating system for as long as this process lives:
 * nothing is left behind by a kill. Returns its release; null when another holds it.
 */
export const takeLock = (path: string): (() => void) | null =>
  orFailure(() => {
    const database = connect(path, { timeout: 0 })
    try {
      database.pragma('journal_mode = MEMORY')
      database.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      database.close()
      if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
      throw error
    }
    return () => void database.close()
  })
