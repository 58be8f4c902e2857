// Alice, who founded a group, and members who joined it, each with an archive.
//
//   const a = alice()
//   const b = bob(a)            // invited by Alice, words compared, admitted, records exchanged
//   meet(a, b)                  // records go both ways until both have all
import { askToJoin, foundGroup, openGroup } from '#core/group'
import type { Environment, Group, GroupStorage, Stretch } from '#core/group'
import { digest } from '#core/keys'
import type { Archive } from '#core/archive'
import type { Language, Role } from '#shared/contract'
import { temporaryArchive } from './archive.ts'

/** The time of all clocks in these tests unless they are moved: UTC milliseconds. */
export const startOfTime = 1_700_000_000_000

export type Clock = { time: number; now(): number }

export const clockAt = (time = startOfTime): Clock => ({
  time,
  now() {
    return this.time
  },
})

/** Replaces Argon2id where a test compares words a thousand times. */
export const cheapStretch: Stretch = secret => digest('cheap', secret)

export type Person<S extends GroupStorage = Archive> = {
  handle: string
  archive: S
  clock: Clock
  environment: Environment
  group: Group
}

type Given<S extends GroupStorage> = { archive: S; clock?: Clock }

const settle = (clock: Clock): { clock: Clock; environment: Environment } => ({
  clock,
  environment: { now: () => clock.now(), stretch: cheapStretch },
})

/** A founder on `archive`. */
export const founder = <S extends GroupStorage>(
  handle: string,
  { archive, clock = clockAt() }: Given<S>,
  name = 'Advisory group',
  language: Language = 'en',
): Person<S> => {
  const settled = settle(clock)
  const given = { name, level: 'global', language, handle, deviceName: 'Laptop' } as const
  return { handle, archive, ...settled, group: foundGroup(archive, given, settled.environment) }
}

/** A person who has read an invitation of `host` and written a reply that nobody read yet. */
export const applicant = <S extends GroupStorage>(
  handle: string,
  host: Person<GroupStorage>,
  { archive, clock = clockAt() }: Given<S>,
  role: Role = 'member',
): Person<S> & { reply: Uint8Array } => {
  const settled = settle(clock)
  const { file } = host.group.invite({ role })
  const asked = { bytes: file, handle, deviceName: 'Laptop' }
  const { group, reply } = askToJoin(archive, asked, settled.environment)
  const opened = openGroup(archive, group, settled.environment)
  return { handle, archive, ...settled, group: opened, reply }
}

/** A person whom `host` admitted, with all records of `host`. */
export const joiner = <S extends GroupStorage>(
  handle: string,
  host: Person<GroupStorage>,
  given: Given<S>,
  role: Role = 'member',
): Person<S> => {
  const { reply, ...person } = applicant(handle, host, given, role)
  host.group.admit(host.group.readReply(reply).reply)
  meet(host, person)
  return person
}

/** Records go both ways until both sides have all of them. */
export const meet = (a: { group: Group }, b: { group: Group }): void => {
  b.group.addRecords(a.group.recordsBeyond(b.group.recordHeads()))
  a.group.addRecords(b.group.recordsBeyond(a.group.recordHeads()))
}

/** The same person after closing and opening the archive's group again. */
export const reopened = <S extends GroupStorage>(person: Person<S>): Person<S> => ({
  ...person,
  group: openGroup(person.archive, person.group.id, person.environment),
})

export const alice = (archive = temporaryArchive()): Person => founder('Alice', { archive })

export const bob = (host: Person, role: Role = 'member', archive = temporaryArchive()): Person =>
  joiner('Bob', host, { archive }, role)

export const carol = (host: Person, role: Role = 'member', archive = temporaryArchive()): Person =>
  joiner('Carol', host, { archive }, role)

export const dana = (host: Person, role: Role = 'member', archive = temporaryArchive()): Person =>
  joiner('Dana', host, { archive }, role)
