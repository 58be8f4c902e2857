// Where the files of a profile lie in its directory.
import { join } from 'node:path'

export const inside = (directory: string) => ({
  keys: join(directory, 'keys'),
  /** The slots once more, for when `keys` is damaged; lies with the backups, which have none. */
  keysCopy: join(directory, 'backups', 'keys'),
  archive: join(directory, 'archive.db'),
  journal: join(directory, 'journal'),
  /** What journal and archive held when they were last written. */
  witness: join(directory, 'witness'),
  lock: join(directory, 'lock'),
  appearance: join(directory, 'appearance.json'),
  /** Only while wrong passphrases were given. */
  tries: join(directory, 'tries'),
})
export type Paths = ReturnType<typeof inside>

/** SQLite's write-ahead log of a database. */
export const logOf = (database: string): string => `${database}-wal`

/** Folders of a profile: copies of the archive made by itself, and what was found damaged. */
export const folders = ['backups', 'damaged']

/** A file in the making; what lies there is unfinished. */
export const fresh = (path: string): string => `${path}.new`
