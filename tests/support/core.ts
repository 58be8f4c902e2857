// A whole core on a profile of its own, like that of the window and the command line, with a cheap
// passphrase; closed when the test ends.
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import { type Core, type Environment, openCore, typedByPerson } from '#core'
import type { FileGrant } from '#shared/ids'
import { cheapCost, passphrase } from '#tests/archive'

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

/** A core with a profile on `directory`, on a real clock and with the network; it meets no defect. */
export const onlineCore = async (
  directory: string,
  special: Partial<Environment> = {},
): Promise<Core> => {
  const defects: unknown[] = []
  const core = openCore({
    allow: typedByPerson,
    directory,
    now: Date.now,
    cost: cheapCost,
    onDefect: error => defects.push(error),
    ...special,
  })
  onTestFinished(async () => {
    await core.close()
    expect(defects).toEqual([])
  })
  await core.answers['profile.create']({ passphrase })
  return core
}

/** Resolves at the first event after which `holds`. */
export const eventually = (core: Core, holds: () => boolean | Promise<boolean>): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      Promise.resolve(holds()).then(is => {
        if (!is) return
        stop()
        resolve()
      }, reject)
    }
    const stop = core.onEvent(look)
    look()
  })

export const grantOf = (core: Core, path: string): FileGrant => {
  const file = randomBytes(16).toString('hex') as FileGrant
  core.grant(file, path, 'typed')
  return file
}

export const foundingOf = (name = 'Advisory group') =>
  ({ name, handle: 'Amina', level: 'global', language: 'en' }) as const
