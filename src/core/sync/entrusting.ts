// What a newcomer is given to hand on. What she writes stands on all that she begins with, and she has
// that as a state, not as the messages that made it. So she is given the last of these too, as far as
// some other device may lack them: where the one that let her in is removed, she can give them.
import type { DeviceId, FeedId } from '#shared/ids'
import type { SyncGroup } from './doors.ts'
import type { Entrusted } from './entrusted.ts'
import type { Feeds } from './feeds.ts'
import { ownsFeed, type FeedPlace, type FeedPoint } from './message.ts'
import { packsOf, type Held, type Run } from './runs.ts'

/** Of one newcomer, bytes of bodies and headers. What was written last comes first. */
const most = { messages: 4_000, bytes: 4 << 20 }
const pageOf = 256

export type EntrustingRooms = {
  held: Held
  group: Pick<SyncGroup, 'id' | 'self' | 'state'>
  feeds: Pick<Feeds, 'base' | 'before' | 'startOf'>
  entrusted: Pick<Entrusted, 'runs' | 'before'>
  /** What a device said that it has, or begins with; nothing of one that never said. */
  saidBy(device: DeviceId): readonly FeedPlace[]
}

export const openEntrusting = ({ held, group, feeds, entrusted, saidBy }: EntrustingRooms) => {
  /**
   * Up to where each of `others` is known to have a feed: to be asked from the last feed of a device back,
   * as whoever has a later one has all of an earlier one. Looks at no feed that is not asked about.
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

  /** What leads up to each of `began`, where `newcomer` begins; of each feed the last first. */
  return function* (newcomer: DeviceId, began: readonly FeedPoint[]): Generator<Run> {
    const { device: self } = group.self
    const others = [...group.state().devices.keys()].filter(
      each => each !== self && each !== newcomer,
    )
    if (others.length === 0) return
    const knownFrom = knownTo(others)
    let room = { ...most }
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
    // Where not all fits, what this device itself wrote is what nobody else may have.
    for (const point of [...began.filter(isOwn), ...began.filter(each => !isOwn(each))]) {
      const known = knownFrom()
      for (let at: FeedPoint | null = point; at !== null;) {
        const { feed, seq: to }: FeedPoint = at
        const lacked: number = known(feed) + 1
        if (lacked > to) break
        const start = feeds.startOf(feed)
        const from = Math.max(lacked, (feeds.base(feed)?.seq ?? -1) + 1, start)
        const first = firstThatFits(feed, from, to)
        // A run that is empty would go on to the next signature, beyond where she begins.
        if (first <= to) yield* [...packsOf(held, group.id, feed, first, to)].toReversed()
        const handed = first === from ? entrusted.runs(feed, lacked, from - 1) : []
        yield* handed.toReversed()
        at =
          lacked <= start && first === from ? (feeds.before(feed) ?? entrusted.before(feed)) : null
      }
    }
  }
}
