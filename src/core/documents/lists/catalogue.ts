// The catalogue: the row of a document in lists, and its text in the search index. The row follows
// each change at once; text and index follow when the writing pauses, and after a crash. In the
// same pauses long histories are folded.
import type { Archive } from '#core/archive'
import { metaName } from '#document/tree'
import { Failure } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import type { ActPorts } from '../acts.ts'
import { readEntry } from '../bodies/index.ts'
import { type DocumentCache, type DocumentReplica, LongHistories } from '../replica/index.ts'
import { putLists, putRow } from './lists.ts'
import type { MemberOf } from './mentions.ts'
import type { Later } from '../timers.ts'

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
   * Updates text and index of every changed document, and of a few that a step of the schema marked; returns
   * these documents. Where the disk refuses, it is due again soon.
   */
  tryLevel(): DocumentId[]
  /** The same, soon. */
  soon(): void
  close(): void
}

type Ports = {
  archive: Archive
  acts: Pick<ActPorts, 'exactTexts'>
  cache: DocumentCache
  now(): number
  later: Later
  memberOf: MemberOf
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

/** The number of a document that a step of the schema marked: it did not change, so it may wait. */
const unchanged = 0

/** A key press waits for all documents of one pause, so only a few of these are read in it. */
const mostUnchanged = 4

class DocumentCatalogue implements Catalogue {
  private readonly ports: Ports
  private readonly long: LongHistories
  /** The last change of each document that is due; its number is kept with it. */
  private readonly changes = new Map<DocumentId, LastChange>()
  /** The last title in the row of each document. */
  private readonly titles = new WeakMap<DocumentReplica, unknown>()
  private count = 0
  private cancel: (() => void) | null = null

  constructor(ports: Ports) {
    const { archive, cache } = ports
    this.ports = ports
    const markUnkept = (document: DocumentReplica): void => this.markUnkept(document)
    this.long = new LongHistories({ archive, cache, markUnkept })
  }

  changed(id: DocumentId, by: MemberId | null, isTyped = false): void {
    const { archive, cache, now } = this.ports
    const at = now()
    const last = this.changes.get(id)
    // While a person types, the row follows in each pause, with the text.
    if (isTyped && last?.by === by && Math.abs(at - last.since) < pause) {
      last.isOnDisk ||= this.isKept(id)
      last.at = at
      if (last.isOnDisk) return
    }
    const document = cache.find(id)
    if (!document) return
    if (last) this.markUnkept(document)
    if (!putRow(archive, document, { at, by })) return
    const number = ++this.count
    this.changes.set(id, { number, at, by, since: at, isOnDisk: false })
    archive.staleDocuments.put({ document: id, number })
    this.soon()
  }

  followTitle(document: DocumentReplica, by: MemberId | null): boolean {
    const { archive } = this.ports
    const { id } = document
    const title: unknown = document.doc.getMap(metaName).get('title')
    if (this.titles.get(document) === title) return false
    this.titles.set(document, title)
    if (archive.documents.get(id)?.title === title) return false
    try {
      archive.transaction(() => this.changed(id, by))
    } catch (error) {
      // The edit itself is in the journal, and the row follows when that is flushed.
      if (error instanceof Failure) return false
      throw error
    }
    return true
  }

  isKept(id: DocumentId): boolean {
    const change = this.changes.get(id)
    if (change === undefined) return true
    return this.ports.archive.staleDocuments.has({ document: id, number: change.number })
  }

  markUnkept(document: DocumentReplica): void {
    if (!this.isKept(document.id)) document.isUnkept = true
  }

  isLevel(id: DocumentId): boolean {
    const { staleDocuments, journal } = this.ports.archive
    return (
      !staleDocuments.has({ document: id }) &&
      !journal.pending().some(entry => readEntry(entry)?.document === id)
    )
  }

  met(document: DocumentReplica): void {
    if (this.long.note(document)) this.soon()
  }

  tryLevel(): DocumentId[] {
    return this.orSoon(() => {
      const ids = this.levelDue()
      this.long.foldAll()
      return ids
    })
  }

  soon(): void {
    this.cancel ??= this.ports.later(() => {
      const ids = this.orSoon(() => this.pausing())
      if (ids.length > 0) this.ports.told(ids)
    }, pause)
  }

  close(): void {
    this.cancel?.()
  }

  private pausing(): DocumentId[] {
    const ids = this.levelDue()
    if (!this.long.foldBut(new Set(ids))) this.soon()
    return ids
  }

  private orSoon(work: () => DocumentId[]): DocumentId[] {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.soon()
      return []
    }
  }

  private levelDue(): DocumentId[] {
    this.close()
    this.cancel = null
    const stale = this.ports.archive.staleDocuments.list({})
    const isUnchanged = ({ number }: { number: number }): boolean => number === unchanged
    const waiting = stale.filter(isUnchanged)
    const due = [...stale.filter(each => !isUnchanged(each)), ...waiting.slice(0, mostUnchanged)]
    const ids = due.map(({ document }) => document)
    for (const id of ids) this.level(id)
    if (waiting.length > mostUnchanged) this.soon()
    return ids
  }

  private level(id: DocumentId): void {
    const { archive, cache } = this.ports
    const document = cache.find(id)
    const last = this.changes.get(id)
    if (document) this.markUnkept(document)
    this.changes.delete(id)
    archive.transaction(() => {
      archive.staleDocuments.remove({ document: id })
      const place = document && putLists(this.ports, document, last)
      if (!place) return
      archive.staleDocuments.put({ document: place, number: ++this.count })
      this.soon()
    })
    if (document) this.long.note(document)
  }
}

export const openCatalogue = (ports: Ports): Catalogue => new DocumentCatalogue(ports)
