// People who are in one group already, each with a profile where the own app looks for it: for
// stories that begin there. tests/e2e/story.test.ts and tests/e2e/story-keys.test.ts cover joining
// by the window. Their passphrase costs little to try, so unlocking is quick.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { openCore, typedByPerson } from '#core'
import type { Level, Role } from '#shared/contract'
import { cheapCost, passphrase } from '#tests/archive'
import { foundingOf } from '#tests/core'
import { admit, give, type Device } from '#tests/cores'
import { electronRuntime } from '#tests/electron-runtime'
import { openDesk, profileOf, type Desk, type DeskOptions } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { unlock } from '#tests/story-start'

type Person = {
  home: string
  handle: string
  /** `member` if left out; the first of a group is its chair. */
  role?: Role
}

/** The profile of the app of a person with this home. */
export const ownProfile = (home: string): string =>
  profileOf(home, electronRuntime().kind === 'test')

const profileAt = async (home: string): Promise<Device> => {
  const directory = ownProfile(home)
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 })
  const core = openCore({
    allow: typedByPerson,
    directory,
    now: Date.now,
    offline: true,
    cost: cheapCost,
    onDefect: error => {
      throw error
    },
  })
  await core.answers['profile.create']({ passphrase })
  return { core, directory }
}

/**
 * Begins a group: the first of `people` is its chair, the others are members. No app is open then.
 */
export async function found(
  name: string,
  people: readonly Person[],
  level: Level = 'global',
): Promise<void> {
  const devices: Device[] = []
  for (const { home } of people) devices.push(await profileAt(home))
  const [first, ...others] = devices
  const [chair, ...newcomers] = people
  if (!first || !chair) throw new TypeError('nobody')
  const group = await first.core.answers['groups.create']({
    ...foundingOf(name),
    level,
    handle: chair.handle,
  })
  for (const [at, { handle, role }] of newcomers.entries())
    await admit(first, others[at] as Device, group, handle, role)
  // Earlier members learn of later ones.
  for (const other of others.slice(0, -1)) await give(first, other, group)
  for (const { core } of devices) await core.close()
}

/** Opens the app of a person from `found`, and unlocks it. */
export async function openFounded(options: Partial<DeskOptions> & { home: string }): Promise<Desk> {
  const desk = await openDesk({ hand: pointer, ...options })
  await unlock(desk, passphrase)
  return desk
}

/** One person with the app open, in a group of one. */
export async function foundedDesk(options: Partial<DeskOptions> & { home: string }): Promise<Desk> {
  await found('Advisory group', [{ home: options.home, handle: 'A.D.' }])
  return openFounded(options)
}

/** Each has the app open and is in the group that the first began: a chair, the others members. */
export async function foundedDesks(name: string, people: readonly Person[]): Promise<Desk[]> {
  await found(name, people)
  return Promise.all(people.map(({ home }) => openFounded({ home })))
}
