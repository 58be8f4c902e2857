// How far each feed of the group's own audience is known here, in memory. A new feed's first
// message names the head that it follows, and from then on stands for it: of a device's many feeds
// only the last is an open head, so lists of heads stay as short as the list of devices.
import { decodeStrict, encode, fromHex, type Decoded } from '#core/keys'
import type { FeedId, GroupId } from '#shared/ids'
import type { SyncArchive } from './doors.ts'
import { headsFromWire, headsToWire, limits, none, readMessage } from './message.ts'
import type { FeedPlace, FeedPoint, Heads, Message } from './message.ts'
import { eachOf, idOf } from './wire.ts'

export type Feeds = {
  /** The last message of `feed` that was judged, or that this device began after. */
  head(feed: FeedId): FeedPoint | null
  /** Whether `point` was judged here or lies at or before where this device began. */
  covers(point: FeedPoint): boolean
  /** Where this device began in `feed`: everything up to there is in the snapshots it was given. */
  base(feed: FeedId): FeedPoint | null
  hasBase(): boolean
  /** Must be in the transaction that keeps what came with it. */
  setBase(heads: Heads): void
  /** The feeds that no later feed of their device follows, sorted by feed. */
  open(): FeedPoint[]
  /** Up to where somebody with these heads has each feed that is known here. */
  coverage(heads: readonly FeedPlace[]): Map<FeedId, number>
  /** The message that the first one of `feed` follows, when there is one and it is known here. */
  before(feed: FeedId): FeedPoint | null
  /** An own feed's first message is written in the transaction that is open. */
  begin(message: Message): void
  /** A message of the group's audience was judged and kept. */
  note(message: Message): void
  /** Reads everything again: after a transaction that failed. */
  reload(): void
}

const baseNote = 'sync/base'
const openNote = 'sync/open'
const mostOpen = 65_536
const readFeed = (value: Decoded): FeedId | null => idOf<FeedId>(value, 16)

export const openFeeds = (
  archive: Pick<SyncArchive, 'messages' | 'notes'>,
  group: GroupId,
): Feeds => {
  const { messages, notes } = archive
  const open = new Map<FeedId, FeedPoint>()
  const bases = new Map<FeedId, FeedPoint>()

  const pointOf = ({ feed, seq, id }: FeedPoint): FeedPoint => ({ feed, seq, id })
  const head = (feed: FeedId): FeedPoint | null => {
    const stored = messages.head(group, feed)
    const base = bases.get(feed) ?? null
    if (!stored || stored.audience !== group) return base
    return base && base.seq > stored.seq ? base : pointOf(stored)
  }
  const firstOf = (feed: FeedId): Message | null => {
    const row = messages.range(group, feed, 0, 1)[0]
    return row ? readMessage(row.header) : null
  }

  const advance = (points: Map<FeedId, FeedPoint>, message: Message): void => {
    points.set(message.feed, pointOf(message))
    if (message.seq > 0) return
    for (const { feed, id } of points.values()) if (id === message.previous) points.delete(feed)
  }
  /** Kept beside the messages, so that opening a group need not look at every feed there ever was. */
  const keep = (points: ReadonlyMap<FeedId, FeedPoint>): void =>
    notes.put(group, openNote, encode([...points.keys()].toSorted().map(feed => fromHex(feed))))

  const loadAll = (): void => {
    for (const stored of messages.heads(group)) {
      if (stored.audience === group) open.set(stored.feed, pointOf(stored))
    }
    const followed = new Set([...open.keys()].map(feed => firstOf(feed)?.previous))
    for (const { feed, id } of [...open.values()]) if (followed.has(id)) open.delete(feed)
  }
  const addBase = ({ feeds }: Heads): void => {
    for (const point of feeds) {
      bases.set(point.feed, point)
      open.set(point.feed, head(point.feed) ?? point)
    }
  }
  const load = (): void => {
    open.clear()
    bases.clear()
    const base = notes.get(group, baseNote)
    const kept = notes.get(group, openNote)
    const began = base && headsFromWire(decodeStrict(base, limits.header))
    for (const point of began?.feeds ?? []) bases.set(point.feed, point)
    const listed = kept && eachOf(decodeStrict(kept, limits.header), mostOpen, readFeed)
    if (!listed) {
      loadAll()
      if (began) addBase(began)
      return
    }
    for (const feed of listed) {
      const point = head(feed)
      if (point) open.set(feed, point)
    }
  }
  load()

  const feeds: Feeds = {
    head,
    covers: ({ feed, seq, id }) => {
      const base = bases.get(feed)
      if (base && (seq < base.seq || (seq === base.seq && id === base.id))) return true
      return messages.has(id)
    },
    base: feed => bases.get(feed) ?? null,
    hasBase: () => notes.get(group, baseNote) !== null,
    setBase: given => {
      const known = [...bases.values()].filter(
        ({ feed }) => !given.feeds.some(point => point.feed === feed),
      )
      const all = { records: given.records, feeds: [...known, ...given.feeds] }
      notes.put(group, baseNote, encode(headsToWire(all)))
      addBase(all)
      keep(open)
    },
    open: () => [...open.values()].toSorted((a, b) => (a.feed < b.feed ? -1 : 1)),
    before: feed => {
      const first = firstOf(feed)
      const row = first && first.previous !== none ? messages.get(first.previous) : null
      return row && pointOf(row)
    },
    coverage: given => {
      const covered = new Map<FeedId, number>()
      const points: FeedPlace[] = [...given]
      for (let point = points.pop(); point; point = points.pop()) {
        const known = covered.get(point.feed)
        if ((known !== undefined && known >= point.seq) || !head(point.feed)) continue
        covered.set(point.feed, point.seq)
        const earlier = known === undefined ? feeds.before(point.feed) : null
        if (earlier) points.push(earlier)
      }
      return covered
    },
    begin: message => {
      const next = new Map(open)
      advance(next, message)
      keep(next)
    },
    note: message => {
      const isNew = !open.has(message.feed)
      advance(open, message)
      if (isNew) keep(open)
    },
    reload: load,
  }
  return feeds
}
