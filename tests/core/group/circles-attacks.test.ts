// What a member of a circle, or somebody who was one, writes to spoil it for the others.
import { expect, test } from 'vitest'
import { foundCircle, takeCircle, type Circle } from '#core/group'
import type { CircleRole } from '#shared/contract'
import { epochFor, forged } from '#tests/circle-forgery'
import { everybodyMeets, exchange, given, idOf, people, roomsOf } from '#tests/circle-people'
import { refusal } from '#tests/refusal'
import { circleLimits } from '../../../src/core/group/circles/records.ts'

const day = 24 * 60 * 60 * 1000

/** Alice's circle with Bob in this role. */
const circleOfTwo = (role: CircleRole = 'member') => {
  const all = people()
  const mine = foundCircle(roomsOf(all.a), 'Closed item')
  mine.bring(idOf(all.b), role)
  const hers = given(mine, all.b)
  return { ...all, mine, hers }
}

test('two whose clocks are a month apart do not renew by turns', () => {
  const { mine, hers, b } = circleOfTwo()
  b.clock.time += 31 * day
  exchange(mine, hers)
  hers.epoch()
  exchange(mine, hers)
  const before = mine.recordsBeyond([]).length
  for (let turn = 0; turn < 3; turn++) {
    mine.epoch()
    exchange(mine, hers)
    hers.epoch()
    exchange(mine, hers)
  }
  expect(mine.recordsBeyond([])).toHaveLength(before)
})

test('an epoch is renewed a month after its key came, whatever its date', () => {
  const { mine, a } = circleOfTwo()
  const { id } = mine.epoch()
  a.clock.time += 29 * day
  expect(mine.epoch().id).toBe(id)
  a.clock.time += 2 * day
  expect(mine.epoch().id).not.toBe(id)
})

test("who shuts out the convener's device does not become the convener", () => {
  const { hers, a, b, d } = circleOfTwo()
  hers.addRecords([forged(hers, b, { type: 'appoint', member: idOf(b), role: 'convener' })])
  b.group.shutOut(a.group.self.device)
  hers.renew()
  expect(hers.role()).toBe('member')
  expect(refusal(() => hers.bring(idOf(d)))).toBe('not-permitted')
})

const namesIn = (circle: Circle): string[] =>
  [...circle.state().members.values()].map(({ handle }) => handle).toSorted()

for (const isOut of [false, true]) {
  test(`a reader ${isOut ? 'who was taken out ' : ''}does not fill the circle`, () => {
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

test('whoever fills it is taken out of it, at those too who were given other records to fill it', () => {
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

test('a role of a later version is refused with what stands on it, and the circle goes on without', () => {
  const { mine, hers, a, b, c } = circleOfTwo()
  const role = 'later' as CircleRole
  const later = forged(mine, a, { type: 'appoint', member: idOf(b), role })
  const onIt = forged(mine, a, { type: 'appoint', member: idOf(b), role: 'reader' }, [later.id])
  for (const each of [mine, hers])
    expect(each.addRecords([onIt, later])).toMatchObject({ accepted: 0, refused: 1, waiting: 1 })
  expect(hers.role()).toBe('member')
  mine.bring(idOf(c))
  exchange(mine, hers)
  expect(namesIn(hers)).toEqual(['Alice', 'Bob', 'Carol'])
  expect(hers.epoch()).toEqual(mine.epoch())
})

test('an epoch is for devices that were brought in, or its record is refused', () => {
  const { mine, b, c } = circleOfTwo('reader')
  const stranger = forged(mine, b, { type: 'renew', epoch: epochFor(c) })
  expect(mine.addRecords([stranger])).toMatchObject({ accepted: 0, refused: 1 })
})

test("a reader who says that another's device is hers keeps nobody out, and speaks for nobody", () => {
  const { mine, hers, b, c, d } = circleOfTwo('reader')
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
  exchange(mine, hers, theirs)
  for (const each of [mine, theirs]) expect(namesIn(each)).toEqual(['Alice', 'Carol', 'Dana'])
})

test('who does not write in the group makes no circle at others', () => {
  const all = people()
  const { a, b, c } = all
  const circle = foundCircle(roomsOf(b), 'Closed item')
  circle.bring(idOf(c))
  const proof = circle.proofFor(c.group.self.device) ?? []
  a.group.setRole(idOf(b), 'observer')
  everybodyMeets([a, b, c])
  expect(refusal(() => foundCircle(roomsOf(b), 'Another'))).toBe('not-permitted')
  expect(takeCircle(roomsOf(c), proof)).toBeNull()
  expect(c.archive.notes.list(c.group.id, 'circles/')).toEqual([])
  a.group.setRole(idOf(b), 'member')
  everybodyMeets([a, b, c])
  expect(takeCircle(roomsOf(c), proof)?.isIn()).toBe(true)
})

/** Alice's circle with Bob, who is no convener, and Carol, whom Alice brought in after him. */
const attackedCircle = (role: CircleRole = 'member') => {
  const all = circleOfTwo(role)
  const before = all.mine.recordHeads()
  all.mine.bring(idOf(all.c), 'convener')
  const theirs = given(all.mine, all.c)
  exchange(all.mine, all.hers, theirs)
  return { ...all, theirs, before }
}

for (const role of ['member', 'reviewer', 'commenter', 'reader'] as const) {
  test(`a removal of the convener that a ${role} writes keeps none of her next records from counting`, () => {
    const { mine, hers, theirs, a, b, c, d } = attackedCircle(role)
    const part = forged(hers, b, { type: 'part', member: idOf(a), epoch: epochFor(b) })
    const onIt = forged(hers, b, { type: 'renew', epoch: epochFor(b) }, [part.id])
    for (const each of [mine, hers, theirs]) each.addRecords([part, onIt])
    expect(mine.role()).toBe('convener')
    mine.bring(idOf(d))
    exchange(mine, hers, theirs)
    for (const each of [mine, hers, theirs])
      expect(namesIn(each)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
    expect(theirs.epoch().id).toBe(mine.epoch().id)
    mine.remove(idOf(b))
    exchange(mine, hers, theirs)
    for (const each of [mine, theirs]) expect(namesIn(each)).toEqual(['Alice', 'Carol', 'Dana'])
    expect(mine.officeAt(mine.recordHeads(), a.group.self.device)?.role).toBe('chair')
    expect(theirs.officeAt(theirs.recordHeads(), c.group.self.device)?.role).toBe('chair')
  })

  test(`a removal of the convener that a ${role} writes on old heads voids nothing beside it`, () => {
    const { mine, hers, theirs, a, b, d, before } = attackedCircle(role)
    theirs.bring(idOf(d))
    exchange(mine, hers, theirs)
    const part = forged(hers, b, { type: 'part', member: idOf(a), epoch: epochFor(b) }, before)
    for (const each of [mine, hers, theirs]) each.addRecords([part])
    for (const each of [mine, hers, theirs])
      expect(namesIn(each)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
  })
}

test('who makes herself the convener by her own word speaks as one in no document', () => {
  const { mine, hers, b } = attackedCircle()
  const own = forged(hers, b, { type: 'appoint', member: idOf(b), role: 'convener' })
  const onIt = forged(hers, b, { type: 'renew', epoch: epochFor(b) }, [own.id])
  mine.addRecords([own, onIt])
  expect(mine.officeAt([onIt.id], b.group.self.device)?.role).toBe('member')
})

test('whom a convener who was taken out makes one on old heads takes out nobody', () => {
  const { mine, hers, b, c, d } = circleOfTwo()
  // Bob is in before Carol, who is a convener; so is Dana, whom Carol takes out.
  mine.bring(idOf(c), 'convener')
  mine.bring(idOf(d), 'convener')
  const [carols, danas] = [given(mine, c), given(mine, d)]
  exchange(mine, hers, carols, danas)
  const old = danas.recordHeads()
  carols.remove(idOf(d))
  const made = forged(danas, d, { type: 'appoint', member: idOf(b), role: 'convener' }, old)
  const part = forged(danas, b, { type: 'part', member: idOf(c), epoch: epochFor(b) }, [made.id])
  for (const each of [carols, mine]) each.addRecords([made, part])
  exchange(mine, hers, carols, danas)
  for (const each of [mine, hers, carols]) expect(namesIn(each)).toEqual(['Alice', 'Bob', 'Carol'])
})

test('who is a convener no more brings nobody in on old heads, nor takes anybody out', () => {
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
    // What any member may write counts still.
    expect(each.recordHeads()).toContain(late[2]?.id)
  }
  expect(theirs.role()).toBe('member')
})

test('nobody prepares an epoch for the others whose key she has when she is gone', () => {
  const { mine, hers, theirs, a, b, c } = attackedCircle()
  const epoch = epochFor(a, c)
  const prepared = forged(hers, b, { type: 'renew', epoch })
  for (const each of [mine, hers, theirs]) each.addRecords([prepared])
  hers.leave()
  exchange(mine, hers, theirs)
  expect(mine.epoch().id).not.toBe(epoch.id)
})
