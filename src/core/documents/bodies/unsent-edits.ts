// Unsent edits: this device's edits that are in no message yet, counted by document. No other
// device can have them.
import type { Archive } from '#core/archive'
import type { DocumentId, GroupId } from '#shared/ids'
import { readEntry } from './bodies.ts'
import { parkedIn } from './parked-edits.ts'

export type UnsentEdits = {
  /** An edit was accepted. */
  note(document: DocumentId): void
  has(document: DocumentId): boolean
  /** The count of one document, or of all shared ones of a group. */
  count(of: { group: GroupId } | { document: DocumentId }): number
  /** All edits are in messages now, except those of documents that are held up. */
  sealed(isHeldUp: (document: DocumentId) => boolean): void
  forget(document: DocumentId): void
}

/**
 * Begins with edits that a crash left in the journal, and with edits that an earlier session could
 * not flush.
 */
export const openUnsentEdits = (
  archive: Pick<Archive, 'documents' | 'heldUpDocuments' | 'journal' | 'parkedEdits'>,
): UnsentEdits => {
  const { documents, heldUpDocuments, journal } = archive
  const edits = new Map<DocumentId, number>()
  const note = (id: DocumentId): void => void edits.set(id, (edits.get(id) ?? 0) + 1)
  for (const entry of journal.pending().map(readEntry)) if (entry) note(entry.document)
  for (const { document } of heldUpDocuments.list({}))
    for (const entry of parkedIn(archive, document)) note(entry.document)
  return {
    note,
    has: id => edits.has(id),
    count: of =>
      'document' in of
        ? (edits.get(of.document) ?? 0)
        : [...edits].reduce((sum, [id, own]) => {
            const row = documents.get(id)
            return row?.shared && row.group === of.group ? sum + own : sum
          }, 0),
    sealed(isHeldUp) {
      for (const id of [...edits.keys()]) if (!isHeldUp(id)) edits.delete(id)
    },
    forget: id => void edits.delete(id),
  }
}
