// The vectors of a circle that a stranger's program is tried on hold for this one: each device that is in
// takes it from its records alone, sees the same people in it, and opens the epoch that is for it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openGroup, takeCircle, type SignedRecord } from '#core/group'
import { decodeStrict, fromHex, toHex } from '#core/keys'
import type { DeviceId, EpochId, GroupId, RecordId } from '#shared/ids'
import { roomsOf, type Person } from '#tests/circle-people'
import { describePeople, makeCircleVectors, type CircleVectors } from '#tests/circle-vectors'
import { clockAt } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'

const path = join(import.meta.dirname, '../../fixtures/vectors/circle.json')
const vectors = JSON.parse(readFileSync(path, 'utf8')) as CircleVectors
const group = vectors.group as GroupId

const signed = (told: CircleVectors['records'][number]): SignedRecord => ({
  id: told.id as RecordId,
  bytes: fromHex(told.bytes),
  signatures: [[told.device as DeviceId, fromHex(told.signature)]],
})

/** The device of a member, as an archive of its own has it. */
const personWith = (handle: string): Person => {
  const archive = memoryGroups()
  const { signing, agreement } = vectors.devices[handle]!
  const bytes = (pair: typeof signing) => ({
    public: fromHex(pair.public),
    secret: fromHex(pair.secret),
  })
  archive.groups.put({
    ...{ id: group, name: '', level: 'global', language: 'en', handle, createdAt: 0 },
    ...{ state: 'active', details: new Uint8Array() },
    keys: { signing: bytes(signing), agreement: bytes(agreement) },
  })
  const clock = clockAt()
  const environment = { now: () => clock.now() }
  const opened = openGroup(archive, group, environment)
  opened.addRecords(vectors.records.map(signed).toReversed())
  return { handle, archive, clock, environment, group: opened }
}

/** Given all its records, in another order. */
const takenBy = (person: Person) =>
  takeCircle(roomsOf(person), vectors.circleRecords.map(signed).toReversed())

test.each(vectors.people.map(({ handle }) => handle))('%s takes it', handle => {
  const person = personWith(handle)
  const circle = takenBy(person)
  expect(circle).toMatchObject({ id: vectors.circle, parent: group })
  expect(circle!.name()).toBe(vectors.name)
  expect(describePeople(circle!, person)).toEqual(vectors.people)
  const { id, key } = circle!.epoch()
  expect([id, toHex(key)]).toEqual([vectors.epoch.id, vectors.epoch.key])
  expect(toHex(circle!.epochKey(vectors.epoch.id as EpochId)!)).toBe(vectors.epoch.key)
})

test('every type is there, and who went is not in it and has no key', () => {
  expect(takenBy(personWith('Dana'))).toBeNull()
  const types = new Set(vectors.circleRecords.map(({ type }) => type))
  expect([...types].toSorted()).toEqual(['appoint', 'bring', 'circle', 'part', 'renew'])
  expect(vectors.epoch.opened).toEqual(vectors.people.map(({ handle }) => handle))
  expect(decodeStrict(fromHex(vectors.circleRecords[0]!.bytes), 262_144)).toMatchObject({
    5: 'circle',
  })
})

test('vectors that are made anew have the same shape', () => {
  const anew = makeCircleVectors()
  expect(anew.circleRecords.map(({ type }) => type).toSorted()).toEqual(
    vectors.circleRecords.map(({ type }) => type).toSorted(),
  )
  expect(anew.people).toEqual(vectors.people)
  expect(anew.epoch.opened).toEqual(vectors.epoch.opened)
})
