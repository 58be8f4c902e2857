// Messages that are passed over: their device began too many branches, so they are not kept, and
// messages that name them do not wait for them.
import type { DocumentId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive } from '../ports.ts'

export type PassedOver = {
  /**
   * Remembers a message that is not kept, so that messages which name it do not wait for it.
   * `rival`: another content of this document is here. False where there are too many.
   */
  passOver(id: MessageId, rival: DocumentId | null): boolean
  isPassedOver(id: MessageId): boolean
  /** The messages with a rival. */
  rivals(): { id: MessageId; document: DocumentId }[]
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

/** Messages of further branches whose names are remembered. */
const most = 20_000

export const openPassedOver = (
  { passedMessages }: Pick<SyncArchive, 'passedMessages'>,
  group: GroupId,
): PassedOver => {
  const passed = new Map<MessageId, DocumentId | null>()
  const load = (): void => {
    passed.clear()
    for (const { message, rival } of passedMessages.list({ group })) passed.set(message, rival)
  }
  load()
  return {
    passOver(id, rival) {
      if (passed.size >= most) return false
      passed.set(id, rival)
      passedMessages.put({ group, message: id, rival })
      return true
    },
    isPassedOver: id => passed.has(id),
    rivals: () => [...passed].flatMap(([id, document]) => (document ? [{ id, document }] : [])),
    reload: load,
  }
}
