// The messages that an author had seen when it wrote another, and those of this device's own that it
// had not. Its feed tells: each message names the heads that changed, the first of a feed all of them.
import type { FeedId, MessageId } from '#shared/ids'
import type { Run, SyncArchive, SyncGroup } from './doors.ts'
import type { Feeds } from './feeds.ts'
import { ownsFeed, readMessage, type FeedPlace, type Message } from './message.ts'

/** What the messages of a feed before `seq` name, by feed the furthest place. */
type Named = { seq: number; places: Map<FeedId, number> }
const mostFeeds = 64

/** Which messages the author of a message had when it was written. Reads each feed once. */
export const openSeen = (
  { messages }: Pick<SyncArchive, 'messages'>,
  { id: group }: Pick<SyncGroup, 'id'>,
  feeds: Feeds,
): ((message: Message) => (place: FeedPlace) => boolean) => {
  const read = new Map<FeedId, Named>()
  const add = (places: Map<FeedId, number>, named: readonly FeedPlace[]): void => {
    for (const { feed, seq } of named) places.set(feed, Math.max(seq, places.get(feed) ?? -1))
  }
  const namedBefore = ({ feed, seq }: Message): Map<FeedId, number> => {
    const known = read.get(feed)
    const last = known && known.seq <= seq ? known : { seq: 0, places: new Map<FeedId, number>() }
    for (const { header } of messages.outlines(group, feed, last.seq, seq))
      add(last.places, readMessage(header)?.after.feeds ?? [])
    if (read.size >= mostFeeds) read.clear()
    read.set(feed, { seq, places: last.places })
    return last.places
  }
  const cover = (message: Message): ReadonlyMap<FeedId, number> => {
    const places = new Map(namedBefore(message))
    const { feed, seq, after } = message
    add(places, [...after.feeds, ...(seq > 0 ? [{ feed, seq: seq - 1 }] : [])])
    return feeds.coverage([...places].map(([of, to]) => ({ feed: of, seq: to })))
  }
  return message => {
    let covered: ReadonlyMap<FeedId, number> | null = null
    return place => {
      covered ??= cover(message)
      return (covered.get(place.feed) ?? -1) >= place.seq
    }
  }
}

export const openUnseen = (
  { messages }: Pick<SyncArchive, 'messages'>,
  { id: group, self }: Pick<SyncGroup, 'id' | 'self'>,
  feeds: Feeds,
): ((message: Message) => Run[]) => {
  /** The last answer for each feed of others. */
  const named = new Map<FeedId, { message: MessageId; own: readonly FeedPlace[] }>()

  const ownIn = ({ after }: Message): FeedPlace[] =>
    after.feeds.filter(({ feed }) => ownsFeed(group, self.device, feed))

  const before = ({ seq, previous }: Message): Message | null => {
    const line = seq > 0 ? messages.lineOf(previous) : null
    const row = line === null ? undefined : messages.outlines(group, line, seq - 1, seq)[0]
    return row ? readMessage(row.header) : null
  }
  /** What the message, or the latest before it that names any, names of this device's feeds. */
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
    const runs: Run[] = []
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
