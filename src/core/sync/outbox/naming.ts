// The heads that this device's messages name: each message names those that changed since the last
// one of its feed.
import type { FeedId, MessageId } from '#shared/ids'
import type { Heads, Message } from '#core/messages'
import type { SyncGroup } from '../ports.ts'

export type Naming = {
  /** A message of this feed is committed. */
  note(message: Message): void
  /** The part of `heads` that changed since, except the messages in `but`. */
  changed(heads: Heads, but?: ReadonlyMap<FeedId, MessageId>): Heads
  /**
   * The records that a message names. A device that is out names the records by which it was in:
   * readers judge by them whether it might write, and its messages count if it is admitted again.
   */
  standing(all: Heads['records']): Heads['records']
}

const noNames: ReadonlyMap<FeedId, MessageId> = new Map()

/** `feed`: this session's. `lastNamed`: the record heads that its earlier feeds named last. */
export const openNaming = (
  group: Pick<SyncGroup, 'state' | 'self'>,
  feed: FeedId,
  lastNamed: () => Heads['records'],
): Naming => {
  const named = new Map<FeedId, MessageId>()
  let namedRecords = ''
  return {
    note({ after }) {
      for (const point of after.feeds) named.set(point.feed, point.id)
      if (after.records.length > 0) namedRecords = after.records.join()
    },
    changed: ({ records, feeds }, but = noNames) => ({
      records: records.join() === namedRecords ? [] : records,
      feeds: feeds.filter(
        ({ feed: of, id }) => of !== feed && named.get(of) !== id && but.get(of) !== id,
      ),
    }),
    standing(all) {
      if (group.state().devices.has(group.self.device)) return all
      return namedRecords === '' ? lastNamed() : []
    },
  }
}
