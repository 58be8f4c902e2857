// Whether this device's archive exists twice: a copy of it writes in its name, or it was put back as it
// had been, which nothing on this device can tell.
import type { FeedId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from './doors.ts'
import type { Message } from './message.ts'

const note = 'sync/exists-twice'

export const openTwin = (
  archive: Pick<SyncArchive, 'notes' | 'messages' | 'missing'>,
  group: Pick<SyncGroup, 'id' | 'self'>,
  feed: FeedId,
) => {
  const { notes, messages } = archive
  const own = messages.feedsOf(group.id, group.self.device)
  /** How far each of its earlier feeds was here when this session began. */
  const ends = new Map(messages.headsOf(group.id, own).map(head => [head.feed, head.seq]))

  /** It wrote this, and the archive did not have it. What a told loss took comes back. */
  const isUnknown = (message: Message): boolean =>
    message.device === group.self.device &&
    message.feed !== feed &&
    (ends.has(message.feed)
      ? message.seq > (ends.get(message.feed) ?? 0) && archive.missing === 0
      : message.seq === 0)
  return {
    /** In a transaction. */
    notice(judged: readonly Message[]): void {
      if (judged.some(isUnknown)) notes.put(group.id, note, new Uint8Array([1]))
    },
    isSeen: (): boolean => notes.get(group.id, note) !== null,
  }
}
