// Folding histories: a document with a long history is also kept as one state, so that opening does
// not take longer with every edit. Its messages stay, because other devices get them.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import { writeDetails, foldedOf } from '../bodies/index.ts'
import type { DocumentReplica } from './document-replica.ts'

/** Less than this takes almost no time to read. */
const little = { count: 400, bytes: 64 * 1024 }
/** The cost of reading one message besides its bytes, in bytes of a folded state. */
const bytesPerMessage = 120
/**
 * Messages beside the folded state up to this part of it: all folding together is then linear in
 * the messages.
 */
const share = 1 / 8

/** Whether it is time to fold, or `times` over. */
export const isLong = (
  {
    unfolded: { count, bytes },
    folded,
    lacks,
  }: Pick<DocumentReplica, 'unfolded' | 'folded' | 'lacks'>,
  times = 1,
): boolean =>
  !lacks &&
  (count >= little.count * times || bytes >= little.bytes * times) &&
  bytes + count * bytesPerMessage >= folded * share * times

/**
 * Folds everything in the archive and, early but without harm, in the journal: the same edits come
 * again as messages, and change nothing. `kept`: the document without text that is in neither.
 */
export const fold = (
  archive: Archive,
  document: DocumentReplica,
  kept: DocumentReplica = document,
): void => {
  const { id, unfolded } = document
  const { doc, authors } = kept
  const before = archive.snapshots.pluck({ document: id }, 'position') ?? 0
  const position = Math.max(before, archive.messages.lastOf(id))
  const { state, coding, bytes } = foldedOf(doc)
  archive.transaction(() => {
    archive.snapshots.put({
      document: id,
      position,
      state,
      coding,
      details: writeDetails(authors.list(client => Y.getState(doc.store, client) > 0)),
    })
    archive.drafts.remove(id)
    archive.messages.closeRuns(id)
  })
  unfolded.count = 0
  unfolded.bytes = 0
  document.folded = bytes
}
