// The journal flush: pending edits of a document become one signed message, or one draft where no
// other member can read (`document-flush.ts`). A document that cannot be flushed holds up no other
// one: its edits are parked in their order (`parked-edits.ts`), in the same transaction, and are
// tried again as a whole.
import { asFailure } from '#core/archive'
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { Moved } from '../contested/index.ts'
import { readEntry, nextParked, parkAt, parkedIn } from '../bodies/index.ts'
import type { DocumentReplica } from '../replica/index.ts'
import { openDocumentFlush, type DocumentFlushPorts, type Pending } from './document-flush.ts'

export type Flushed = { group: GroupId; document: DocumentId }

export type JournalFlush = {
  /**
   * Flushes the journal and returns the documents with edits in it. Throws a Failure when the disk
   * refuses; everything then stays in the journal. `again`: documents that are held up are tried
   * too.
   */
  empty(again: boolean): Flushed[]
  /** Edits of the document could not be flushed. */
  isHeldUp(document: DocumentId): boolean
  /** All documents that are held up. */
  heldUp(): DocumentId[]
  /** Throws the reason why edits of the document could not be flushed. */
  mustBeSealed(document: DocumentId): void
}

type Ports = DocumentFlushPorts & {
  /** Text of earlier feeds is in messages under other ids, and that transaction is over. */
  moved(document: DocumentReplica, moved: readonly Moved[]): void
  /** The reason why a document could not be flushed; reported once, and not with each try. */
  defect(error: unknown): void
}

/** The document cannot be flushed now. */
type Unsealed = { document: DocumentId; error: unknown }

/** The error concerns every document. */
const isOfTheDisk = (error: unknown): boolean => {
  const failure = asFailure(error)
  return (
    failure instanceof Failure &&
    ['disk-full', 'not-writable', 'archive-damaged', 'archive-replaced'].includes(failure.code)
  )
}

/** Entries by document, each oldest first. */
const byDocument = (all: readonly Bytes[]): Map<DocumentId, Pending[]> => {
  const documents = new Map<DocumentId, Pending[]>()
  for (const entry of all.map(readEntry)) {
    if (!entry) continue
    const own = documents.get(entry.document) ?? []
    documents.set(entry.document, own)
    own.push(entry)
  }
  return documents
}

export const openJournalFlush = (ports: Ports): JournalFlush => {
  const { archive, kept, released, moved, defect } = ports
  const flushing = openDocumentFlush(ports)
  const { heldUpDocuments } = archive
  /** The reasons why documents could not be flushed; null for those of an earlier session. */
  const heldUp = new Map<DocumentId, unknown>(
    heldUpDocuments.list({}).map(({ document }) => [document, null]),
  )
  const next = new Map<DocumentId, number>()

  const holdUp = (document: DocumentId, entries: readonly Pending[]): void => {
    heldUpDocuments.put({ document })
    for (const entry of entries) {
      if (entry.place !== undefined) continue
      const number = next.get(document) ?? nextParked(archive, document)
      next.set(document, number + 1)
      parkAt(archive, entry, number)
      released(entry)
    }
    try {
      for (const feed of new Set(entries.map(entry => entry.feed))) kept(document, feed, false)
    } catch (error) {
      // Otherwise this edit may be what holds the document up, and that was reported.
      if (isOfTheDisk(error)) throw error
    }
  }

  /** The documents in `tried` and all that are not held up, in one transaction. */
  const once = (tried: ReadonlySet<DocumentId>): Flushed[] | Unsealed => {
    const drained: Flushed[] = []
    flushing.begin()
    let current: DocumentId | null = null
    const work = (pending: readonly Bytes[]): void => {
      const documents = byDocument(pending)
      for (const id of tried) if (!documents.has(id)) documents.set(id, [])
      for (const [document, entries] of documents) {
        if (tried.has(document)) heldUpDocuments.remove({ document })
        const group = archive.documents.keyOf(document)?.group
        // The document was deleted or retired: none of its edits is kept.
        if (!group) continue
        if (heldUp.has(document) && !tried.has(document)) holdUp(document, entries)
        else {
          current = document
          // Not earlier: where one document cannot be flushed, everything is read again.
          const held = tried.has(document) ? parkedIn(archive, document) : []
          flushing.flush(document, [...held, ...entries])
          current = null
        }
        drained.push({ group, document })
      }
    }
    try {
      if (archive.journal.pending().length > 0) archive.journal.drain(work)
      else if (tried.size > 0) archive.transaction(() => work([]))
    } catch (error) {
      if (current === null || isOfTheDisk(error)) throw error
      return { document: current, error }
    }
    for (const [replica, words] of flushing.movedText()) moved(replica, words)
    for (const id of tried) heldUp.delete(id)
    return drained
  }

  return {
    empty(again) {
      const tried = new Set(again ? heldUp.keys() : [])
      for (;;) {
        const outcome = once(tried)
        if (Array.isArray(outcome)) return outcome
        const { document, error } = outcome
        tried.delete(document)
        if ((heldUp.get(document) ?? null) === null) defect(error)
        heldUp.set(document, error)
      }
    },
    isHeldUp: id => heldUp.has(id),
    heldUp: () => [...heldUp.keys()],
    mustBeSealed(id) {
      const error = heldUp.get(id) ?? null
      if (error !== null) throw error
    },
  }
}
