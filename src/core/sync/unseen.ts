// The messages that an author had seen when it wrote another, and those of this device's own that it
// had not. Its feed tells: each message names the heads that changed, the first of a feed all of them.
import type { FeedId, MessageId } from '#shared/ids'
import type { Run, SyncArchive, SyncGroup } from './doors.ts'
import type { Feeds } from './feeds.ts'
import { ownsFeed, readMessage, type FeedPlace, type Message } from './message.ts'

/** Which messages the author of `message` had when it was written. Reads the whole feed, once. */
export const openSeen = (
  { messages }: Pick<SyncArchive, 'messages'>,
  { id: group }: Pick<SyncGroup, 'id'>,
  feeds: Feeds,
  message: Message,
): ((place: FeedPlace) => boolean) => {
  let covered: ReadonlyMap<FeedId, number> | null = null
  const cover = (): ReadonlyMap<FeedId, number> => {
    const { feed, seq, after } = message
    const before = messages
      .outlines(group, feed, 0, seq)
      .flatMap(({ header }) => readMessage(header)?.after.feeds ?? [])
    return feeds.coverage([...before, ...after.feeds, ...(seq > 0 ? [{ feed, seq: seq - 1 }] : [])])
  }
  return place => {
    covered ??= cover()
    return (covered.get(place.feed) ?? -1) >= place.seq
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
