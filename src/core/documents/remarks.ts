// What was said about a document, and where in it.
import type * as Y from 'yjs'
import { readThreads, stretchesOf, type EntryId, type Stretch, type Thread } from '#shared/document'

/** A thread whose words are gone has no stretch. */
export type Remarks = { threads: Thread[]; places: Map<EntryId, Stretch[]> }

export const remarksIn = (doc: Y.Doc): Remarks => {
  const threads = readThreads(doc)
  return { threads, places: stretchesOf(doc, threads) }
}
