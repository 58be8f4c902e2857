// Profiles that whole cores made, kept as folders: each is made once for all files of a worker, and a test gets a
// copy, which takes milliseconds. A seed is made within a test, since its cores are closed when that ends.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
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
}
export type Seed<T> = () => Promise<Seeded<T>>

const keep = <T>({ directory, ...made }: Seeded<T>): Seeded<T> => {
  const home = mkdtempSync(join(tmpdir(), 'baraza-seed-'))
  atWorkerEnd(() => rmSync(home, { recursive: true, force: true }))
  cpSync(directory, home, { recursive: true })
  return { directory: home, ...made }
}

export const seedOf = <T>(make: () => Promise<Seeded<T>>): Seed<T> => {
  let made: Promise<Seeded<T>> | undefined
  return () => {
    made ??= make().then(keep)
    return made
  }
}
