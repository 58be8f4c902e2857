// The earlier feeds of this device: the message that a new feed follows, and the record heads that
// were named last.
import type { FeedId, MessageId } from '#shared/ids'
import type { Feeds } from '../feeds/index.ts'
import { type FeedPoint, type Heads, none, readMessage } from '#core/messages'
import type { SyncArchive, SyncGroup } from '../ports.ts'

/** Headers of own messages that are read at a time. */
const pageOf = 64

export type OwnFeeds = {
  /** The last message of the earlier feeds; `none` for a device without any. */
  earlier(): MessageId
  /** The record heads that this device named last, the newest feed first. */
  lastNamed(): Heads['records']
}

/** `feed`: this session's, which is no earlier one. */
export const openOwnFeeds = (
  archive: Pick<SyncArchive, 'messages'>,
  group: SyncGroup,
  feeds: Pick<Feeds, 'openOf'>,
  feed: FeedId,
): OwnFeeds => {
  const { device } = group.self
  /** The device's heads in its earlier feeds. */
  const newestFirst = (): FeedPoint[] =>
    feeds
      .openOf(device)
      .filter(point => point.feed !== feed)
      .map(point => ({ point, position: archive.messages.get(point.id)?.position ?? 0 }))
      .toSorted((a, b) => b.position - a.position)
      .map(({ point }) => point)
  const earlier = (): MessageId => newestFirst()[0]?.id ?? none

  /** The record heads that this device named last, the newest feed first. */
  const lastNamed = (): Heads['records'] => {
    for (const { feed: of, seq } of newestFirst()) {
      for (let end = seq + 1; end > 0; end -= pageOf) {
        const rows = archive.messages.outlines(group.id, of, Math.max(0, end - pageOf), end)
        for (const { header } of rows.toReversed()) {
          const named = readMessage(header)?.after.records ?? []
          if (named.length > 0) return named
        }
      }
    }
    // The device never wrote: it stands where it was admitted.
    const past = group.state().pastDevices.get(device)
    return past ? [past.since] : []
  }
  return { earlier, lastNamed }
}
