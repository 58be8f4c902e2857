// The feeds in which other devices gave this one its bootstrap snapshot, or documents that it asked
// back.
import type { DeviceId, FeedId, GroupId } from '#shared/ids'
import type { SyncArchive } from '../ports.ts'
import { type FeedPoint, ownsFeed } from '#core/messages'

export type BootstrapProgress = {
  /** In the transaction that keeps the feed's first message. */
  note(feed: FeedId): void
  /**
   * How far each of these feeds is here: of the feeds whose names `by` can have made, or of all.
   */
  heads(by?: DeviceId): FeedPoint[]
}

export const openBootstrapProgress = (
  { bootstrapFeeds, messages }: Pick<SyncArchive, 'bootstrapFeeds' | 'messages'>,
  group: GroupId,
): BootstrapProgress => {
  // A feed of a transaction that failed has no head.
  const feeds = new Set(bootstrapFeeds.list({ group }).map(({ feed }) => feed))
  return {
    note(feed) {
      bootstrapFeeds.put({ group, feed })
      feeds.add(feed)
    },
    heads: by =>
      [...feeds]
        .filter(feed => by === undefined || ownsFeed(group, by, feed))
        .toSorted()
        .map(feed => messages.head(group, feed))
        .filter(head => head !== null)
        .map(({ feed, seq, id }) => ({ feed, seq, id })),
  }
}
