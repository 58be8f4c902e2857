// Vectors of a circle for programs by others, run on this one. Each device in the circle accepts it
// from its records alone, computes the same people, and opens the epoch for it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openGroup, takeCircle } from '#core/group'
import { decodeStrict, fromHex, toHex } from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { DeviceId, EpochId, GroupId, RecordId } from '#shared/ids'
import { portsOf, type Person } from '#tests/circle-people'
import {
  describePeople,
  makeCircleVectors,
  makeFollowVectors,
  makeRoleVectors,
} from '#tests/circle-vectors'
import type { CircleVectors } from '#tests/circle-vectors'
import { clockAt } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'

const read = (name: string) => {
  const path = join(import.meta.dirname, '../../fixtures/vectors', name)
  return JSON.parse(readFileSync(path, 'utf8')) as CircleVectors
}
const vectors = read('circle.json')
const roles = read('circle-roles.json')
const follows = read('circle-follows.json')

const signed = (told: CircleVectors['records'][number]): SignedRecord => ({
  id: told.id as RecordId,
  bytes: fromHex(told.bytes),
  signatures: [[told.device as DeviceId, fromHex(told.signature)]],
})

/** The device of a member with an archive of its own. */
const personWith = (handle: string, { group: of, devices, records } = vectors): Person => {
  const group = of as GroupId
  const archive = memoryGroups()
  const { signing, agreement } = devices[handle]!
  const bytes = (pair: typeof signing) => ({
    public: fromHex(pair.public),
    secret: fromHex(pair.secret),
  })
  archive.groups.put({
    id: group,
    name: '',
    level: 'global',
    language: 'en',
    handle,
    createdAt: 0,
    state: 'active',
    details: new Uint8Array(),
    keys: { signing: bytes(signing), agreement: bytes(agreement) },
  })
  const clock = clockAt()
  const environment = { now: () => clock.now() }
  const opened = openGroup(archive, group, environment)
  opened.addRecords(records.map(signed).toReversed())
  return { handle, archive, clock, environment, group: opened }
}

/** The circle from all its records, in another order. */
const takenBy = (person: Person, { circleRecords } = vectors) =>
  takeCircle(portsOf(person), circleRecords.map(signed).toReversed())

test.each([vectors, roles, follows].flatMap(of => of.people.map(({ handle }) => ({ handle, of }))))(
  'when $handle reads the records, $of.name follows',
  ({ handle, of }) => {
    const person = personWith(handle, of)
    const circle = takenBy(person, of)
    expect(circle).toMatchObject({ id: of.circle, parent: of.group })
    expect(circle!.name()).toBe(of.name)
    expect(describePeople(circle!, person)).toEqual(of.people)
    const by = circle!.follows()?.by
    expect(by && person.group.state().members.get(by)?.handle).toBe(of.follows)
    const { id, key } = circle!.epoch()
    expect([id, toHex(key)]).toEqual([of.epoch.id, of.epoch.key])
    expect(toHex(circle!.epochKey(of.epoch.id as EpochId)!)).toBe(of.epoch.key)
  },
)

test('when the vectors are read, each type occurs, and a removed member has no key', () => {
  expect(takenBy(personWith('Dana'))).toBeNull()
  const types = new Set(vectors.circleRecords.map(({ type }) => type))
  expect([...types].toSorted()).toEqual(['appoint', 'bring', 'circle', 'part', 'renew'])
  expect(vectors.epoch.opened).toEqual(vectors.people.map(({ handle }) => handle))
  expect(decodeStrict(fromHex(vectors.circleRecords[0]!.bytes), 262_144)).toMatchObject({
    5: 'circle',
  })
})

test.each([
  [vectors, makeCircleVectors],
  [roles, makeRoleVectors],
  [follows, makeFollowVectors],
] as const)('when the vectors are made again, their shape is the same: $name', (written, make) => {
  const made = make()
  expect(made.circleRecords.map(({ type }) => type).toSorted()).toEqual(
    written.circleRecords.map(({ type }) => type).toSorted(),
  )
  expect(made.people).toEqual(written.people)
  expect(made.epoch.opened).toEqual(written.epoch.opened)
})

test('when a member comments only, the records say so and give the key', () => {
  const expected = { Alice: 'convener', Bob: 'reviewer', Carol: 'reviewer', Dana: 'commenter' }
  expect(roles.people.map(({ handle, role }) => [handle, role])).toEqual(Object.entries(expected))
  expect(roles.epoch.opened).toEqual(Object.keys(expected))
})

test('when a member was removed from a circle that follows the group, the member stays out without a key', () => {
  expect(follows.people.map(({ handle }) => handle)).toEqual(['Alice', 'Bob', 'Dana'])
  expect(follows.epoch.opened).toEqual(['Alice', 'Bob', 'Dana'])
  const types = follows.circleRecords.map(({ type }) => type).filter(type => type === 'follow')
  expect(types).toHaveLength(3)
})
