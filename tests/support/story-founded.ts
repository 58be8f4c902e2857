// Gives people who are in one group already, each with a profile where the own app looks for it: for stories
// that begin there. How somebody comes in by the window is told by tests/e2e/story.test.ts and
// tests/e2e/story-keys.test.ts.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { passphrase } from '#tests/archive'
import { foundingOf, lockedCore } from '#tests/core'
import { admit, give, type Device } from '#tests/cores'
import { electronRuntime } from '#tests/electron-runtime'
import { openDesk, profileOf, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { unlock } from '#tests/story-start'

type Person = { home: string; handle: string }

const profileAt = async (home: string): Promise<Device> => {
  const directory = profileOf(home, electronRuntime().kind === 'test')
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 })
  const core = lockedCore(directory, { now: Date.now })
  await core.answers['profile.create']({ passphrase })
  return { core, directory }
}

/** Each has the app open and is in the group that the first began: a chair, the others members. */
export async function foundedDesks(name: string, people: readonly Person[]): Promise<Desk[]> {
  const devices: Device[] = []
  for (const { home } of people) devices.push(await profileAt(home))
  const [first, ...others] = devices
  const [chair, ...newcomers] = people
  if (!first || !chair) throw new TypeError('nobody')
  const group = await first.core.answers['groups.create']({
    ...foundingOf(name),
    handle: chair.handle,
  })
  for (const [at, { handle }] of newcomers.entries())
    await admit(first, others[at] as Device, group, handle)
  // Those who came first hear of those who came later.
  for (const other of others.slice(0, -1)) await give(first, other, group)
  for (const { core } of devices) await core.close()
  return Promise.all(
    people.map(async ({ home }) => {
      const desk = await openDesk({ home, hand: pointer })
      await unlock(desk, passphrase)
      return desk
    }),
  )
}
