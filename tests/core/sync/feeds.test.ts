// Absent feeds that a peer names are looked up once, however often they are named.
import { expect, test } from 'vitest'
import { encode, random, toHex } from '#core/keys'
import type { FeedId } from '#shared/ids'
import { forge, forgeAfter } from '#tests/forge'
import { aliceWithSync } from '#tests/sync'
import { openPast } from '../../../src/core/sync/feeds/past.ts'
import { openFeeds } from '../../../src/core/sync/feeds/feeds.ts'

const noBranches = { startOf: () => 0, signedIn: (line: FeedId) => line }

/** Alice's feeds, and how many of them the archive was asked for. */
const scene = () => {
  const { archive, group } = aliceWithSync()
  let asked = 0
  const { head, headsOf } = archive.messages
  const messages: typeof archive.messages = {
    ...archive.messages,
    head(...given) {
      asked++
      return head(...given)
    },
    headsOf(of, feeds) {
      asked += feeds.length
      return headsOf(of, feeds)
    },
  }
  const feeds = openFeeds(
    { ...archive, messages },
    group.id,
    noBranches,
    openPast(archive, group.id),
  )
  return { archive, group, feeds, asked: () => asked }
}
const unknown = (): FeedId => toHex(random(16)) as FeedId

test('absent feeds are named again and again: each is looked up once', () => {
  const { feeds, asked } = scene()
  const given = Array.from({ length: 500 }, () => ({ feed: unknown(), seq: 0 }))
  const before = asked()
  for (let time = 0; time < 3; time++) {
    expect(feeds.coverage(given).size).toBe(0)
    expect(feeds.headsOf(given.map(({ feed }) => feed)).size).toBe(0)
  }
  expect(asked() - before).toBe(500)
})

test('a feed was named before it came: it is found once it is here', () => {
  const { archive, group, feeds } = scene()
  const pen = { group: group.id, ...group.self }
  const { message, body, signature } = forge(pen, { kind: 'note', body: encode([1, 'note']) })
  const { id, feed, seq, device, kind, document, header, audience } = message
  const other = unknown()
  const named = [feed, other]
  expect(feeds.headsOf(named).size).toBe(0)
  archive.transaction(() => {
    const place = { id, group: group.id, audience, device, feed, seq, kind, document, header }
    archive.messages.put({ ...place, signature, body, state: 'applied' })
    feeds.note(message)
  })
  expect([...feeds.headsOf(named).keys()]).toEqual([feed])
  expect(feeds.coverage([{ feed, seq }])).toEqual(new Map([[feed, seq]]))
  archive.transaction(() => feeds.setBase({ records: [], feeds: [{ feed: other, seq: 7, id }] }))
  expect(feeds.headsOf([other]).get(other)?.seq).toBe(7)
})

test('a transaction failed: its feeds are looked up again', () => {
  const { feeds, asked } = scene()
  const feed = unknown()
  feeds.headsOf([feed])
  feeds.reload()
  const before = asked()
  feeds.headsOf([feed])
  expect(asked() - before).toBe(1)
})

test('a message came from a feed that had ended before the beginning: the feed is no open head', () => {
  const { archive, group } = scene()
  const past = openPast(archive, group.id)
  const pen = { group: group.id, ...group.self }
  const first = forge(pen, { kind: 'note', body: encode([1, 'note']) })
  const last = forgeAfter(pen, first, { kind: 'note', body: encode([1, 'note']) })
  const beyond = forgeAfter(pen, last, { kind: 'note', body: encode([1, 'note']) })
  const later = unknown()
  const { feed } = first.message
  past.learn(past.tell([[later, { feed, seq: 1 }]], [])!)
  const feeds = openFeeds(archive, group.id, noBranches, past)
  archive.transaction(() =>
    feeds.setBase({ records: [], feeds: [{ feed: later, seq: 0, id: beyond.message.id }] }),
  )
  const open = (): FeedId[] => feeds.open().map(point => point.feed)
  for (const { message } of [first, last]) feeds.note(message)
  expect(open()).toEqual([later])
  // A copy of the device went on in the earlier feed.
  feeds.note(beyond.message)
  expect(open()).toEqual([feed, later].toSorted())
})

test('an archive kept a feed open that had ended before the beginning: it is closed when it is read again', () => {
  const { archive, group } = scene()
  const past = openPast(archive, group.id)
  const pen = { group: group.id, ...group.self }
  const first = forge(pen, { kind: 'note', body: encode([1, 'note']) })
  const { feed } = first.message
  const later = unknown()
  const before = openFeeds(archive, group.id, noBranches, openPast(archive, group.id))
  archive.transaction(() => {
    const { message, ...rest } = first
    archive.messages.put({ ...message, ...rest, group: group.id, line: feed, state: 'applied' })
    before.note(message)
  })
  expect(before.open().map(point => point.feed)).toContain(feed)
  past.learn(past.tell([[later, { feed, seq: 0 }]], [])!)
  const feeds = openFeeds(archive, group.id, noBranches, past)
  feeds.reload()
  expect(feeds.open().map(point => point.feed)).not.toContain(feed)
})

test('the first transaction of a session failed: the feeds that were open before are kept with the next one', () => {
  const { archive, group } = scene()
  const pen = { group: group.id, ...group.self }
  const [earlier, own] = [forge(pen), forge(pen)]
  archive.transaction(() => {
    const { message, ...rest } = earlier
    archive.messages.put({
      ...message,
      ...rest,
      group: group.id,
      line: message.feed,
      state: 'applied',
    })
  })
  const feeds = openFeeds(archive, group.id, noBranches, openPast(archive, group.id))
  const write = (fails: boolean) => () => {
    feeds.write(own.message, own.message.feed)
    if (fails) throw new Error('the disk is full')
  }
  expect(() => archive.transaction(write(true))).toThrow('the disk is full')
  archive.transaction(write(false))
  const kept = archive.openFeeds.list({ group: group.id }).map(({ feed }) => feed)
  expect(kept).toEqual([earlier.message.feed, own.message.feed].toSorted())
})
