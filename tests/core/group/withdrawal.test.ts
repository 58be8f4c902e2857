// Withdrawal: the author of a proposal or shut-out can withdraw it until it is final. All devices
// come to one verdict, whatever arrives first.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reduce, type GroupStorage } from '#core/group'
import { fromHex, newDeviceKeys, random, type Encodable } from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { founder, joiner, reopened, type Person } from '#tests/group'
import { allRecords, copied, shareAll } from '#tests/membership-game'
import { describeState } from '#tests/membership-vectors'
import { memoryGroups } from '#tests/memory-groups'
import { checked, inGroup } from '#tests/records'
import { refusal } from '#tests/refusal'
import { numbersFrom } from '#tests/trials'

type Someone = Person<GroupStorage>

/** Alice and Dana, chairs; Bob and Carol, members. */
const four = (): [Someone, Someone, Someone, Someone] => {
  const given = () => ({ archive: memoryGroups() })
  const a: Someone = founder('Alice', given())
  const b = joiner('Bob', a, given())
  const c = joiner('Carol', a, given())
  const d = joiner('Dana', a, given(), 'chair')
  shareAll([a, b, c, d])
  return [a, b, c, d]
}

const idOf = ({ group }: Someone) => group.self.member!
const handles = ({ group }: Someone) =>
  [...group.state().members.values()].map(({ handle }) => handle).toSorted()
const open = ({ group }: Someone): RecordId[] => group.proposals().map(({ id }) => id)

/** Bob's proposal to remove Dana, known to all. */
const proposed = () => {
  const people = four()
  const [a, b, c, d] = people
  expect(b.group.removeMember(idOf(d), 'lost')).toEqual({ state: 'proposed', needed: 1 })
  shareAll(people)
  const [id] = open(b) as [RecordId]
  return { people, a, b, c, d, id }
}

/** The state is the same in every order of the records and on every device. */
const expectOneState = (people: readonly Someone[]): void => {
  shareAll(people)
  const records = allRecords(people)
  const { id } = people[0]!.group
  const expected = people[0]!.group.state()
  for (const seed of [1, 2, 3, 4, 5]) {
    const number = numbersFrom(seed)
    const order = records.map(record => [number(), record] as const)
    const shuffled = order.toSorted(([x], [y]) => x - y).map(([, record]) => record)
    expect(reduce(id, checked(id, shuffled))).toEqual(expected)
  }
  for (const { group } of people) expect(group.state()).toEqual(expected)
}

test('when a proposal was withdrawn, it is open nowhere, cannot be seconded and can be made again', () => {
  const { people, a, b, c, d, id } = proposed()
  b.group.withdraw(id)
  b.group.withdraw(id)
  shareAll(people)
  for (const person of people) expect(open(person)).toEqual([])
  expect(refusal(() => a.group.second(id))).toBe('proposal-withdrawn')
  expect(handles(a)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
  expect(c.group.removeMember(idOf(d), 'lost')).toEqual({ state: 'proposed', needed: 1 })
  expect(open(c)).not.toContain(id)
  shareAll(people)
  expect(a.group.second(open(a)[0]!)).toEqual({ state: 'done', needed: 0 })
  expectOneState(people)
  expect(handles(c)).toEqual(['Alice', 'Bob', 'Carol'])
})

test('when it is open, only devices of its author withdraw it, and not after it was carried', () => {
  const { people, a, b, c, d, id } = proposed()
  for (const other of [a, c, d])
    expect(refusal(() => other.group.withdraw(id))).toBe('not-permitted')
  expect(refusal(() => b.group.withdraw(b.group.recordHeads()[0]!.slice(1) as RecordId))).toBe(
    'not-found',
  )
  a.group.second(id)
  shareAll(people)
  expect(refusal(() => b.group.withdraw(id))).toBe('proposal-done')
  expect(handles(b)).toEqual(['Alice', 'Bob', 'Carol'])
})

test('when it is withdrawn concurrently with the last approval, the removal holds and gives no key', () => {
  const { people, a, b, d, id } = proposed()
  b.group.withdraw(id)
  expect(a.group.second(id)).toEqual({ state: 'done', needed: 0 })
  const epoch = a.group.epoch()
  expectOneState(people)
  for (const person of people) expect(handles(person)).toEqual(['Alice', 'Bob', 'Carol'])
  expect(b.group.epoch()).toEqual(epoch)
  expect(d.group.epochKey(epoch.id)).toBeNull()
})

test('when it is withdrawn later on old heads, nothing is undone', () => {
  const { people, a, b, d, id } = proposed()
  const thief = copied(b)
  a.group.second(id)
  shareAll(people)
  thief.group.withdraw(id)
  expectOneState([...people, thief])
  expect(a.group.state().members.has(idOf(d))).toBe(false)
  expect(a.group.epoch()).toEqual(b.group.epoch())
})

test('when a withdrawal is made by hand, too late, twice, of another’s word or of nothing, it is refused', () => {
  const { people, a, b, c, d, id } = proposed()
  const hand = inGroup(a.group.id)
  const heads = (person: Someone) =>
    person.group.recordHeads().map(head => ({ id: head }) as SignedRecord)
  const refusedBy = (author: Someone, body: Encodable): boolean => {
    const record = hand.write(author.group.self.keys, heads(c), 'withdraw', body)
    const { accepted, refused } = c.group.addRecords([record])
    return accepted === 0 && refused === 1
  }
  const epoch = [random(32), random(32), random(32 * 4)]
  expect(refusedBy(c, [fromHex(id), null])).toBe(true)
  expect(refusedBy(d, [fromHex(id), null])).toBe(true)
  expect(refusedBy(b, [fromHex(id), epoch])).toBe(true)
  expect(refusedBy(b, [random(32), null])).toBe(true)
  expect(refusedBy(b, [fromHex(id)])).toBe(true)
  const stranger = hand.write(newDeviceKeys(), heads(c), 'withdraw', [fromHex(id), null])
  expect(c.group.addRecords([stranger])).toMatchObject({ accepted: 0, refused: 1 })
  b.group.withdraw(id)
  shareAll(people)
  expect(refusedBy(b, [fromHex(id), null])).toBe(true)
  const next = proposed()
  next.a.group.second(next.id)
  shareAll(next.people)
  const late = inGroup(next.a.group.id).write(next.b.group.self.keys, heads(next.a), 'withdraw', [
    fromHex(next.id),
    null,
  ])
  expect(next.c.group.addRecords([late])).toMatchObject({ accepted: 0, refused: 1 })
})

test('when the author of a shut-out withdraws it, the device returns; when another member does, it is refused', () => {
  const people = four()
  const [a, b, c, d] = people
  b.group.shutOut(d.group.self.device)
  shareAll(people)
  const [shutOut] = c.group.state().shutOuts.keys()
  expect(c.group.lift(shutOut!)).toMatchObject({ state: 'proposed' })
  const before = b.group.epoch()
  expect(b.group.lift(shutOut!)).toEqual({ state: 'done', needed: 0 })
  expectOneState(people)
  expect(a.group.state().shutOuts.size).toBe(0)
  const after = d.group.epoch()
  expect(after.id).not.toBe(before.id)
  for (const person of people) expect(person.group.epoch()).toEqual(after)
  expect(d.group.epochKey(before.id)).toBeNull()
  // The shut-out was withdrawn, so Bob may shut out one device again.
  b.group.shutOut(c.group.self.device)
})

test('when a shut-out is withdrawn concurrently with becoming final, it stays final in every order', () => {
  const people = four()
  const [a, b, c] = people
  b.group.shutOut(c.group.self.device)
  shareAll(people)
  const [shutOut] = b.group.state().shutOuts.keys()
  b.group.lift(shutOut!)
  expect(a.group.removeDevice(c.group.self.device)).toMatchObject({ state: 'done' })
  expectOneState(people)
  expect(b.group.state().pastDevices.get(c.group.self.device)?.state).toBe('removed')
  const epoch = a.group.epoch()
  shareAll(people)
  expect(b.group.epoch()).toEqual(epoch)
  expect(c.group.epochKey(epoch.id)).toBeNull()
})

test('when its author was removed concurrently, the withdrawal does not count', () => {
  const people = four()
  const [a, b, c] = people
  b.group.shutOut(c.group.self.device)
  shareAll(people)
  const thief = copied(b)
  a.group.removeMember(idOf(b), 'lost')
  const [shutOut] = thief.group.state().shutOuts.keys()
  thief.group.lift(shutOut!)
  expectOneState([...people, thief])
  expect(a.group.state().devices.has(c.group.self.device)).toBe(false)
  expect(a.group.state().shutOuts.has(shutOut!)).toBe(true)
})

test('when an old proposal is dismissed, this device alone hides it and it stays open for all', () => {
  const { people, a, c, id } = proposed()
  c.group.dismiss(id, true)
  expect(reopened(c).group.proposals()).toMatchObject([{ id, dismissed: true, own: false }])
  expect(a.group.proposals()).toMatchObject([{ dismissed: false }])
  expect(allRecords(people)).toHaveLength(a.group.recordsBeyond([]).length)
  c.group.dismiss(id, false)
  expect(c.group.proposals()).toMatchObject([{ dismissed: false }])
  expect(refusal(() => c.group.dismiss('00'.repeat(32) as RecordId, true))).toBe('not-found')
})

test('when the vectors are read, their meaning is the given one', () => {
  const path = join(import.meta.dirname, '../../fixtures/vectors/withdrawal.json')
  const vectors = JSON.parse(readFileSync(path, 'utf8')) as {
    group: GroupId
    records: { id: RecordId; bytes: string; device: DeviceId; signature: string }[]
    state: unknown
  }
  const records = vectors.records.map(({ id, bytes, device, signature }): SignedRecord => ({
    id,
    bytes: fromHex(bytes),
    signatures: [[device, fromHex(signature)]],
  }))
  const found = checked(vectors.group, records)
  expect(found.filter(({ body }) => body.type === 'withdraw')).toHaveLength(3)
  expect(found.filter(({ body }) => body.type === 'unknown')).toEqual([])
  for (const order of [found, found.toReversed()]) {
    const { proposals, ...rest } = reduce(vectors.group, order)
    const withdrawn = [...proposals.values()].map(each => [each.id, each.withdrawn] as const)
    const plain: unknown = JSON.parse(
      JSON.stringify({
        ...describeState({ ...rest, proposals }),
        withdrawn: withdrawn.filter(([, is]) => is).map(([id]) => id),
      }),
    )
    expect(plain).toEqual(vectors.state)
  }
})
