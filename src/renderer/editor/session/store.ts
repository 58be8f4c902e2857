// The window's own copy of an open document, in the session's memory (nothing reaches the disk): a
// page that crashed or was reloaded has its text back at once, also what core had not answered for
// yet. It lives as long as the document is open and is cleared when it is closed.
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb'
import type { Doc } from 'yjs'
import type { DocumentId } from '#shared/ids'

export type Store = {
  /** The origin of the transactions that bring stored text back. */
  origin: unknown
  /** Stored text is in the document. Never rejects: without storage a page opens from core alone. */
  ready: Promise<void>
  /** Ends it and forgets everything stored. */
  clear(): Promise<void>
}
export type OpenStore = (document: DocumentId, doc: Doc) => Store

/** A database that does not open must not keep the document shut; milliseconds. */
const patience = 2000

export const openStore: OpenStore = (document, doc) => {
  const name = `baraza-${document}`
  const persistence = new IndexeddbPersistence(name, doc)
  const opened = persistence.whenSynced.then(() => {})
  const late = new Promise<void>(resolve => void setTimeout(resolve, patience))
  return {
    origin: persistence,
    ready: Promise.race([opened, late]),
    async clear() {
      await Promise.race([persistence.destroy(), late])
      await clearDocument(name)
    },
  }
}
