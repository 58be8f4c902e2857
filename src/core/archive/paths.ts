// The paths of a profile's files in its directory.
import { join } from 'node:path'

export type Paths = {
  keys: string
  /** A copy of the slots for a damaged `keys`, beside the backups, which have none. */
  keysCopy: string
  archive: string
  journal: string
  /** The last written state of journal and archive. */
  witness: string
  lock: string
  appearance: string
  /** Exists only after wrong passphrases. */
  tries: string
}

export const pathsIn = (directory: string): Paths => ({
  keys: join(directory, 'keys'),
  keysCopy: join(directory, 'backups', 'keys'),
  archive: join(directory, 'archive.db'),
  journal: join(directory, 'journal'),
  witness: join(directory, 'witness'),
  lock: join(directory, 'lock'),
  appearance: join(directory, 'appearance.json'),
  tries: join(directory, 'tries'),
})

/** SQLite's write-ahead log of a database. */
export const logOf = (database: string): string => `${database}-wal`

/** Folders of a profile: automatic copies of the archive, and damaged files. */
export const folders = ['backups', 'damaged']

/** A file in the making; after a crash it is unfinished. */
export const newPath = (path: string): string => `${path}.new`
