// This member's last reading of each document: on this device alone, in no message and no export.
import type { Archive } from '#core/archive'
import { decodeStrict, encode } from '#core/keys'
import { decodeState, encodeState, type DocumentState } from '#shared/document'
import type { DocumentId } from '#shared/ids'

export type Read = { at: number; state: DocumentState }

export type Reading = {
  /** Null before the first opening. */
  last(document: DocumentId): Read | null
  mark(document: DocumentId, read: Read): void
  /**
   * Another member changed text that this member has read; in the transaction that keeps the
   * change.
   */
  changed(document: DocumentId): boolean
  isUnread(document: DocumentId): boolean
  forget(document: DocumentId): void
}

const readName = (document: DocumentId): string => `documents/read/${document}`
const unread = 'documents/unread/'
const limit = 1 << 26

export const openReading = ({ notes }: Pick<Archive, 'notes'>): Reading => {
  const waiting = new Set(
    notes.list(null, unread).map(({ name }) => name.slice(unread.length) as DocumentId),
  )
  const settle = (document: DocumentId): void => {
    if (!waiting.delete(document)) return
    notes.remove(null, unread + document)
  }
  return {
    last(document) {
      const bytes = notes.get(null, readName(document))
      const list = bytes && decodeStrict(bytes, limit)
      const [format, kind, at, encoded] = Array.isArray(list) ? list : []
      if (format !== 1 || kind !== 'read' || typeof at !== 'number') return null
      const state = encoded instanceof Uint8Array ? decodeState(encoded) : null
      return state && { at, state }
    },
    mark(document, { at, state }) {
      notes.put(null, readName(document), encode([1, 'read', at, encodeState(state)]))
      settle(document)
    },
    changed(document) {
      if (waiting.has(document) || notes.get(null, readName(document)) === null) return false
      notes.put(null, unread + document, new Uint8Array())
      waiting.add(document)
      return true
    },
    isUnread: document => waiting.has(document),
    forget(document) {
      settle(document)
      notes.remove(null, readName(document))
    },
  }
}
