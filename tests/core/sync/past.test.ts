// The past that a newcomer learns of: its extent, and bodies that no reader can use.
import { expect, test } from 'vitest'
import { encode, random, toHex, type Bytes } from '#core/keys'
import type { FeedId, GroupId } from '#shared/ids'
import { memoryTables } from '#tests/memory-table'
import { syncTables } from '../../../src/core/archive/sync-tables.ts'
import { openPast } from '../../../src/core/sync/feeds/past.ts'

const newFeed = (): FeedId => toHex(random(16)) as FeedId
const group = toHex(random(32)) as GroupId

const opened = (tables = syncTables(memoryTables().open)) => {
  return () => openPast(tables, group)
}

test('a newcomer learned of the past: the next session has it, and the next newcomer gets it', () => {
  const [first, second, third] = [newFeed(), newFeed(), newFeed()]
  const told = opened()().tell(
    [[second, { feed: first, seq: 4 }]],
    [[{ feed: third, seq: 2 }, [{ feed: second, seq: 0 }]]],
  )
  const open = opened()
  open().learn(told!)
  const past = open()
  expect(past.before(second)).toEqual({ feed: first, seq: 4 })
  expect([first, second, third].map(past.knows)).toEqual([true, true, false])
  expect(past.namedIn(third, 3)).toEqual([{ feed: second, seq: 0 }])
  // Nothing is known of the places that a part of them had named.
  expect(past.namedIn(third, 2)).toEqual([])
  const next = opened()()
  next.learn(past.tell([[third, { feed: second, seq: 0 }]], [])!)
  expect(next.before(third)).toEqual({ feed: second, seq: 0 })
  expect(next.before(second)).toEqual({ feed: first, seq: 4 })
})

test('the admitter sends another past later: the first one stands, also in the next session', () => {
  const [feed, before, other] = [newFeed(), newFeed(), newFeed()]
  const open = opened()
  const [past, another] = [open(), opened()()]
  past.learn(another.tell([[feed, { feed: before, seq: 4 }]], [])!)
  past.learn(another.tell([[feed, { feed: other, seq: 9 }]], [[{ feed, seq: 1 }, []]])!)
  for (const each of [past, open()]) {
    expect(each.before(feed)).toEqual({ feed: before, seq: 4 })
    expect(each.knows(other)).toBe(false)
  }
})

test('no message is older: the past is empty', () => {
  expect(opened()().tell([], [[{ feed: newFeed(), seq: 2 }, []]])).toBeNull()
})

test('the past is too large: the last part is sent, and the rest is not searched', () => {
  let asked = 0
  const endless = function* (): Generator<[FeedId, { feed: FeedId; seq: number }]> {
    for (; ; asked++) yield [newFeed(), { feed: newFeed(), seq: asked }]
  }
  const past = opened()()
  past.learn(past.tell(endless(), [])!)
  expect(asked).toBeLessThanOrEqual(16_384)
})

/** A right past, in which `feed` followed `before`. */
const rightPast = (feed: FeedId, before: FeedId): Bytes =>
  opened()().tell([[feed, { feed: before, seq: 4 }]], [])!

test.each([
  ['lists are missing', encode([1, 'past'])],
  ['no list can be read', encode([1, 'past', [[1]], [[2]]])],
  ['it is a number', encode(7)],
])('a body has another shape, %s: it is ignored, and the next one stands', (_, body) => {
  const [feed, before] = [newFeed(), newFeed()]
  const open = opened()
  const past = open()
  past.learn(body)
  expect(past.namedIn(newFeed(), 1)).toEqual([])
  past.learn(rightPast(feed, before))
  for (const each of [past, open()]) expect(each.before(feed)).toEqual({ feed: before, seq: 4 })
})

test('an earlier version kept a body that no reader can use: the next one stands', () => {
  const [feed, before] = [newFeed(), newFeed()]
  const tables = syncTables(memoryTables().open)
  tables.pasts.put({ group, body: encode(7) })
  const past = opened(tables)()
  past.learn(rightPast(feed, before))
  expect(past.before(feed)).toEqual({ feed: before, seq: 4 })
})
