// What a member of a circle, or somebody who was one, writes to spoil it for the others.
import { expect, test } from 'vitest'
import { foundCircle } from '#core/group'
import type { CircleRole } from '#shared/contract'
import { exchange, given, idOf, people, roomsOf } from '#tests/circle-people'

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
