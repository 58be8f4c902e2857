// This member's last reading of each document: on this device alone, in no message and no export.
import type { Archive } from '#core/archive'
import { decodeState, encodeState, type DocumentState } from '#document/history/versions'
import type { DocumentId } from '#shared/ids'

export type Read = { at: number; state: DocumentState }
/** `verdicts`: the state in which verdicts on own suggestions were seen last. */
type LastRead = Read & { verdicts: DocumentState }

export type Reading = {
  /** Null before the first opening. */
  last(document: DocumentId): LastRead | null
  mark(document: DocumentId, read: Read): void
  /** Verdicts on own suggestions were seen, in a text that may hold other unread changes. */
  seeVerdicts(document: DocumentId, state: DocumentState): void
  /**
   * Another member changed text that this member has read; in the transaction that keeps the
   * change.
   */
  changed(document: DocumentId): boolean
  isUnread(document: DocumentId): boolean
  wasRead(document: DocumentId): boolean
  forget(document: DocumentId): void
}

export const openReading = ({
  lastReadings,
  unreadDocuments,
}: Pick<Archive, 'lastReadings' | 'unreadDocuments'>): Reading => {
  const waiting = new Set(unreadDocuments.list({}).map(({ document }) => document))
  return {
    last(document) {
      const found = lastReadings.get({ document })
      const state = found && decodeState(found.state)
      const seen = found?.verdicts ? decodeState(found.verdicts) : state
      return state && { at: found.at, state, verdicts: seen ?? state }
    },
    seeVerdicts(document, state) {
      const found = lastReadings.get({ document })
      if (found) lastReadings.put({ ...found, verdicts: encodeState(state) })
    },
    mark(document, { at, state }) {
      lastReadings.put({ document, at, state: encodeState(state), verdicts: null })
      if (waiting.delete(document)) unreadDocuments.remove({ document })
    },
    changed(document) {
      if (waiting.has(document) || !lastReadings.has({ document })) return false
      unreadDocuments.put({ document })
      waiting.add(document)
      return true
    },
    isUnread: document => waiting.has(document),
    wasRead: document => lastReadings.has({ document }),
    forget: document => void waiting.delete(document),
  }
}
