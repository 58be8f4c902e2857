// What the two ends of a link know of each other: what the other said that it has, and what it was
// told, given and asked. Nothing here is sent; it says what there is to send.
import type { SignedRecord } from '#core/group'
import type { DeviceId, FeedId, MessageId } from '#shared/ids'
import { writeHave, type Frame } from './frames.ts'
import type { FeedPoint, Heads, Message } from './message.ts'
import type { Range } from './giving.ts'
import type { Spoken } from './membership.ts'
import type { Bytes } from '#core/keys'

type Have = Extract<Frame, { kind: 'have' }>

export type Standing = {
  /** What the other end said that it has. */
  theirs(): FeedPoint[]
  /** Takes in what it says, so far as it speaks of no more feeds than anybody is told of. */
  heard(have: Have): void
  /** Both digests were the same: it has what is here. */
  same(): void
  /** Messages that it sent: whoever sends a message has it, and what came before. */
  received(message: Message): void
  /**
   * Messages that were sent to it. An end that may lack their key is told of them once it has the records
   * that bring it.
   */
  sent(messages: readonly Message[]): void
  /** The frames that tell it what is here, all of it or what it was not told; none for nothing. */
  have(whole: boolean): Bytes[]
  toldWhole(): boolean
  /** Whether both have said enough for news to be told one by one. */
  isSettled(): boolean
  /** What is missing here, that it has and was not asked for; a part of it where that is much. */
  wishes(): Range[]
  /** Membership records that it is not known to have and was not given. */
  records(): SignedRecord[]
  /** The other end has given what it could of the oldest wishes that were not answered. */
  answered(): void
  /** Something that it was asked for, and said to have, is neither here nor answered. */
  isOwed(): boolean
  /** What was asked for may have come to nothing. */
  askAgain(): void
  /** Both are known to have the same. */
  isLevel(): boolean
}

/** Feeds that the other end may speak of. */
const mostFeeds = 65_536
/** Feeds that one `have` names: a frame has room for them. */
const onePage = 8_192
/** Ranges of one `want`. The next part is asked for when this one was given. */
const mostWished = 1_024
/** Messages asked for because others stand on them, once each, whether they were named or not. */
const mostStoodOn = 2_048
/** Messages before one that is stood on, at a time. */
const mostBack = 255

export const openStanding = (replica: Spoken, remote: DeviceId): Standing => {
  const { group } = replica
  const theirs = new Map<FeedId, FeedPoint>()
  /** Null until it said. */
  let theirRecords: Heads['records'] | null = null
  const told = new Map<FeedId, string>()
  let toldRecords = ''
  let toldBeginning = ''
  let toldWhole = false
  let isSame = false
  let givenRecords = ''
  const asked = new Map<FeedId, number>()
  const unanswered: Range[][] = []
  const stoodOn = new Set<MessageId>()
  /** How far it gave what it can: a device names what it began with and cannot give. */
  const given = new Map<FeedId, number>()
  const lacking = (): Range[] =>
    replica.lacking([...theirs.values()]).filter(({ feed, to }) => to > (given.get(feed) ?? -1))

  return {
    theirs: () => [...theirs.values()],
    heard({ heads, whole }) {
      if (whole) theirs.clear()
      for (const point of heads.feeds)
        if (theirs.size < mostFeeds || theirs.has(point.feed)) theirs.set(point.feed, point)
      if (heads.records.length > 0) theirRecords = heads.records
      theirRecords ??= []
    },
    same() {
      const heads = replica.heads()
      for (const point of heads.feeds) {
        theirs.set(point.feed, point)
        told.set(point.feed, point.id)
      }
      theirRecords = heads.records
      toldRecords = givenRecords = heads.records.join()
      isSame = true
    },
    received({ audience, feed, seq, id }) {
      if (audience !== group.id || seq <= (theirs.get(feed)?.seq ?? -1)) return
      theirs.set(feed, { feed, seq, id })
    },
    sent(messages) {
      if (theirRecords?.join() !== group.recordHeads().toSorted().join()) return
      for (const { feed, id } of messages) told.set(feed, id)
    },
    have(whole) {
      const heads = replica.heads()
      const records = heads.records.join()
      const feeds = heads.feeds.filter(({ feed, id }) => whole || told.get(feed) !== id)
      const began = replica.began(remote)
      const beginning = began.map(({ id }) => id).join()
      const isNews =
        feeds.length > 0 || records !== toldRecords || beginning !== toldBeginning || whole
      if (!isNews) return []
      const changed = whole || records !== toldRecords ? heads.records : []
      for (const { feed, id } of feeds) told.set(feed, id)
      toldRecords = records
      toldBeginning = beginning
      toldWhole ||= whole
      const first = writeHave({ records: changed, feeds: feeds.slice(0, onePage) }, whole, began)
      const more: Bytes[] = []
      for (let from = onePage; from < feeds.length; from += onePage) {
        const page = { records: [], feeds: feeds.slice(from, from + onePage) }
        more.push(writeHave(page, false, began))
      }
      return [first, ...more]
    },
    toldWhole: () => toldWhole,
    isSettled: () => toldWhole || isSame,
    wishes() {
      const ranges = replica
        .lacking([...theirs.values()])
        .map(range => ({ ...range, from: Math.max(range.from, (asked.get(range.feed) ?? -1) + 1) }))
        .filter(({ from, to }) => from <= to)
        .slice(0, mostWished)
      const feeds = new Set(ranges.map(({ feed }) => feed))
      const points: FeedPoint[] = []
      for (const point of replica.stoodOn()) {
        if (ranges.length + points.length >= mostWished || stoodOn.has(point.id)) continue
        if (stoodOn.size >= mostStoodOn || feeds.has(point.feed)) continue
        stoodOn.add(point.id)
        feeds.add(point.feed)
        points.push(point)
      }
      const heads = replica.headsOf(points.map(({ feed }) => feed))
      for (const { feed, seq: to } of points) {
        // Where another message is here at the place that was named, what leads up to it is asked for too:
        // nobody knows where the two part.
        const next = (heads.get(feed)?.seq ?? -1) + 1
        const from = next <= to ? next : Math.max(0, to - mostBack)
        ranges.push({ feed, from, to })
      }
      for (const { feed, to } of ranges) asked.set(feed, to)
      if (ranges.length > 0) unanswered.push(ranges)
      return ranges
    },
    records() {
      const own = replica.heads().records.join()
      if (theirRecords === null || givenRecords === own) return []
      givenRecords = own
      return group.recordsBeyond(theirRecords)
    },
    answered() {
      for (const { feed, to } of unanswered.shift() ?? [])
        given.set(feed, Math.max(to, given.get(feed) ?? -1))
    },
    isOwed: () => unanswered.length > 0 && lacking().length > 0,
    askAgain() {
      asked.clear()
      given.clear()
    },
    isLevel() {
      const { feeds, records } = replica.heads()
      return (
        theirRecords !== null &&
        !replica.awaits(remote) &&
        records.join() === theirRecords.join() &&
        feeds.every(({ feed, seq }) => (theirs.get(feed)?.seq ?? -1) >= seq) &&
        lacking().length === 0
      )
    },
  }
}
