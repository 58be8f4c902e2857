// This device's edits that are in no message yet, counted by document: nobody else can have them.
import type { Archive } from '#core/archive'
import type { DocumentId, GroupId } from '#shared/ids'
import { readEntry } from './bodies.ts'

export type Ahead = {
  /** An edit was taken. */
  note(document: DocumentId): void
  has(document: DocumentId): boolean
  /** Of one document, or of all shared ones of a group. */
  count(of: { group: GroupId } | { document: DocumentId }): number
  /** All of them are in messages now. */
  sealed(): void
  forget(document: DocumentId): void
}

/** Begins with what a crash left in the journal. */
export const openAhead = ({
  documents,
  journal,
}: Pick<Archive, 'documents' | 'journal'>): Ahead => {
  const edits = new Map<DocumentId, number>()
  const note = (id: DocumentId): void => void edits.set(id, (edits.get(id) ?? 0) + 1)
  for (const entry of journal.pending().map(readEntry)) if (entry) note(entry.document)
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
    sealed: () => edits.clear(),
    forget: id => void edits.delete(id),
  }
}
