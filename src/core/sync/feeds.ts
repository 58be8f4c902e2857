// How far each feed of the group's own audience is known here, in memory. A new feed's first
// message names the head that it follows, and from then on stands for it: of a device's many feeds
// only the last is an open head, so lists of heads stay as short as the list of devices.
import { decodeStrict, encode } from '#core/keys'
import type { FeedId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive } from './doors.ts'
import { headsFromWire, headsToWire, limits, none, readMessage } from './message.ts'
import type { FeedPlace, FeedPoint, Heads, Message } from './message.ts'

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
  /** A message of the group's audience was judged and kept. */
  note(message: Message): void
  /** Reads everything again: after a transaction that failed. */
  reload(): void
}

const baseNote = 'sync/base'

export const openFeeds = (
  archive: Pick<SyncArchive, 'messages' | 'notes'>,
  group: GroupId,
): Feeds => {
  const heads = new Map<FeedId, FeedPoint>()
  const bases = new Map<FeedId, FeedPoint>()
  /** By the message that a feed's first one follows. */
  const followed = new Set<MessageId>()
  const follows = new Map<FeedId, MessageId>()

  const noteFirst = ({ feed, seq, previous }: Message): void => {
    if (seq > 0 || previous === none) return
    followed.add(previous)
    follows.set(feed, previous)
  }
  const advance = (point: FeedPoint): void => {
    const known = heads.get(point.feed)
    if (!known || known.seq < point.seq) heads.set(point.feed, point)
  }
  const addBase = ({ feeds }: Heads): void => {
    for (const point of feeds) {
      bases.set(point.feed, point)
      advance(point)
    }
  }
  const load = (): void => {
    for (const map of [heads, bases, follows]) map.clear()
    followed.clear()
    for (const { feed, seq, id, audience, first } of archive.messages.heads(group)) {
      if (audience !== group) continue
      advance({ feed, seq, id })
      const row = first === 0 ? archive.messages.range(group, feed, 0, 1)[0] : undefined
      const message = row && readMessage(row.header)
      if (message) noteFirst(message)
    }
    const note = archive.notes.get(group, baseNote)
    const kept = note && headsFromWire(decodeStrict(note, limits.header))
    if (kept) addBase(kept)
  }
  load()

  const feeds: Feeds = {
    head: feed => heads.get(feed) ?? null,
    covers: ({ feed, seq, id }) => {
      const base = bases.get(feed)
      if (base && (seq < base.seq || (seq === base.seq && id === base.id))) return true
      return archive.messages.has(id)
    },
    base: feed => bases.get(feed) ?? null,
    hasBase: () => archive.notes.get(group, baseNote) !== null,
    setBase: given => {
      const known = [...bases.values()].filter(
        ({ feed }) => !given.feeds.some(point => point.feed === feed),
      )
      const all = { records: given.records, feeds: [...known, ...given.feeds] }
      archive.notes.put(group, baseNote, encode(headsToWire(all)))
      addBase(all)
    },
    open: () =>
      [...heads.values()]
        .filter(({ id }) => !followed.has(id))
        .toSorted((a, b) => (a.feed < b.feed ? -1 : 1)),
    before: feed => {
      const id = follows.get(feed)
      const row = id === undefined ? null : archive.messages.get(id)
      return row && { feed: row.feed, seq: row.seq, id: row.id }
    },
    coverage: given => {
      const covered = new Map<FeedId, number>()
      const points: FeedPlace[] = [...given]
      for (let point = points.pop(); point; point = points.pop()) {
        const known = covered.get(point.feed)
        if (!heads.has(point.feed) || (known !== undefined && known >= point.seq)) continue
        covered.set(point.feed, point.seq)
        const earlier = known === undefined ? feeds.before(point.feed) : null
        if (earlier) points.push(earlier)
      }
      return covered
    },
    note: message => {
      advance({ feed: message.feed, seq: message.seq, id: message.id })
      noteFirst(message)
    },
    reload: load,
  }
  return feeds
}
