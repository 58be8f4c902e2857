// Attacks on a circle by its members and former members.
import { expect, test } from 'vitest'
import { foundCircle, takeCircle, type Circle } from '#core/group'
import type { CircleRole } from '#shared/contract'
import { epochFor, forged } from '#tests/circle-forgery'
import { everybodyMeets, exchange, given, idOf, people, portsOf } from '#tests/circle-people'
import { refusal } from '#tests/refusal'
import { circleLimits } from '../../../src/core/group/circles/records.ts'

const day = 24 * 60 * 60 * 1000

/** Alice's circle with Bob in this role. */
const circleOfTwo = (role: CircleRole = 'member') => {
  const all = people()
  const mine = foundCircle(portsOf(all.a), 'Closed item')
  mine.bring(idOf(all.b), role)
  const bobs = given(mine, all.b)
  return { ...all, mine, bobs }
}

test('when two clocks differ by a month, the devices do not renew in turns', () => {
  const { mine, bobs, b } = circleOfTwo()
  b.clock.time += 31 * day
  exchange(mine, bobs)
  bobs.epoch()
  exchange(mine, bobs)
  const before = mine.recordsBeyond([]).length
  for (let turn = 0; turn < 3; turn++) {
    mine.epoch()
    exchange(mine, bobs)
    bobs.epoch()
    exchange(mine, bobs)
  }
  expect(mine.recordsBeyond([])).toHaveLength(before)
})

test('when the key of an epoch has been here for a month, the epoch is renewed, whatever its date', () => {
  const { mine, a } = circleOfTwo()
  const { id } = mine.epoch()
  a.clock.time += 29 * day
  expect(mine.epoch().id).toBe(id)
  a.clock.time += 2 * day
  expect(mine.epoch().id).not.toBe(id)
})

test('when a member shuts out the convener’s device, that member does not become convener', () => {
  const { bobs, a, b, d } = circleOfTwo()
  bobs.addRecords([forged(bobs, b, { type: 'appoint', member: idOf(b), role: 'convener' })])
  b.group.shutOut(a.group.self.device)
  bobs.renew()
  expect(bobs.role()).toBe('member')
  expect(refusal(() => bobs.bring(idOf(d)))).toBe('not-permitted')
})

const namesIn = (circle: Circle): string[] =>
  [...circle.state().members.values()].map(({ handle }) => handle).toSorted()

for (const isOut of [false, true]) {
  test(`when a reader ${isOut ? 'who was removed ' : ''}writes many records, the circle is not filled`, () => {
    const { mine, b, c } = circleOfTwo('reader')
    const parents = mine.recordHeads()
    if (isOut) mine.remove(idOf(b))
    const junk = Array.from({ length: circleLimits.records }, () =>
      forged(mine, b, { type: 'renew', epoch: epochFor(b) }, parents),
    )
    const { refused } = mine.addRecords(junk)
    expect(refused).toBe(circleLimits.records - circleLimits.unanswered)
    mine.bring(idOf(c))
    if (!isOut) mine.remove(idOf(b))
    expect(namesIn(mine)).toEqual(['Alice', 'Carol'])
  })
}

test('when a member fills the circle, a removal still works, also on devices with other records of the fill', () => {
  const { mine, b, c } = circleOfTwo('convener')
  mine.bring(idOf(c))
  const theirs = given(mine, c)
  const junk = () =>
    Array.from({ length: circleLimits.records }, () =>
      forged(theirs, b, { type: 'appoint', member: idOf(c), role: 'member' }),
    )
  theirs.addRecords(junk())
  mine.addRecords(junk())
  expect(
    theirs.addRecords([forged(theirs, b, { type: 'renew', epoch: epochFor(b) })]),
  ).toMatchObject({ accepted: 0, refused: 1 })
  mine.remove(idOf(b))
  theirs.addRecords(mine.recordsBeyond([]))
  for (const each of [mine, theirs]) expect(namesIn(each)).toEqual(['Alice', 'Carol'])
})

test('when a record names a role of a later version, it and its successors are refused and the circle works', () => {
  const { mine, bobs, a, b, c } = circleOfTwo()
  const role = 'later' as CircleRole
  const later = forged(mine, a, { type: 'appoint', member: idOf(b), role })
  const onIt = forged(mine, a, { type: 'appoint', member: idOf(b), role: 'reader' }, [later.id])
  for (const each of [mine, bobs])
    expect(each.addRecords([onIt, later])).toMatchObject({ accepted: 0, refused: 1, waiting: 1 })
  expect(bobs.role()).toBe('member')
  mine.bring(idOf(c))
  exchange(mine, bobs)
  expect(namesIn(bobs)).toEqual(['Alice', 'Bob', 'Carol'])
  expect(bobs.epoch()).toEqual(mine.epoch())
})

test('when an epoch is for a device that was not added, the record is refused', () => {
  const { mine, b, c } = circleOfTwo('reader')
  const stranger = forged(mine, b, { type: 'renew', epoch: epochFor(c) })
  expect(mine.addRecords([stranger])).toMatchObject({ accepted: 0, refused: 1 })
})

test('when a reader claims the device of another, that member is not kept out and the reader gains nothing', () => {
  const { mine, bobs, b, c, d } = circleOfTwo('reader')
  const devices = [c.group.self.device]
  const claim = { type: 'bring', member: idOf(b), devices, role: null, epoch: epochFor(b) } as const
  expect(mine.addRecords([forged(mine, b, claim)])).toMatchObject({ accepted: 1 })
  expect(mine.state().devices.has(c.group.self.device)).toBe(false)
  mine.bring(idOf(c), 'convener')
  const theirs = given(mine, c)
  expect(theirs.role()).toBe('convener')
  expect(theirs.epoch()).toEqual(mine.epoch())
  theirs.bring(idOf(d))
  theirs.remove(idOf(b))
  exchange(mine, bobs, theirs)
  for (const each of [mine, theirs]) expect(namesIn(each)).toEqual(['Alice', 'Carol', 'Dana'])
})

test('when a member does not write in the group, a circle of that member is accepted by nobody', () => {
  const all = people()
  const { a, b, c } = all
  const circle = foundCircle(portsOf(b), 'Closed item')
  circle.bring(idOf(c))
  const proof = circle.proofFor(c.group.self.device) ?? []
  a.group.setRole(idOf(b), 'observer')
  everybodyMeets([a, b, c])
  expect(refusal(() => foundCircle(portsOf(b), 'Another'))).toBe('not-permitted')
  expect(takeCircle(portsOf(c), proof)).toBeNull()
  expect(c.archive.circles.list({ group: c.group.id })).toEqual([])
  a.group.setRole(idOf(b), 'member')
  everybodyMeets([a, b, c])
  expect(takeCircle(portsOf(c), proof)?.isIn()).toBe(true)
})

/** Alice's circle with Bob, who is no convener, and Carol, whom Alice added after him. */
const attackedCircle = (role: CircleRole = 'member') => {
  const all = circleOfTwo(role)
  const before = all.mine.recordHeads()
  all.mine.bring(idOf(all.c), 'convener')
  const theirs = given(all.mine, all.c)
  exchange(all.mine, all.bobs, theirs)
  return { ...all, theirs, before }
}

for (const role of ['member', 'reviewer', 'commenter', 'reader'] as const) {
  test(`when a ${role} writes a removal of the convener, the author's later records still count`, () => {
    const { mine, bobs, theirs, a, b, c, d } = attackedCircle(role)
    const part = forged(bobs, b, { type: 'part', member: idOf(a), epoch: epochFor(b) })
    const onIt = forged(bobs, b, { type: 'renew', epoch: epochFor(b) }, [part.id])
    for (const each of [mine, bobs, theirs]) each.addRecords([part, onIt])
    expect(mine.role()).toBe('convener')
    mine.bring(idOf(d))
    exchange(mine, bobs, theirs)
    for (const each of [mine, bobs, theirs])
      expect(namesIn(each)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
    expect(theirs.epoch().id).toBe(mine.epoch().id)
    mine.remove(idOf(b))
    exchange(mine, bobs, theirs)
    for (const each of [mine, theirs]) expect(namesIn(each)).toEqual(['Alice', 'Carol', 'Dana'])
    expect(mine.rightsAt(mine.recordHeads(), a.group.self.device)).toContain('settle')
    expect(theirs.rightsAt(theirs.recordHeads(), c.group.self.device)).toContain('settle')
  })

  test(`when a ${role} writes a removal of the convener on old heads, it voids nothing concurrent`, () => {
    const { mine, bobs, theirs, a, b, d, before } = attackedCircle(role)
    theirs.bring(idOf(d))
    exchange(mine, bobs, theirs)
    const part = forged(bobs, b, { type: 'part', member: idOf(a), epoch: epochFor(b) }, before)
    for (const each of [mine, bobs, theirs]) each.addRecords([part])
    for (const each of [mine, bobs, theirs])
      expect(namesIn(each)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
  })
}

test("when a member appoints itself convener, it has a convener's rights in no document", () => {
  const { mine, bobs, b } = attackedCircle()
  const own = forged(bobs, b, { type: 'appoint', member: idOf(b), role: 'convener' })
  const onIt = forged(bobs, b, { type: 'renew', epoch: epochFor(b) }, [own.id])
  mine.addRecords([own, onIt])
  const rights = mine.rightsAt([onIt.id], b.group.self.device)
  expect([...rights]).toEqual(['write', 'remark', 'propose', 'voice'])
})

test('when a removed convener appoints one on old heads, that one removes nobody', () => {
  const { mine, bobs, b, c, d } = circleOfTwo()
  // Bob is in longer than Carol, who is a convener. Carol removes Dana.
  mine.bring(idOf(c), 'convener')
  mine.bring(idOf(d), 'convener')
  const [carols, danas] = [given(mine, c), given(mine, d)]
  exchange(mine, bobs, carols, danas)
  const old = danas.recordHeads()
  carols.remove(idOf(d))
  const made = forged(danas, d, { type: 'appoint', member: idOf(b), role: 'convener' }, old)
  const part = forged(danas, b, { type: 'part', member: idOf(c), epoch: epochFor(b) }, [made.id])
  for (const each of [carols, mine]) each.addRecords([made, part])
  exchange(mine, bobs, carols, danas)
  for (const each of [mine, bobs, carols]) expect(namesIn(each)).toEqual(['Alice', 'Bob', 'Carol'])
})

test('when a former convener writes on old heads, it adds and removes nobody', () => {
  const { mine, theirs, c, d, a } = attackedCircle()
  const old = theirs.recordHeads()
  mine.appoint(idOf(c), 'member')
  const devices = [d.group.self.device]
  const bring = { type: 'bring', member: idOf(d), devices, role: 'member' } as const
  const part = { type: 'part', member: idOf(a), epoch: epochFor(c) } as const
  const own = { type: 'renew', epoch: epochFor(c) } as const
  const late = [forged(theirs, c, { ...bring, epoch: epochFor(c) }, old)]
  late.push(forged(theirs, c, part, old), forged(theirs, c, own, old))
  expect(mine.addRecords(late)).toMatchObject({ accepted: 3 })
  exchange(mine, theirs)
  for (const each of [mine, theirs]) {
    expect(namesIn(each)).toEqual(['Alice', 'Bob', 'Carol'])
    // Records that any member may write still count.
    expect(each.recordHeads()).toContain(late[2]?.id)
  }
  expect(theirs.role()).toBe('member')
})

test('when an author prepares an epoch and leaves, the others refuse it', () => {
  const { mine, bobs, theirs, a, b, c } = attackedCircle()
  const epoch = epochFor(a, c)
  const prepared = forged(bobs, b, { type: 'renew', epoch })
  for (const each of [mine, bobs, theirs]) each.addRecords([prepared])
  bobs.leave()
  exchange(mine, bobs, theirs)
  expect(mine.epoch().id).not.toBe(epoch.id)
})
