// The document cache: documents are loaded on request, dropped after a while without one, and made
// again when a replica was spoilt.
import type { Archive } from '#core/archive'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import type { ClientIds } from '../bodies/index.ts'
import type { DocumentReplica } from './document-replica.ts'
import { loadDocument } from './load-document.ts'

export type DocumentCache = {
  /** Null when there is no such document. */
  find(id: DocumentId): DocumentReplica | null
  /** Throws `not-found`. */
  get(id: DocumentId): DocumentReplica
  /** Whether it is in memory. */
  has(id: DocumentId): boolean
  /**
   * Read once more, beside the one in memory; the caller destroys its `doc`. Null like `find`.
   * `isSealed`: without edits that are in no message yet.
   */
  readAgain(id: DocumentId, isSealed?: boolean): DocumentReplica | null
  /** Updates that `work` gives these are one transaction of each replica. */
  together(ids: readonly DocumentId[], work: () => void): void
  /**
   * The value that `read` makes of the document. It is kept until the document changes, also while that is not in
   * memory. A document has one such value, so all calls give the same `read`. `kept` may know the value of a document
   * that is not in memory.
   */
  derived<T>(id: DocumentId, read: (document: DocumentReplica) => T, kept?: () => T | null): T
  /** Whether that value is still this one. */
  isDerived(id: DocumentId, value: unknown): boolean
  /** Throws the replica away. */
  forget(id: DocumentId): void
  /** Keeps it in memory until the returned function is called. */
  hold(id: DocumentId): () => void
}

/** Documents that stay in memory although no window shows them. */
const mostIdle = 12

/** `met` gets each document that was loaded. */
export const openDocumentCache = (
  archive: Archive,
  ownDevice: (group: GroupId) => DeviceId,
  ids: ClientIds,
  met: (loaded: DocumentReplica) => void,
): DocumentCache => {
  const loaded = new Map<DocumentId, DocumentReplica>()
  const held = new Map<DocumentId, number>()

  const derived = new Map<DocumentId, unknown>()

  const unload = (id: DocumentId): void => {
    loaded.get(id)?.doc.destroy()
    loaded.delete(id)
  }
  const forget = (id: DocumentId): void => {
    unload(id)
    derived.delete(id)
  }
  const trim = (): void => {
    const idle = [...loaded.keys()].filter(id => !held.has(id))
    for (const id of idle.slice(0, Math.max(0, idle.length - mostIdle))) unload(id)
  }
  const load = (id: DocumentId): DocumentReplica | null => {
    const document = loadDocument(archive, id, ownDevice, ids)
    if (!document) return null
    loaded.set(id, document)
    // It may have been made again.
    derived.delete(id)
    met(document)
    return document
  }
  const find = (id: DocumentId): DocumentReplica | null => {
    const known = loaded.get(id)
    if (!known) {
      const document = load(id)
      trim()
      return document
    }
    // Moved to the end: the first in the map is the least recently used.
    loaded.delete(id)
    loaded.set(id, known)
    return known
  }
  /** Null also where it cannot be read: the receiver of an update finds that out by itself. */
  const readable = (id: DocumentId): DocumentReplica | null => {
    try {
      return find(id)
    } catch {
      return null
    }
  }
  return {
    find,
    together(ids, work) {
      const first = ids.slice(0, mostIdle)
      const all = first.reduceRight((inner, id) => {
        return () => {
          const document = readable(id)
          if (document) document.together(inner)
          else inner()
        }
      }, work)
      all()
    },
    get(id) {
      const document = find(id)
      if (!document) throw new Failure('not-found')
      return document
    },
    derived<T>(
      id: DocumentId,
      read: (document: DocumentReplica) => T,
      kept: () => T | null = () => null,
    ): T {
      if (derived.has(id)) return derived.get(id) as T
      const known = loaded.has(id) ? null : kept()
      // Each change of the document reads it into memory first.
      if (known !== null) derived.set(id, known)
      if (known !== null) return known
      const document = find(id)
      if (!document) throw new Failure('not-found')
      const value = read(document)
      derived.set(id, value)
      document.doc.once('update', () => derived.delete(id))
      return value
    },
    isDerived: (id, value) => derived.has(id) && derived.get(id) === value,
    has: id => loaded.has(id),
    readAgain: (id, isSealed = false) => loadDocument(archive, id, ownDevice, ids, isSealed),
    forget,
    hold(id) {
      held.set(id, (held.get(id) ?? 0) + 1)
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        const others = (held.get(id) ?? 1) - 1
        if (others > 0) held.set(id, others)
        else held.delete(id)
      }
    },
  }
}
