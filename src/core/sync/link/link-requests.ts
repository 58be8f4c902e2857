// The requests of a link: which missing ranges were requested from the other end, and which of them
// it answered.
import type { FeedId, MessageId } from '#shared/ids'
import type { Spoken } from './membership.ts'
import type { FeedPoint, Range } from '#core/messages'

export type LinkRequests = {
  /**
   * Missing ranges that the other end has and that were not requested; some of them where there are
   * many.
   */
  wishes(): Range[]
  /** The other end sent what it could of the oldest request without an answer. */
  answered(): void
  /** A range that the other end claimed to have was requested, and is neither here nor answered. */
  isOwed(): boolean
  /** Requested ranges may have come to nothing. */
  askAgain(): void
  /** Whether a range that the other end has, and may still send, is missing here. */
  isLacking(): boolean
}

/** Ranges of one `want`. The next part is requested when this one was answered. */
const mostWished = 1_024
/**
 * Messages that are requested because others stand on them, once each, whether they were named or
 * not.
 */
const mostStoodOn = 2_048
/** Messages before one that is stood on, at a time. */
const mostBack = 255

/** `theirs`: the feeds that the other end is known to have. */
export const openLinkRequests = (
  replica: Pick<Spoken, 'lacking' | 'stoodOn' | 'headsOf'>,
  theirs: () => FeedPoint[],
): LinkRequests => {
  const asked = new Map<FeedId, number>()
  const unanswered: Range[][] = []
  const stoodOn = new Set<MessageId>()
  /**
   * How far the other end answered what it can: a device names messages of its bootstrap that it
   * cannot send.
   */
  const given = new Map<FeedId, number>()
  const lacking = (): Range[] =>
    replica.lacking(theirs()).filter(({ feed, to }) => to > (given.get(feed) ?? -1))

  return {
    wishes() {
      const ranges = replica
        .lacking(theirs())
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
        // Where another message is here at the named place, the part before it is requested too:
        // the place where the two part is unknown.
        const next = (heads.get(feed)?.seq ?? -1) + 1
        const from = next <= to ? next : Math.max(0, to - mostBack)
        ranges.push({ feed, from, to })
      }
      for (const { feed, to } of ranges) asked.set(feed, to)
      if (ranges.length > 0) unanswered.push(ranges)
      return ranges
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
    isLacking: () => lacking().length > 0,
  }
}
