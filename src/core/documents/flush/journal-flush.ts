// The journal flush: pending edits of a document become one signed message, or one draft where no
// other member can read. Leftovers of a crash are published under ids of their own
// (`apart/leftover.ts`). A document that cannot be flushed holds up no other one: its edits are
// parked in their order (parked-edits.ts), in the same transaction, and are tried again as a whole.
import * as Y from 'yjs'
import { asFailure, type Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { DocumentId, FeedId, GroupId } from '#shared/ids'
import { asMoved, keepMoved, moveOut, renameBeside, type Moved } from '../apart/leftover.ts'
import type { ClientIds } from '../client-ids.ts'
import {
  mostWritersIn,
  readEntry,
  writeEntry,
  writeUpdateBody,
  type Edit,
  type EditKind,
  type Entry,
} from '../bodies.ts'
import { foldEdits } from '../fold.ts'
import { mostOverOnePlace, updateLimits } from '../gate/limits.ts'
import { scanUpdate, type Scan } from '../gate/scan.ts'
import {
  parkedName,
  parkedIn,
  heldUpIn,
  parkAt,
  markHeldUp,
  nextParked,
  unmarkHeldUp,
  type ParkedEdit,
} from '../parked-edits.ts'
import type { DocumentCache } from '../document-cache.ts'
import type { DocumentReplica } from '../document-replica.ts'

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

type Rooms = {
  archive: Archive
  cache: DocumentCache
  ids: ClientIds
  feedOf(group: GroupId): FeedId
  publish(group: GroupId, document: DocumentId, kind: EditKind, body: Bytes): void
  /** The kind of message that this member's role allows. */
  kindOf(document: DocumentId, group: GroupId): EditKind
  /** In the same transaction. `isTyped`: letters between two others and nothing else. */
  kept(document: DocumentId, feed: FeedId, isTyped: boolean): void
  /** The entry is in a message, in the same transaction: it is not parked any more. */
  released(entry: Entry): void
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

/** An edit from the journal, or a parked one. */
type Pending = Entry & Partial<Pick<ParkedEdit, 'note'>> & { kept?: Entry }

type Run = { entries: Pending[]; scans: Scan[] }

const isIn = (doc: Y.Doc, { sections, deletes }: Scan): boolean => {
  const reaches = (client: number, end: number): boolean => end <= Y.getState(doc.store, client)
  return (
    sections.every(({ client, structs }) =>
      structs.every(({ clock, length }) => reaches(client, clock + length)),
    ) && deletes.every(({ client, clock, length }) => reaches(client, clock + length))
  )
}

/**
 * Structs that were put before the last writing of the same run: the gate accepts a limited number
 * at once.
 */
const backwards = ({ sections }: Scan): number =>
  sections.reduce(
    (sum, { client, structs }) =>
      sum +
      structs.filter(
        ({ origin, rightOrigin }) =>
          rightOrigin?.client === client &&
          rightOrigin.clock >= (structs[0]?.clock ?? 0) &&
          origin?.client !== client,
      ).length,
    0,
  )

/** A run as one edit; unchanged where that is not possible or would be too large. */
const editsOf = ({ doc, authors }: DocumentReplica, { entries, scans }: Run): Edit[] => {
  const [first] = entries
  if (!first) return []
  const folded = foldEdits(doc, scans)
  const scan = folded && scanUpdate(folded)
  const fits =
    folded !== null &&
    scan !== null &&
    typeof scan !== 'string' &&
    scan.sections.length <= mostWritersIn(folded) &&
    scan.structs <= updateLimits.structs &&
    scan.deletes.length <= updateLimits.deletes &&
    backwards(scan) < mostOverOnePlace
  if (!fits || folded.length > updateLimits.bytes) return entries
  const writers = scan.sections.map(({ client }) => authors.get(client)?.writer ?? 0)
  return [{ feed: first.feed, writers, update: folded }]
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

export const openJournalFlush = (rooms: Rooms): JournalFlush => {
  const { archive, cache, ids, feedOf, publish, kindOf, kept, released, moved, defect } = rooms
  const { notes } = archive
  /** The reasons why documents could not be flushed; null for those of an earlier session. */
  const heldUp = new Map<DocumentId, unknown>(heldUpIn(notes).map(id => [id, null]))
  const next = new Map<DocumentId, number>()

  /** The edit builds on text that this device lost. */
  const hold = (entry: Pending): void => {
    const name = parkedName(entry.kept ?? entry)
    if (entry.note === name) return
    if (entry.note !== undefined) notes.remove(entry.group, entry.note)
    notes.put(entry.group, name, writeEntry(entry.kept ?? entry))
  }
  const release = (entry: Pending): void => {
    if (entry.note === undefined) released(entry.kept ?? entry)
    else notes.remove(entry.group, entry.note)
  }
  /**
   * The edits that the replica holds. The rest builds on text that this device lost, and is parked.
   */
  const present = (doc: Y.Doc, entries: readonly Pending[]): Run => {
    const run: Run = { entries: [], scans: [] }
    for (const entry of entries) {
      const scan = scanUpdate(entry.update)
      if (typeof scan === 'string' || !isIn(doc, scan)) {
        hold(entry)
        continue
      }
      release(entry)
      run.entries.push(entry)
      run.scans.push(scan)
    }
    return run
  }
  /**
   * The one letter of this turn of which the gate was certain, as it came: others wait for it, so
   * the replica applies it while it is on its way.
   */
  const justTyped = (
    replica: DocumentReplica,
    [first, ...more]: readonly Pending[],
  ): Edit[] | null => {
    if (!first || more.length > 0 || !replica.isAhead(first.update)) return null
    release(first)
    return [first]
  }
  /** Text that went out under other ids in this transaction. */
  const out = new Map<DocumentReplica, Moved[]>()
  const seal = (replica: DocumentReplica, edit: Edit): void => {
    const { id, group, self, authors, contests } = replica
    const { feed, writers } = edit
    if (!archive.documents.keyOf(id)?.shared)
      return archive.drafts.append(id, { feed, writers, update: edit.update })
    const before = out.get(replica) ?? []
    const update = asMoved(edit.update, before)
    const kind = kindOf(id, group)
    const own = writers.map(writer => ({ feed: null, writer }))
    if (feed === feedOf(group))
      return publish(group, id, kind, writeUpdateBody({ writers: own, update }, kind))
    const isFree = (client: number): boolean =>
      authors.get(client) === null && contests.of(client) === null
    const left = moveOut({ update }, { document: id, device: self, ids, isFree })
    publish(group, id, kind, writeUpdateBody(left, kind))
    out.set(replica, [...before, ...left.moved])
  }
  /** An entry with the ids of the replica; null for one that went out. */
  const asHeld = ({ leftover }: DocumentReplica, entry: Pending): Pending | null => {
    const update = leftover.asHeld(entry.update)
    if (update === entry.update) return entry
    if (update) return { ...entry, update, kept: entry }
    release(entry)
    return null
  }
  const sealAll = (document: DocumentId, entries: readonly Pending[]): void => {
    const replica = cache.get(document)
    const { group } = replica
    const left = entries.flatMap(entry => asHeld(replica, entry) ?? [])
    for (const [feed, own] of Map.groupBy(left, entry => entry.feed)) {
      const typed = justTyped(replica, own)
      for (const edit of typed ?? editsOf(replica, present(replica.doc, own))) {
        seal(replica, edit)
        replica.unfolded.count++
        replica.unfolded.bytes += edit.update.length
      }
      kept(document, feed, typed !== null)
    }
    // A folded state may hold this text under its former ids.
    if (out.has(replica)) archive.snapshots.remove(document)
    const { moved: before, asWritten } = replica.leftover
    const now = asWritten(out.get(replica) ?? [])
    if (now.length > 0) renameBeside(archive, group, document, now)
    const all = [...before, ...now]
    if (all.length > 0)
      keepMoved(notes, group, document, parkedIn(notes, group, document).length > 0 ? all : [])
  }
  const holdUp = (document: DocumentId, entries: readonly Pending[]): void => {
    markHeldUp(notes, document)
    for (const entry of entries) {
      if (entry.note !== undefined) continue
      const number = next.get(document) ?? nextParked(notes, entry.group, document)
      next.set(document, number + 1)
      parkAt(notes, entry, number)
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
    out.clear()
    let current: DocumentId | null = null
    const work = (pending: readonly Bytes[]): void => {
      const documents = byDocument(pending)
      for (const id of tried) if (!documents.has(id)) documents.set(id, [])
      for (const [document, entries] of documents) {
        if (tried.has(document)) unmarkHeldUp(notes, document)
        const group = archive.documents.keyOf(document)?.group
        // The document was deleted or retired: none of its edits is kept.
        if (!group) continue
        if (heldUp.has(document) && !tried.has(document)) holdUp(document, entries)
        else {
          current = document
          // Not earlier: where one document cannot be flushed, everything is read again.
          const held = tried.has(document) ? parkedIn(notes, group, document) : []
          sealAll(document, [...held, ...entries])
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
    for (const [replica, words] of out) moved(replica, words)
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
