// The window's own copy of an open document, in the session's memory (nothing reaches the disk): a
// page that crashed or was reloaded has its text back at once, also what core had not answered for
// yet. It lives as long as the document is open and is cleared when it is closed.
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb'
import { type Doc, mergeUpdates } from 'yjs'
import type { DocumentId } from '#shared/ids'

export type Store = {
  /** True for the origin of the transaction that brings stored text back. */
  isOrigin(origin: unknown): boolean
  /** Stored text is in the document. Never rejects: without storage a page opens from core alone. */
  ready: Promise<void>
  /** Ends it and forgets everything stored. */
  clear(): Promise<void>
}
export type OpenStore = (document: DocumentId, doc: Doc) => Store

/**
 * Milliseconds: what is typed within them is written once, and never while a key waits for its frame.
 * Core has it long before; this copy is for showing it at once.
 */
const gather = 200

/** Keeps `doc` in the database from now on; the returned function stops it, and drops what waits. */
function keepIn(persistence: IndexeddbPersistence, doc: Doc): () => void {
  let gathered: Uint8Array[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = (): void => {
    timer = undefined
    persistence._storeUpdate(mergeUpdates(gathered), null)
    gathered = []
  }
  const hear = (update: Uint8Array, origin: unknown): void => {
    if (origin === persistence) return
    gathered.push(update)
    timer ??= setTimeout(write, gather)
  }
  // It would open a transaction for every key.
  doc.off('update', persistence._storeUpdate)
  doc.on('update', hear)
  return () => {
    doc.off('update', hear)
    clearTimeout(timer)
  }
}

/** A database that does not open must not keep the document shut; milliseconds. */
const patience = 2000
const late = (): Promise<void> => new Promise(resolve => void setTimeout(resolve, patience))

/** Copies that are being forgotten: the next one of the same document waits for that. */
const clearing = new Map<string, Promise<void>>()

export const openStore: OpenStore = (document, doc) => {
  const name = `baraza-${document}`
  let persistence: IndexeddbPersistence | null = null
  let stopKeeping = (): void => {}
  let ended = false
  const open = async (): Promise<void> => {
    await clearing.get(name)
    if (ended) return
    persistence = new IndexeddbPersistence(name, doc)
    stopKeeping = keepIn(persistence, doc)
    await persistence.whenSynced
  }
  const opened = open()
  const forget = async (): Promise<void> => {
    stopKeeping()
    await Promise.race([persistence?.destroy(), late()])
    await clearDocument(name)
  }
  return {
    isOrigin: origin => origin !== null && origin === persistence,
    ready: Promise.race([opened, late()]),
    clear() {
      ended = true
      const done = forget().finally(() => {
        if (clearing.get(name) === done) clearing.delete(name)
      })
      clearing.set(name, done)
      return done
    },
  }
}
