// A whole core on a profile of its own, like that of the window and the command line, with a cheap
// passphrase; closed when the test ends.
import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { type Core, type Environment, openCore, typedByPerson } from '#core'
import type { FileGrant } from '#shared/ids'
import { cheapCost } from '#tests/archive'

/** A core on `directory` that has opened nothing yet. */
export const lockedCore = (directory: string, special: Partial<Environment> = {}): Core => {
  const core = openCore({
    allow: typedByPerson,
    directory,
    now: () => 1_700_000_000_000,
    offline: true,
    cost: cheapCost,
    onDefect: error => {
      throw error
    },
    ...special,
  })
  onTestFinished(() => core.close())
  return core
}

export const grantOf = (core: Core, path: string): FileGrant => {
  const file = randomBytes(16).toString('hex') as FileGrant
  core.grant(file, path, 'typed')
  return file
}

export const foundingOf = (name = 'Advisory group') =>
  ({ name, handle: 'Amina', level: 'global', language: 'en' }) as const
