// The feeds in which others gave this device what it begins with, or what it asked back.
import type { FeedId, GroupId } from '#shared/ids'
import type { SyncArchive } from './doors.ts'
import type { FeedPoint } from './message.ts'

export type Beginnings = {
  /** In the transaction that keeps the feed's first message. */
  note(feed: FeedId): void
  /** How far each of them is here. */
  heads(): FeedPoint[]
}

const prefix = 'sync/began/'

export const openBeginnings = (
  { notes, messages }: Pick<SyncArchive, 'notes' | 'messages'>,
  group: GroupId,
): Beginnings => ({
  note: feed => notes.put(group, prefix + feed, new Uint8Array()),
  heads: () =>
    notes
      .list(group, prefix)
      .map(({ name }) => messages.head(group, name.slice(prefix.length) as FeedId))
      .filter(head => head !== null)
      .map(({ feed, seq, id }) => ({ feed, seq, id })),
})
