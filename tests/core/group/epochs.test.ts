// The epoch for sending, and boxes that do not open.
import { describe, expect, test } from 'vitest'
import { digest, random, toHex } from '#core/keys'
import { signFields, type SignedRecord } from '#core/records'
import type { DeviceId } from '#shared/ids'
import { alice, bob, carol, meet, reopened, startOfTime, type Person } from '#tests/group'
import { sharedEpochFor } from '#tests/records'

const day = 24 * 60 * 60 * 1000
const keysOf = (...people: Person[]) => people.map(({ group }) => group.self.keys)

/**
 * A renewal by `author` for `people`. `change` alters the slots of its box, in the order of
 * devices.
 */
const rotation = (
  author: Person,
  people: Person[],
  key = random(32),
  change: (device: DeviceId, slot: Uint8Array) => Uint8Array = (_, slot) => slot,
  at = startOfTime,
): SignedRecord => {
  const { id: group, self } = author.group
  const [id, ephemeral, sealed] = sharedEpochFor(keysOf(...people), key) as Uint8Array[]
  const devices = people.map(person => person.group.self.device).toSorted()
  const changed = devices.map((device, index) =>
    change(device, sealed!.subarray(32 * index, 32 * (index + 1))),
  )
  const header = { group, parents: author.group.recordHeads(), at }
  return signFields(self.keys, header, 'renew', [[id!, ephemeral!, Buffer.concat(changed)]])
}

test('when an epoch is named, the name is the whole hash of its key', () => {
  const a = alice()
  const { id, key } = a.group.epoch()
  expect(key).toHaveLength(32)
  expect(id).toBe(toHex(digest('epoch', key)))
  expect(a.group.epoch()).toEqual({ id, key })
  expect(reopened(a).group.epoch()).toEqual({ id, key })
})

test('when no epoch reaches all, the first sender begins one and the others accept it', () => {
  const a = alice()
  const c = carol(a, 'chair')
  // Both admit a member apart: neither new epoch reaches both newcomers.
  const b = bob(a)
  const d = bob(c)
  meet(a, c)
  const count = a.group.recordsBeyond([]).length
  const { id, key } = a.group.epoch()
  expect(a.group.recordsBeyond([])).toHaveLength(count + 1)
  for (const person of [b, c, d]) {
    meet(a, person)
    expect(person.group.epoch()).toEqual({ id, key })
    expect(person.group.recordsBeyond([])).toHaveLength(count + 1)
  }
})

test('when two epochs begin concurrently, the deeper one is used, at one depth the lower id', () => {
  const a = alice()
  const b = bob(a)
  const [first, second, third] = [1, 2, 3].map(byte => new Uint8Array(32).fill(byte))
  const one = rotation(a, [a, b], first)
  const two = rotation(b, [a, b], second)
  const [lower] = [first!, second!].map(key => toHex(digest('epoch', key))).toSorted()
  for (const { group } of [a, b]) {
    group.addRecords([one, two])
    expect(group.epoch().id).toBe(lower)
  }
  const three = rotation(b, [a, b], third)
  meet(a, b)
  for (const { group } of [a, b]) {
    group.addRecords([three])
    expect(group.epoch().key).toEqual(third)
  }
})

describe('a box that does not open', () => {
  test.each([
    ['garbage', () => random(32)],
    ['another key', (slot: Uint8Array) => slot.map(byte => byte ^ 1)],
    ['nothing', () => new Uint8Array(32)],
  ])('when it holds %s, Bob renews and all follow', (_, poison) => {
    const a = alice()
    const b = bob(a)
    const mallory = carol(a)
    meet(a, b)
    const bad = rotation(mallory, [a, b, mallory], random(32), (device, slot) =>
      device === b.group.self.device ? poison(slot) : slot,
    )
    for (const { group } of [a, b, mallory])
      expect(group.addRecords([bad])).toMatchObject({ accepted: 1 })
    const poisoned = a.group.epoch()
    expect(b.group.epochKey(poisoned.id)).toBeNull()
    const sound = b.group.epoch()
    expect(sound.id).not.toBe(poisoned.id)
    expect(reopened(b).group.epoch()).toEqual(sound)
    for (const person of [a, mallory]) {
      meet(b, person)
      expect(person.group.epoch()).toEqual(sound)
    }
  })
})

test('when thirty days have passed, the next sender begins one epoch', () => {
  const a = alice()
  const b = bob(a)
  const first = a.group.epoch()
  a.clock.time += 30 * day - 1
  expect(a.group.epoch()).toEqual(first)
  a.clock.time += 1
  const second = a.group.epoch()
  expect(second.id).not.toBe(first.id)
  expect(a.group.epoch()).toEqual(second)
  meet(a, b)
  expect(b.group.epoch()).toEqual(second)
})

test.each([10_000 * day, -10_000 * day])(
  'when its author dates an epoch %i ms off, it is renewed thirty days after it arrived',
  off => {
    const a = alice()
    const b = bob(a)
    const dated = rotation(b, [a, b], random(32), undefined, startOfTime + off)
    for (const { group } of [a, b]) group.addRecords([dated])
    const first = a.group.epoch()
    const records = a.group.recordsBeyond([]).length
    expect(records).toBe(b.group.recordsBeyond([]).length)
    a.clock.time += 30 * day - 1
    expect(reopened(a).group.epoch()).toEqual(first)
    a.clock.time += 1
    expect(a.group.epoch()).not.toEqual(first)
    expect(a.group.recordsBeyond([])).toHaveLength(records + 1)
  },
)

test('when the clock went back, the count of days begins again', () => {
  const a = alice()
  const first = a.group.epoch()
  a.clock.time -= 3650 * day
  expect(a.group.epoch()).toEqual(first)
  a.clock.time += 30 * day
  expect(a.group.epoch()).not.toEqual(first)
})

test('when clocks are ten years apart, two devices do not begin epochs in turns', () => {
  const a = alice()
  const b = bob(a)
  a.clock.time += 3650 * day
  b.clock.time -= 3650 * day
  for (let round = 0; round < 5; round++) {
    a.group.epoch()
    meet(a, b)
    b.group.epoch()
    meet(a, b)
  }
  expect(a.group.recordsBeyond([]).length).toBeLessThanOrEqual(6)
  expect(a.group.epoch()).toEqual(b.group.epoch())
})

test('when a device is outside the group, it accepts none of its records and no key', () => {
  const a = alice()
  const outsider = alice()
  const { id } = a.group.epoch()
  expect(outsider.group.addRecords(a.group.recordsBeyond([]))).toMatchObject({ accepted: 0 })
  expect(outsider.group.epochKey(id)).toBeNull()
})
