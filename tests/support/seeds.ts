// Profiles that whole cores made, kept as folders: each is made once for all files of a worker, and a test gets a
// copy, which takes milliseconds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atWorkerEnd } from './worker-end.ts'

export type Seeded<T> = {
  /** The folder of the profile, which is closed, under the `passphrase` of tests. */
  directory: string
  /** UTC milliseconds; all that is in the profile lies before it. */
  now: number
  /** Ids that tests need. */
  seeded: T
  /** Paths of the files that the person chooses first. */
  chosen?: readonly string[]
}
export type Seed<T> = () => Promise<Seeded<T>>

/** `make` gets an empty folder, in which the profile lies in the end. */
export const seedOf = <T>(make: (home: string) => Promise<Seeded<T>>): Seed<T> => {
  let made: Promise<Seeded<T>> | undefined
  const begin = async (): Promise<Seeded<T>> => {
    const home = mkdtempSync(join(tmpdir(), 'baraza-seed-'))
    atWorkerEnd(() => rmSync(home, { recursive: true, force: true }))
    return make(home)
  }
  return () => {
    made ??= begin().catch((cause: unknown) => {
      made = undefined
      throw cause
    })
    return made
  }
}
