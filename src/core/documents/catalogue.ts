// The catalogue: the row of a document in lists, and its text in the search index. The row follows
// each change at once; text and index follow when the writing pauses, and after a crash. In the
// same pauses long histories are folded.
import * as Y from 'yjs'
import type { Archive, SearchBlock } from '#core/archive'
import {
  blockText,
  countWords,
  metaName,
  readMeta,
  readPage,
  spokenPage,
  type Page,
} from '#shared/document'
import { Failure } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import { readEntry } from './bodies.ts'
import { fold, isLong } from './history-folding.ts'
import type { DocumentCache } from './document-cache.ts'
import type { DocumentReplica } from './document-replica.ts'
import { notePreview } from './preview.ts'
import { isCut, notePlaces } from './document-links.ts'
import type { Later } from './timers.ts'

export type Catalogue = {
  /**
   * The document changed; in the transaction that keeps the change. `isTyped`: only letters
   * changed, which the row shows as a time and a member.
   */
  changed(id: DocumentId, by: MemberId | null, isTyped?: boolean): void
  /** A window changed the title: the row follows at once. True when it did. */
  followTitle(document: DocumentReplica, by: MemberId | null): boolean
  /** False when the transaction of the last change failed. */
  isKept(id: DocumentId): boolean
  /** Marks it as unkept, where that transaction failed. */
  markUnkept(document: DocumentReplica): void
  /** Text, index and beginning match everything on the disk, the journal included. */
  isLevel(id: DocumentId): boolean
  /** The document was read from the archive. */
  met(document: DocumentReplica): void
  /**
   * Updates text and index of every changed document; returns these documents. Where the disk
   * refuses, it is due again soon.
   */
  tryLevel(): DocumentId[]
  /** The same, soon. */
  soon(): void
  close(): void
}

type Ports = {
  archive: Archive
  cache: DocumentCache
  now(): number
  later: Later
  /** Gets the documents that were updated without a call. */
  told(ids: readonly DocumentId[]): void
}

type LastChange = {
  number: number
  at: number
  by: MemberId | null
  /** When a change of the same member went into the row. */
  since: number
  /** Whether that, and that it is due, is on the disk. */
  isOnDisk: boolean
}

const pause = 1000
/** A history grows at most to this multiple of the length that a pause folds. */
const most = 2

/** Paragraphs, then footnotes, each where the text first refers to it. */
const foundIn = ({ blocks, notes = [] }: Page): SearchBlock[] => [
  ...blocks.map(block => ({ block: block.id, number: block.number, text: blockText(block) })),
  ...notes.map(({ id, text }) => {
    const place = blocks.find(({ runs }) => runs.some(({ note }) => note === id))
    return { block: place?.id ?? null, number: place?.number ?? '', text }
  }),
]

const isSame = (one: Y.Doc, other: Y.Doc): boolean =>
  Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other))

/** The parts of a row that come from the document itself. */
const saidBy = ({ doc }: DocumentReplica) => {
  const { kind, title, language, reference, status } = readMeta(doc)
  return { kind, title, language, reference, status }
}

export const openCatalogue = ({ archive, cache, now, later, told }: Ports): Catalogue => {
  let cancel: (() => void) | null = null
  /** The last change of each document that is due; its number is kept with it. */
  const changes = new Map<DocumentId, LastChange>()
  let count = 0
  /** The last title in the row of each document. */
  const titles = new WeakMap<DocumentReplica, unknown>()
  /** Histories that are to be folded. */
  const long = new Set<DocumentId>()

  const isKept = (id: DocumentId): boolean => {
    const change = changes.get(id)
    if (change === undefined) return true
    return archive.staleDocuments.has({ document: id, number: change.number })
  }
  const markUnkept = (document: DocumentReplica): void => {
    if (!isKept(document.id)) document.isUnkept = true
  }
  /** False when there is no such document. */
  const putRow = (id: DocumentId, at: number, by: MemberId | null): boolean => {
    const row = archive.documents.get(id)
    const document = cache.find(id)
    if (!row || !document) return false
    archive.documents.put({ ...row, ...saidBy(document), changedAt: at, changedBy: by })
    return true
  }
  const levelOne = (id: DocumentId): void => {
    const document = cache.find(id)
    const row = archive.documents.get(id)
    const last = changes.get(id)
    if (document) markUnkept(document)
    changes.delete(id)
    archive.transaction(() => {
      archive.staleDocuments.remove({ document: id })
      if (!document || !row) return
      const page = readPage(document.doc)
      const when = last && { changedAt: last.at, changedBy: last.by }
      const words = countWords(page)
      archive.documents.put({ ...row, ...saidBy(document), ...when, words })
      archive.search.replace(id, foundIn(spokenPage(page)))
      const place = notePlaces(archive, row.group, id, { doc: document.doc, page })
      const group = place && archive.documents.keyOf(place)?.group
      if (group && place !== id && isCut(archive, group, place)) {
        archive.staleDocuments.put({ document: place, number: ++count })
        soon()
      }
      notePreview(archive, id, document.doc)
    })
    if (document && isLong(document)) long.add(id)
  }
  /** Text that neither archive nor journal has need not come again, and is in no folded state. */
  const foldKept = (document: DocumentReplica): void => {
    markUnkept(document)
    if (!document.isUnkept) return fold(archive, document)
    const kept = cache.readAgain(document.id)
    if (!kept) return
    try {
      if (isSame(kept.doc, document.doc)) document.isUnkept = false
      if (!kept.lacks) return fold(archive, document, kept)
      // Later text builds on text that is not kept: examined again after as much has come once
      // more.
      Object.assign(document.unfolded, { count: 0, bytes: 0 })
    } finally {
      kept.doc.destroy()
    }
  }
  /** Folds the documents that `may` be folded now. */
  const foldLong = (may: (document: DocumentReplica) => boolean): void => {
    for (const id of long) {
      const document = cache.find(id)
      if (document && isLong(document)) {
        if (!may(document)) continue
        foldKept(document)
      }
      long.delete(id)
    }
  }
  const levelAll = (): DocumentId[] => {
    cancel?.()
    cancel = null
    const ids = archive.staleDocuments.list({}).map(({ document }) => document)
    for (const id of ids) levelOne(id)
    return ids
  }
  const level = (): DocumentId[] => {
    const ids = levelAll()
    foldLong(() => true)
    return ids
  }
  const orSoon = (work: () => DocumentId[]): DocumentId[] => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      soon()
      return []
    }
  }
  /**
   * A key press during the folding of a long history waits for it: documents that change now are
   * not folded now.
   */
  const pausing = (): DocumentId[] => {
    const ids = levelAll()
    const changed = new Set(ids)
    foldLong(document => !changed.has(document.id) || isLong(document, most))
    if (long.size > 0) soon()
    return ids
  }
  function soon(): void {
    cancel ??= later(() => {
      const ids = orSoon(pausing)
      if (ids.length > 0) told(ids)
    }, pause)
  }
  const changed = (id: DocumentId, by: MemberId | null, isTyped = false): void => {
    const at = now()
    const last = changes.get(id)
    // While a person types, the row follows in each pause, with the text.
    if (isTyped && last?.by === by && Math.abs(at - last.since) < pause) {
      last.isOnDisk ||= isKept(id)
      last.at = at
      if (last.isOnDisk) return
    }
    const document = last && cache.find(id)
    if (document) markUnkept(document)
    if (!putRow(id, at, by)) return
    const number = ++count
    changes.set(id, { number, at, by, since: at, isOnDisk: false })
    archive.staleDocuments.put({ document: id, number })
    soon()
  }
  return {
    changed,
    followTitle(document, by) {
      const { id } = document
      const title: unknown = document.doc.getMap(metaName).get('title')
      if (titles.get(document) === title) return false
      titles.set(document, title)
      if (archive.documents.get(id)?.title === title) return false
      try {
        archive.transaction(() => changed(id, by))
      } catch (error) {
        // The edit itself is in the journal, and the row follows when that is flushed.
        if (error instanceof Failure) return false
        throw error
      }
      return true
    },
    isKept,
    markUnkept,
    isLevel: id =>
      !archive.staleDocuments.has({ document: id }) &&
      !archive.journal.pending().some(entry => readEntry(entry)?.document === id),
    met(document) {
      if (!isLong(document)) return
      long.add(document.id)
      soon()
    },
    tryLevel: () => orSoon(level),
    soon,
    close: () => cancel?.(),
  }
}
