// The messages that an author had seen before writing another one, and this device's messages that
// it had not. The author's feed shows it: each message names the heads that changed, the first one
// of a feed all of them.
import type { FeedId, MessageId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Branches } from './branches.ts'
import type { Past } from './past.ts'
import type { Feeds } from './feeds.ts'
import {
  type FeedPlace,
  type FeedPoint,
  type Message,
  ownsFeed,
  type Range,
  readMessage,
} from '#core/messages'

/** The places that messages of a feed before `seq` name, the furthest for each feed. */
type Named = { seq: number; places: Map<FeedId, number> }
const mostFeeds = 64

/** The messages that the author of one message had. */
export type Seen = {
  has(place: FeedPlace): boolean
  /** In forked feeds the branches that the author had, and none that rivals them. */
  branches(): FeedId[]
}

export type SeenBy = {
  /** The messages that the author of this one had. */
  of(message: Message): Seen
  /** The messages that those of a feed or branch before `seq` name, and those that they follow. */
  named(line: FeedId, seq: number): FeedPlace[]
}

/** Reads each feed once, except short ones beyond some number. */
export const openSeen = (
  { messages }: Pick<SyncArchive, 'messages'>,
  { id: group }: Pick<SyncGroup, 'id'>,
  feeds: Feeds,
  branches: Branches,
  past: Pick<Past, 'namedIn'>,
): SeenBy => {
  const read = new Map<FeedId, Named>()
  /** The number of branches at that reading: with more branches, places get other names. */
  let readWith = 0
  const add = (places: Map<FeedId, number>, named: readonly FeedPoint[]): void => {
    for (const { feed, seq, id } of named) {
      // An author without knowledge of the others names a branch by its feed.
      const line = branches.any() ? (messages.lineOf(id) ?? feeds.beganIn(id) ?? feed) : feed
      places.set(line, Math.max(seq, places.get(line) ?? -1))
    }
  }
  /** The admitter meant the only content that it knew, in a feed in which this device went back. */
  const lineOf = ({ feed, seq }: FeedPlace): FeedId => {
    const led = branches.of(feed).length > 0 ? feeds.ledTo(feed) : null
    let line = (led && messages.lineOf(led)) ?? feed
    while (seq < branches.startOf(line)) line = branches.parentOf(line) ?? feed
    return line
  }
  const begun = (
    line: FeedId,
    seq: number,
    before: Iterable<[FeedId, number]>,
  ): Map<FeedId, number> => {
    const places = new Map(before)
    for (const place of past.namedIn(line, seq)) {
      const of = lineOf(place)
      places.set(of, Math.max(place.seq, places.get(of) ?? -1))
    }
    return places
  }
  /**
   * The feed that costs least to read again leaves the memory: peers cannot make this device read a
   * long one again and again.
   */
  const makeRoom = (): void => {
    if (read.size < mostFeeds) return
    const lengthOf = (line: FeedId): number => (read.get(line)?.seq ?? 0) - branches.startOf(line)
    read.delete([...read.keys()].reduce((a, b) => (lengthOf(b) < lengthOf(a) ? b : a)))
  }
  /** The messages that those under one name before `seq` name, and those that they follow. */
  const namedBefore = (line: FeedId, seq: number): Map<FeedId, number> => {
    const known = read.get(line)
    const start = branches.startOf(line)
    const parent = branches.parentOf(line)
    const last =
      known && known.seq <= seq
        ? known
        : { seq: start, places: begun(line, seq, parent ? namedBefore(parent, start) : []) }
    for (const { header } of messages.outlines(group, line, last.seq, seq))
      add(last.places, readMessage(header)?.after.feeds ?? [])
    if (!read.has(line)) makeRoom()
    read.set(line, { seq, places: last.places })
    return last.places
  }
  const cover = (message: Message): ReadonlyMap<FeedId, number> => {
    const { seq, after, previous } = message
    const count = branches.forks().length
    if (count !== readWith) read.clear()
    readWith = count
    const line = branches.lineBefore(message)
    const places = new Map(namedBefore(line, seq))
    add(places, [...after.feeds, ...(seq > 0 ? [{ feed: line, seq: seq - 1, id: previous }] : [])])
    return feeds.coverage([...places].map(([of, to]) => ({ feed: of, seq: to })))
  }
  const of = (message: Message): Seen => {
    let found: ReadonlyMap<FeedId, number> | null = null
    const covered = (): ReadonlyMap<FeedId, number> => (found ??= cover(message))
    return {
      has: place => (covered().get(place.feed) ?? -1) >= place.seq,
      branches() {
        if (!branches.any()) return []
        const own = branches.pathTo(branches.lineOf(message))
        return branches.forks().flatMap(rivals => {
          if (rivals.some(each => own.includes(each))) return []
          const had = rivals.filter(each => covered().has(each))
          return had.length === 1 ? had : []
        })
      },
    }
  }
  return {
    of,
    named: (line, seq) => [...namedBefore(line, seq)].map(([feed, to]) => ({ feed, seq: to })),
  }
}

export const openConcurrentRanges = (
  { messages }: Pick<SyncArchive, 'messages'>,
  { id: group, self }: Pick<SyncGroup, 'id' | 'self'>,
  feeds: Feeds,
): ((message: Message) => Range[]) => {
  /** The last answer for each feed of others. */
  const named = new Map<FeedId, { message: MessageId; own: readonly FeedPlace[] }>()

  const ownIn = ({ after }: Message): FeedPlace[] =>
    after.feeds.filter(({ feed }) => ownsFeed(group, self.device, feed))

  const before = ({ seq, previous }: Message): Message | null => {
    const line = seq > 0 ? messages.lineOf(previous) : null
    const row = line === null ? undefined : messages.outlines(group, line, seq - 1, seq)[0]
    return row ? readMessage(row.header) : null
  }
  /**
   * The places in this device's feeds that the message, or the latest before it with any, names.
   */
  const lastNamed = (message: Message): readonly FeedPlace[] => {
    let at: Message | null = message
    while (at !== null) {
      const own = ownIn(at)
      if (own.length > 0) return own
      const known = named.get(at.feed)
      if (known?.message === at.previous) return known.own
      at = before(at)
    }
    return []
  }

  return message => {
    const own = lastNamed(message)
    named.set(message.feed, { message: message.id, own })
    const covered = feeds.coverage(own)
    const runs: Range[] = []
    for (const head of feeds.openOf(self.device)) {
      let place: FeedPlace | null = head
      while (place !== null) {
        const { feed, seq: to }: FeedPlace = place
        const from: number = (covered.get(feed) ?? -1) + 1
        if (from <= to) runs.push({ feed, from, to })
        place = from === 0 ? feeds.before(feed) : null
      }
    }
    return runs.toReversed()
  }
}
