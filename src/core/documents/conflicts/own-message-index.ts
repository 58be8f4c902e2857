// The places of this device's messages of each document in its feeds: each message is read from the
// archive once, however often others state to have seen fewer of them.
import type { Archive } from '#core/archive'
import type { Range } from '#core/messages'
import type { DocumentId, FeedId, GroupId } from '#shared/ids'

export type OwnMessageIndex = {
  /**
   * The parts of the runs with messages of the document, from the first to the last in each run.
   */
  within(group: GroupId, document: DocumentId, runs: readonly Range[]): Range[]
  /** Messages of the document in the runs. */
  count(group: GroupId, document: DocumentId, runs: readonly Range[]): number
}

/** Places that were read, both ends included, and those of each document among them, ascending. */
type Read = { from: number; to: number; places: Map<DocumentId, number[]> }

/** How many of the ascending `places` are less than `seq`. */
const countBelow = (places: readonly number[], seq: number): number => {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? Infinity) < seq) low = middle + 1
    else high = middle
  }
  return low
}

export const openOwnMessageIndex = ({ messages }: Pick<Archive, 'messages'>): OwnMessageIndex => {
  const feeds = new Map<FeedId, Read>()

  /** `from` and `to` of a feed, both included. */
  const placesBetween = (
    group: GroupId,
    feed: FeedId,
    from: number,
    to: number,
  ): Read['places'] => {
    const places: Read['places'] = new Map()
    for (const { seq, document } of messages.outlines(group, feed, from, to + 1)) {
      if (document === null) continue
      const own = places.get(document) ?? []
      places.set(document, own)
      own.push(seq)
    }
    return places
  }
  const readUpTo = (group: GroupId, { feed, from, to }: Range): Read => {
    const known = feeds.get(feed)
    if (!known) {
      const read = { from, to, places: placesBetween(group, feed, from, to) }
      feeds.set(feed, read)
      return read
    }
    const { places } = known
    if (from < known.from) {
      // At least as many again as are known: an author who had seen one less each time does not
      // make this device copy all of them for each.
      const first = Math.max(0, Math.min(from, 2 * known.from - known.to))
      for (const [document, own] of placesBetween(group, feed, first, known.from - 1))
        places.set(document, [...own, ...(places.get(document) ?? [])])
      known.from = first
    }
    if (to > known.to) {
      for (const [document, own] of placesBetween(group, feed, known.to + 1, to)) {
        const before = places.get(document)
        if (before) for (const seq of own) before.push(seq)
        else places.set(document, own)
      }
      known.to = to
    }
    return known
  }
  /**
   * The document's places in the feed, and which of them are in the run, the second bound not
   * included.
   */
  const boundsOf = (group: GroupId, document: DocumentId, run: Range) => {
    const places = readUpTo(group, run).places.get(document) ?? []
    return { places, first: countBelow(places, run.from), end: countBelow(places, run.to + 1) }
  }
  return {
    within: (group, document, runs) =>
      runs.flatMap(run => {
        const { places, first, end } = boundsOf(group, document, run)
        const [from, to] = [places[first], places[end - 1]]
        return end > first && from !== undefined && to !== undefined
          ? [{ feed: run.feed, from, to }]
          : []
      }),
    count: (group, document, runs) =>
      runs.reduce((sum, run) => {
        const { first, end } = boundsOf(group, document, run)
        return sum + end - first
      }, 0),
  }
}
