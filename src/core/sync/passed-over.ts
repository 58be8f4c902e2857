// Messages that are passed over: their device began too many branches, so they are not kept, and
// messages that name them do not wait for them.
import { fromHex, toHex } from '#core/keys'
import type { DocumentId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive } from './ports.ts'

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
const note = 'sync/passed/'

export const openPassedOver = (notes: SyncArchive['notes'], group: GroupId): PassedOver => {
  const passed = new Map<MessageId, DocumentId | null>()
  const load = (): void => {
    passed.clear()
    for (const { name, bytes } of notes.list(group, note)) {
      const rival = bytes.length === 16 ? (toHex(bytes) as DocumentId) : null
      passed.set(name.slice(note.length) as MessageId, rival)
    }
  }
  load()
  return {
    passOver(id, rival) {
      if (passed.size >= most) return false
      passed.set(id, rival)
      notes.put(group, note + id, rival === null ? new Uint8Array() : fromHex(rival))
      return true
    },
    isPassedOver: id => passed.has(id),
    rivals: () => [...passed].flatMap(([id, document]) => (document ? [{ id, document }] : [])),
    reload: load,
  }
}
