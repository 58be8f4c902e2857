// The choice of backfill for a newcomer. The newcomer's messages stand on all that the bootstrap
// snapshot contains, and the newcomer has that as a state, without the messages that made it. So
// the newcomer also receives the last of those messages, as far as another device may lack them,
// and can send them when the admitter is removed.
import type { DeviceId, FeedId, MessageId } from '#shared/ids'
import type { SyncGroup } from '../ports.ts'
import type { BackfillStore } from './backfill-store.ts'
import type { Feeds } from '../feeds/index.ts'
import { type FeedPlace, type FeedPoint, ownsFeed } from '#core/messages'
import { packsOf, type Held, type Run } from '../packs/index.ts'

/** For one newcomer, messages and bytes of bodies and headers. The last written come first. */
const most = { messages: 4_000, bytes: 4 << 20 }
const pageOf = 256

export type BackfillPorts = {
  held: Held
  group: Pick<SyncGroup, 'id' | 'self' | 'state'>
  feeds: Pick<Feeds, 'base' | 'before' | 'cameAgainFrom' | 'startOf'>
  backfill: Pick<BackfillStore, 'runs' | 'before'>
  /** The heads that a device stated, or its beginning; none for a device that stated nothing. */
  saidBy(device: DeviceId): readonly FeedPlace[]
}

export const openBackfillSelection = ({ held, group, feeds, backfill, saidBy }: BackfillPorts) => {
  /**
   * Up to which place each of `others` is known to have a feed. Callers ask from the last feed of a
   * device backwards, because a device with a later feed has all of an earlier one. Reads no feed
   * that is not asked about.
   */
  const knownTo = (others: readonly DeviceId[]): (() => (feed: FeedId) => number) => {
    const said = others.map(each => new Map(saidBy(each).map(({ feed, seq }) => [feed, seq])))
    return () => {
      const isNamed = said.map(() => false)
      return feed => {
        const known = said.map((places, at) => (isNamed[at] ? Infinity : (places.get(feed) ?? -1)))
        for (const [at, seq] of known.entries()) isNamed[at] ||= seq >= 0
        return Math.min(...known)
      }
    }
  }

  /**
   * The messages that lead up to each point of `began`, where `newcomer` begins; of each feed the
   * last first.
   */
  return function* (newcomer: DeviceId, began: readonly FeedPoint[]): Generator<Run> {
    const { device: self } = group.self
    const others = [...group.state().devices.keys()].filter(
      each => each !== self && each !== newcomer,
    )
    if (others.length === 0) return
    const knownFrom = knownTo(others)
    let room = { ...most }
    const walked = new Set<FeedId>()
    const given = new Set<MessageId>()
    /** The first of `from` to `to` with which the rest still fits. */
    const firstThatFits = (feed: FeedId, from: number, to: number): number => {
      let first = to + 1
      while (first > from) {
        const rows = held.messages.outlines(group.id, feed, Math.max(from, first - pageOf), first)
        for (const { seq, header, bytes } of rows.toReversed()) {
          const left = { messages: room.messages - 1, bytes: room.bytes - header.length - bytes }
          if (left.messages < 0 || left.bytes < 0) return first
          room = left
          first = seq
        }
        if (rows.length === 0) return first
      }
      return first
    }
    const isOwn = ({ feed }: FeedPoint): boolean => ownsFeed(group.id, self, feed)
    // Where not everything fits, this device's own messages come first: other devices may lack
    // them.
    for (const point of [...began.filter(isOwn), ...began.filter(each => !isOwn(each))]) {
      const known = knownFrom()
      for (let at: FeedPoint | null = point; at !== null;) {
        const { feed, seq: to }: FeedPoint = at
        const lacked: number = known(feed) + 1
        // The part before two branches is given once.
        if (lacked > to || walked.has(feed)) break
        walked.add(feed)
        const start = feeds.startOf(feed)
        const begin = Math.max(lacked, (feeds.base(feed)?.seq ?? -1) + 1, start)
        const from = Math.min(begin, to + 1)
        const first = firstThatFits(feed, from, to)
        // An empty run would go on to the next signature, beyond the newcomer's beginning.
        if (first <= to) yield* [...packsOf(held, group.id, feed, first, to)].toReversed()
        if (first !== from) break
        const last = from - 1
        const again = Math.max(lacked, feeds.cameAgainFrom(feed) ?? from)
        const fits = firstThatFits(feed, again, last)
        if (fits <= last) yield* [...packsOf(held, group.id, feed, fits, last)].toReversed()
        yield* backfill.runs(feed, lacked, last, given).toReversed()
        at = lacked <= start ? (feeds.before(feed) ?? backfill.before(feed)) : null
      }
    }
  }
}
