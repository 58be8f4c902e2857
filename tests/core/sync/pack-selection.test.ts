// The cost of answering a request follows its named parts, however many feeds follow each other.
import { expect, test } from 'vitest'
import type { FeedId, GroupId, MessageId } from '#shared/ids'
import { until } from '#tests/sync'
import { openPackSelection } from '../../../src/core/sync/selection/pack-selection.ts'
import type { FeedPoint } from '../../../src/core/messages/message.ts'
import { openRequestQueue } from '../../../src/core/sync/link/request-queue.ts'

const count = 1_000
const idOf = (at: number): string => at.toString(16).padStart(32, '0')
const point = (at: number, seq = 0): FeedPoint => ({
  feed: idOf(at) as FeedId,
  seq,
  id: `${idOf(at)} ${seq}` as MessageId,
})

/** One device's feeds, each with one message and behind the one before. */
const scene = () => {
  const asked = { before: 0, head: 0 }
  const read: FeedId[] = []
  const chain = new Map(Array.from({ length: count }, (_, at) => [point(at).feed, at]))
  const at = (feed: FeedId): number => chain.get(feed) ?? -1
  const giving = openPackSelection({
    archive: {
      documents: { keyOf: () => null },
      messages: {
        range(_group: GroupId, feed: FeedId) {
          read.push(feed)
          return []
        },
      },
    } as never,
    group: { id: idOf(count) } as never,
    branches: { of: () => [], signedIn: line => line, leadingOff: () => [] },
    feeds: {
      startOf: () => 0,
      cameAgainFrom: () => null,
      coverage: () => new Map(),
      base: () => null,
      headsOf: (feeds: FeedId[]) => new Map(feeds.map(feed => [feed, point(at(feed))])),
      head(feed: FeedId) {
        asked.head++
        return point(at(feed))
      },
      before(feed: FeedId) {
        asked.before++
        return at(feed) > 0 ? point(at(feed) - 1) : null
      },
    } as never,
    waiting: { at: () => null, get: () => null },
    snapshots: {} as never,
    backfill: { runs: () => [], before: () => null },
    saidBy: () => [],
  })
  return { giving, asked, read }
}

test('a request names all of many feeds: each is read and sent once', () => {
  const { giving, asked, read } = scene()
  const wanted = Array.from({ length: count }, (_, at) => ({
    feed: point(at).feed,
    from: 0,
    to: 0,
  }))
  expect([...giving.packs(wanted.toReversed(), [])]).toEqual([])
  expect(read).toHaveLength(count)
  expect(new Set(read).size).toBe(count)
  expect(asked.before + asked.head).toBeLessThan(4 * count)
})

test('a request names the last of many feeds: all earlier ones come too', () => {
  const { giving, read } = scene()
  expect([...giving.packs([{ feed: point(count - 1).feed, from: 0, to: 0 }], [])]).toEqual([])
  expect(new Set(read).size).toBe(count)
})

test('two requests follow each other: others get a turn in between, also where there is nothing to send', async () => {
  const done: string[] = []
  const serving = openRequestQueue({
    epoch: () => ({}) as never,
    send: async () => {},
    isOpen: () => true,
    headsOf: () => new Map(),
    given: () => void done.push('given'),
    failed: error => {
      throw error
    },
  })
  const wish = [{ feed: point(0).feed, from: 0, to: 0 }]
  for (let time = 0; time < 3; time++) expect(serving.take(wish, () => [])).toBe(true)
  await new Promise(setImmediate)
  done.push('another')
  await until(() => done.length === 4)
  expect(done.indexOf('another')).toBeLessThan(3)
})
