// Whether a closed database is damaged: SQLite reads all of it, in one call.
import type { ProfileKeys } from '#core/keys'
import { checkDatabase } from './check.ts'
import { openDatabase } from './database.ts'
import { openPages } from './pages.ts'
import { openWitness } from './witness.ts'

/** `witness` lists the newest pages; null if there is none. */
export type Suspect = { archive: string; witness: string | null }

/** Throws as `openDatabase`. */
export const isDamaged = (
  { archive, witness: path }: Suspect,
  keys: Pick<ProfileKeys, 'database' | 'journal'>,
): boolean => {
  const database = openDatabase(archive, keys.database)
  if (path === null) {
    try {
      return checkDatabase(database).damaged > 0
    } finally {
      database.close()
    }
  }
  const witness = openWitness(path, keys.journal)
  try {
    const pages = openPages(database, witness, Infinity)
    try {
      return pages.isOlder() || checkDatabase(database).damaged > 0
    } finally {
      pages.close()
    }
  } finally {
    witness.close()
  }
}
