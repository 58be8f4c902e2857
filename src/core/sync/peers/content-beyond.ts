// Content beyond given heads: the messages of this group's feeds that a device with these heads
// lacks, each with its subject and its bytes.
import type { DocumentId, FeedId, GroupId } from '#shared/ids'
import type { Feeds } from '../feeds/index.ts'
import type { FeedPlace } from '#core/messages'
import { mostNamed, mostOfOne } from '../outbox/index.ts'
import type { SyncArchive } from '../ports.ts'

/** The subject of a message: a document, nothing in particular, or only other messages. */
export type Topic = DocumentId | 'none' | 'words'

/** Messages of a feed, each with its subject and its bytes. */
type Told = { topics: Topic[]; bytes: number[] }

/** The subjects of a feed's messages, read from the archive once. */
const topicReader = (messages: SyncArchive['messages'], group: GroupId) => {
  const read = new Map<FeedId, Told & { from: number }>()
  return (feed: FeedId, from: number, to: number): Told => {
    let known = read.get(feed)
    if (!known || from < known.from) {
      known = { from, topics: [], bytes: [] }
      read.set(feed, known)
    }
    const next = known.from + known.topics.length
    for (const { seq, kind, document, bytes } of messages.outlines(group, feed, next, to + 1)) {
      known.topics[seq - known.from] = kind === 'heads' ? 'words' : (document ?? 'none')
      known.bytes[seq - known.from] = kind === 'heads' ? 0 : bytes
    }
    const [first, end] = [from - known.from, to + 1 - known.from]
    return { topics: known.topics.slice(first, end), bytes: known.bytes.slice(first, end) }
  }
}

export type ContentSum = { messages: number; bytes: number }

export type ContentBeyond = {
  /** The subjects of messages with content beyond `heads`, in feeds that `counts` accepts. */
  topics(heads: readonly FeedPlace[], counts: (feed: FeedId) => boolean): Topic[]
  /** The number and the bytes of these messages. */
  sum(heads: readonly FeedPlace[], counts: (feed: FeedId) => boolean): ContentSum
}

export const openContentBeyond = (
  messages: SyncArchive['messages'],
  group: GroupId,
  feeds: Feeds,
): ContentBeyond => {
  const told = topicReader(messages, group)
  /** The messages beyond `heads`, in feeds that `counts` accepts. */
  const beyond = (heads: readonly FeedPlace[], counts: (feed: FeedId) => boolean): Told[] => {
    const covered = feeds.coverage(heads)
    const found: Told[] = []
    // Stated heads of a device with many feeds name no more than this.
    for (const head of feeds.named(mostOfOne, mostNamed)) {
      let place: FeedPlace | null = head
      while (place !== null) {
        const { feed, seq }: FeedPlace = place
        const start = feeds.startOf(feed)
        const known = Math.max(covered.get(feed) ?? -1, feeds.base(feed)?.seq ?? -1)
        const from: number = Math.max(known + 1, start)
        if (counts(feed) && from <= seq) found.push(told(feed, from, seq))
        place = from === start ? feeds.before(feed) : null
      }
    }
    return found
  }
  return {
    topics: (heads, counts) =>
      beyond(heads, counts).flatMap(({ topics }) => topics.filter(topic => topic !== 'words')),
    sum(heads, counts) {
      const sum = { messages: 0, bytes: 0 }
      for (const { topics, bytes } of beyond(heads, counts)) {
        for (const [at, topic] of topics.entries()) {
          if (topic === 'words') continue
          sum.messages++
          sum.bytes += bytes[at] ?? 0
        }
      }
      return sum
    },
  }
}
