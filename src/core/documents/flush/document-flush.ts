// Flushing one document: its pending edits become messages, or drafts where no other member can
// read. Edits that build on text which this device lost are parked. Leftovers of a crash are
// published under ids of their own (`apart/leftover.ts`).
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { DocumentId, FeedId, GroupId } from '#shared/ids'
import {
  asMoved,
  keepMoved,
  moveOut,
  renameBeside,
  type Moved,
  foldEdits,
} from '../contested/index.ts'
import {
  mostWritersIn,
  writeUpdateBody,
  type Edit,
  type EditKind,
  type Entry,
  type ClientIds,
  park,
  parkedPlace,
  type ParkedEdit,
} from '../bodies/index.ts'
import type { DocumentCache, DocumentReplica } from '../replica/index.ts'
import { mostOverOnePlace, updateLimits, scanUpdate, type Scan } from '../gate/index.ts'

export type DocumentFlush = {
  /** A transaction begins. */
  begin(): void
  /** Flushes these edits of a document, in the transaction that is open. */
  flush(document: DocumentId, entries: readonly Pending[]): void
  /** Text that went out under other ids in the last transaction. */
  movedText(): ReadonlyMap<DocumentReplica, readonly Moved[]>
}

export type DocumentFlushPorts = {
  archive: Archive
  cache: DocumentCache
  ids: ClientIds
  feedOf(group: GroupId): FeedId
  publish(group: GroupId, document: DocumentId, kind: EditKind, body: Bytes): void
  /** The kind of message that this member's role allows. */
  kindOf(document: DocumentId, group: GroupId): EditKind
  /** In the same transaction. `isTyped`: letters and nothing else. */
  kept(document: DocumentId, feed: FeedId, isTyped: boolean): void
  /** The entry is in a message, in the same transaction: it is not parked any more. */
  released(entry: Entry): void
}

/** An edit from the journal, or a parked one. */
export type Pending = Entry & Partial<Pick<ParkedEdit, 'place'>> & { kept?: Entry }

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

/** Letters that follow others, and nothing else. */
const isLetters = ({ sections, structs, deletes }: Scan): boolean => {
  const struct = sections[0]?.structs[0]
  return (
    structs === 1 &&
    deletes.length === 0 &&
    struct?.content.kind === 'string' &&
    struct.origin !== null
  )
}

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

export const openDocumentFlush = (ports: DocumentFlushPorts): DocumentFlush => {
  const { archive, cache, ids, feedOf, publish, kindOf, kept, released } = ports
  const { parkedEdits } = archive
  const unpark = ({ document, place }: Pending): void => {
    if (place !== undefined) parkedEdits.remove({ document, place })
  }

  /** The edit builds on text that this device lost. */
  const hold = (entry: Pending): void => {
    const kept = entry.kept ?? entry
    const place = parkedPlace(kept)
    if (entry.place === place) return
    unpark(entry)
    park(archive, kept, place)
  }
  const release = (entry: Pending): void => {
    if (entry.place === undefined) released(entry.kept ?? entry)
    else unpark(entry)
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
  const flush: DocumentFlush['flush'] = (document, entries) => {
    const replica = cache.get(document)
    const left = entries.flatMap(entry => asHeld(replica, entry) ?? [])
    for (const [feed, own] of Map.groupBy(left, entry => entry.feed)) {
      const run = present(replica.doc, own)
      for (const edit of editsOf(replica, run)) {
        seal(replica, edit)
        replica.unfolded.count++
        replica.unfolded.bytes += edit.update.length
      }
      kept(document, feed, run.scans.every(isLetters))
    }
    // A folded state may hold this text under its former ids.
    if (out.has(replica)) archive.snapshots.remove({ document })
    const { moved: before, asWritten } = replica.leftover
    const now = asWritten(out.get(replica) ?? [])
    if (now.length > 0) renameBeside(archive, document, now)
    const all = [...before, ...now]
    if (all.length > 0) keepMoved(archive, document, parkedEdits.has({ document }) ? all : [])
  }
  return { begin: () => out.clear(), flush, movedText: () => out }
}
