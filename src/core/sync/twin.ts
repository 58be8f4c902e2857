// Whether this device's archive exists twice: a copy of it writes in its name.
import type { FeedId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from './doors.ts'
import type { Message } from './message.ts'

const note = 'sync/exists-twice'

export const openTwin = (
  { notes }: Pick<SyncArchive, 'notes'>,
  group: Pick<SyncGroup, 'id' | 'self'>,
  feed: FeedId,
) => ({
  /** A message of this very device in a feed that it never began. In a transaction. */
  notice(judged: readonly Message[]): void {
    for (const message of judged) {
      if (message.device !== group.self.device || message.feed === feed || message.seq > 0) continue
      notes.put(group.id, note, new Uint8Array([1]))
    }
  },
  isSeen: (): boolean => notes.get(group.id, note) !== null,
})
