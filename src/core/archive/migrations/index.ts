// The schema, a file for each step. A step that was released is never edited: a change is a new step.
// `PRAGMA user_version` is the number of steps a file has had.
import { Failure } from '#shared/failure'
import { archive } from './001-archive.ts'
import { refusals } from './002-refusals.ts'
import { typedInput } from './003-typed-input.ts'
import { signedFeed } from './004-signed-feed.ts'

/** The part of a database that migrations use. */
type Migrated = {
  pragma(source: string, options?: { simple: true }): unknown
  exec(source: string): unknown
  readonly inTransaction: boolean
}

export const migrations: readonly string[] = [archive, refusals, typedInput, signedFeed]

/**
 * Brings a database to the schema of `steps`, in one transaction. Failure `archive-is-newer` where it
 * has had more steps.
 */
export const migrate = (database: Migrated, steps: readonly string[] = migrations): void => {
  const had = Number(database.pragma('user_version', { simple: true }))
  if (had === steps.length) return
  if (had > steps.length) throw new Failure('archive-is-newer')
  database.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps.slice(had)) database.exec(step)
    database.pragma(`user_version = ${steps.length}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}
