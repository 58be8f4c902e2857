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

const prefix = 'sync/began/'

export const openBootstrapProgress = (
  { notes, messages }: Pick<SyncArchive, 'notes' | 'messages'>,
  group: GroupId,
): BootstrapProgress => {
  // A feed of a transaction that failed has no head.
  const feeds = new Set(
    notes.list(group, prefix).map(({ name }) => name.slice(prefix.length) as FeedId),
  )
  return {
    note(feed) {
      notes.put(group, prefix + feed, new Uint8Array())
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
