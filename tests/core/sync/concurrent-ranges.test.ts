// How many messages are read to find those that an author had seen.
import { expect, test } from 'vitest'
import { random, toHex, type Bytes } from '#core/keys'
import type { DeviceId, FeedId, GroupId } from '#shared/ids'
import type { Branches } from '../../../src/core/sync/feeds/branches.ts'
import type { SyncArchive } from '../../../src/core/sync/ports.ts'
import type { Feeds } from '../../../src/core/sync/feeds/feeds.ts'
import { none, writeMessage, type Message } from '../../../src/core/messages/message.ts'
import { openSeen } from '../../../src/core/sync/feeds/concurrent-ranges.ts'

const group = toHex(random(32)) as GroupId
const device = toHex(random(32)) as DeviceId

/** Messages of several feeds that name nothing, and how many of them were read. */
const feedsOf = (lengths: readonly number[]) => {
  let read = 0
  const names = lengths.map(() => toHex(random(16)) as FeedId)
  const at = (feed: FeedId, seq: number): Message =>
    writeMessage({
      ...{ group, audience: group, device, feed, seq, previous: none },
      ...{ after: { records: [], feeds: [] }, kind: 'zz', document: null, bodyHash: random(32) },
    })
  const [header] = names.map(feed => at(feed, 1).header) as [Bytes]
  const messages = {
    lineOf: () => null,
    outlines(_: GroupId, __: FeedId, from: number, to: number) {
      read += to - from
      return Array.from({ length: to - from }, () => ({ header }))
    },
  } as unknown as SyncArchive['messages']
  const feeds = { beganIn: () => null, coverage: () => new Map() } as unknown as Feeds
  const branches = {
    any: () => false,
    forks: () => [],
    startOf: () => 0,
    parentOf: () => null,
    lineBefore: ({ feed }: Message) => feed,
  } as unknown as Branches
  const past = { namedIn: () => [] }
  const seenBy = openSeen({ messages }, { id: group }, feeds, branches, past)
  return {
    read: () => read,
    /** Asks for the messages that the author of the next message of this feed had seen. */
    ask(which: number) {
      const feed = names[which]!
      seenBy.of(at(feed, lengths[which]!)).has({ feed, seq: 0 })
    },
  }
}

test('many other feeds are asked about in between: a long feed is read once', () => {
  const others = Array.from({ length: 200 }, () => 3)
  const { read, ask } = feedsOf([2_000, ...others])
  for (let round = 0; round < 5; round++) {
    ask(0)
    for (const at of others.keys()) ask(at + 1)
  }
  expect(read()).toBeLessThanOrEqual(2_000 + 5 * 200 * 3)
})
