// Remarks: statements about a document, with their places in it.
import type * as Y from 'yjs'
import { readThreads, stretchesOf, type Stretch, type Thread } from '#document/review/comments'
import type { EntryId } from '#document/ids'

/** A thread whose text is gone has no stretch. */
export type Remarks = { threads: Thread[]; places: Map<EntryId, Stretch[]> }

export const remarksIn = (doc: Y.Doc): Remarks => {
  const threads = readThreads(doc)
  return { threads, places: stretchesOf(doc, threads) }
}
