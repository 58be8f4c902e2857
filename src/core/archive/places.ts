// The paths of a profile's files in its directory.
import { join } from 'node:path'

export const inside = (directory: string) => ({
  keys: join(directory, 'keys'),
  /** A copy of the slots for a damaged `keys`, beside the backups, which have none. */
  keysCopy: join(directory, 'backups', 'keys'),
  archive: join(directory, 'archive.db'),
  journal: join(directory, 'journal'),
  /** The last written state of journal and archive. */
  witness: join(directory, 'witness'),
  lock: join(directory, 'lock'),
  appearance: join(directory, 'appearance.json'),
  /** Exists only after wrong passphrases. */
  tries: join(directory, 'tries'),
})
export type Paths = ReturnType<typeof inside>

/** SQLite's write-ahead log of a database. */
export const logOf = (database: string): string => `${database}-wal`

/** Folders of a profile: automatic copies of the archive, and damaged files. */
export const folders = ['backups', 'damaged']

/** A file in the making; after a crash it is unfinished. */
export const fresh = (path: string): string => `${path}.new`
