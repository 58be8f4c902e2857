// What a member of a circle, or somebody who was one, writes to spoil it for the others.
import { expect, test } from 'vitest'
import { foundCircle, type Circle } from '#core/group'
import type { CircleRole } from '#shared/contract'
import { exchange, given, idOf, people, roomsOf, type Person } from '#tests/circle-people'
import { refusal } from '#tests/refusal'
import type { CircleBody } from '../../../src/core/group/circles/records.ts'
import { writeCircleRecord } from '../../../src/core/group/circles/records.ts'

let forgeries = 0
const day = 24 * 60 * 60 * 1000

/** Alice's circle with Bob in this role. */
const circleOfTwo = (role: CircleRole = 'member') => {
  const all = people()
  const mine = foundCircle(roomsOf(all.a), 'Closed item')
  mine.bring(idOf(all.b), role)
  const hers = given(mine, all.b)
  return { ...all, mine, hers }
}

/** A record of this person's, which her own device would not write. */
const forged = (
  circle: Circle,
  { group }: Person,
  body: CircleBody,
  parents = circle.recordHeads(),
) => {
  forgeries += 1
  return writeCircleRecord(group.self.keys, { circle: circle.id, parents, at: forgeries }, body)
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
