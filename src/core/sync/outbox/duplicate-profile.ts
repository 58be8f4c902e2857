// Detects a duplicate profile: a copy of this device's archive writes under the same keys, or the
// archive was replaced by an older state, which nothing else on this device shows.
import type { FeedId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Message } from '#core/messages'

export const openDuplicateProfile = (
  archive: Pick<SyncArchive, 'duplicateProfiles' | 'messages' | 'missing'>,
  group: Pick<SyncGroup, 'id' | 'self'>,
  feed: FeedId,
) => {
  const { duplicateProfiles, messages } = archive
  const own = messages.feedsOf(group.id, group.self.device)
  /** How far each of its earlier feeds was here when this session began. */
  const ends = new Map(messages.headsOf(group.id, own).map(head => [head.feed, head.seq]))

  /**
   * This device wrote the message, and the archive did not have it. A message that a reported loss
   * took may come back.
   */
  const isUnknown = (message: Message): boolean =>
    message.device === group.self.device &&
    message.feed !== feed &&
    (ends.has(message.feed)
      ? message.seq > (ends.get(message.feed) ?? 0) && archive.missing === 0
      : message.seq === 0)
  return {
    /** In a transaction. */
    notice(judged: readonly Message[]): void {
      if (judged.some(isUnknown)) duplicateProfiles.put({ group: group.id })
    },
    isSeen: (): boolean => duplicateProfiles.has({ group: group.id }),
  }
}
