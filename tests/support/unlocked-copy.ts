// A core beside the one of a page: of another person, or of another process.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Core, Environment } from '#core'
import { exampleNow } from './advisory-group.ts'
import { passphrase, temporaryDirectory } from './archive.ts'
import { lockedCore } from './core.ts'

/** A core on a copy of the closed profile in that folder, opened on the day of the mockups. */
export const unlockedCopy = async (
  closed: string,
  special: Partial<Environment> = {},
): Promise<Core> => {
  const directory = join(temporaryDirectory(), 'profile')
  cpSync(closed, directory, { recursive: true })
  const core = lockedCore(directory, { now: () => exampleNow, ...special })
  await core.answers['profile.unlock']({ passphrase })
  return core
}
