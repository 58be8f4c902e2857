// From the journal into SQLite: pending edits of a document become one signed message, or one draft
// where nobody else can read. What a crash left is published under the feed that it was written in.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { DocumentId, FeedId, GroupId } from '#shared/ids'
import {
  readEntry,
  writeEntry,
  writeUpdateBody,
  type Edit,
  type EditKind,
  type Entry,
} from './bodies.ts'
import { foldEdits } from './fold.ts'
import { mostOverOnePlace, updateLimits } from './gate/limits.ts'
import { scanUpdate, type Scan } from './gate/scan.ts'
import type { Library } from './library.ts'
import { heldName, type Loaded } from './loaded.ts'

export type Drained = { group: GroupId; document: DocumentId }

type Rooms = {
  archive: Archive
  library: Library
  feedOf(group: GroupId): FeedId
  publish(group: GroupId, document: DocumentId, kind: EditKind, body: Bytes): void
  /** What this member's role lets her messages be. */
  kindOf(document: DocumentId, group: GroupId): EditKind
  /** In the same transaction. `isTyped`: letters between two others and nothing else. */
  kept(document: DocumentId, feed: FeedId, isTyped: boolean): void
  /** This one is sealed, in the same transaction: it is held aside no longer. */
  released(entry: Entry): void
  /** This one is held aside, in the same transaction: the journal has it no longer. */
  heldBack(entry: Entry): void
}

type Run = { entries: Entry[]; scans: Scan[] }

const isIn = (doc: Y.Doc, { sections, deletes }: Scan): boolean => {
  const reaches = (client: number, end: number): boolean => end <= Y.getState(doc.store, client)
  return (
    sections.every(({ client, structs }) =>
      structs.every(({ clock, length }) => reaches(client, clock + length)),
    ) && deletes.every(({ client, clock, length }) => reaches(client, clock + length))
  )
}

/** Structs that were put before what the same run had just written: the gate takes so many at once. */
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

/** A run as one edit; as it is where that is not possible or would be too large. */
const editsOf = (doc: Y.Doc, { entries, scans }: Run): Edit[] => {
  const [first] = entries
  if (!first) return []
  const folded = foldEdits(doc, scans)
  const scan = folded && scanUpdate(folded)
  const fits =
    scan !== null &&
    typeof scan !== 'string' &&
    scan.structs <= updateLimits.structs &&
    scan.deletes.length <= updateLimits.deletes &&
    backwards(scan) < mostOverOnePlace
  if (!folded || !fits || folded.length > updateLimits.bytes) return entries
  const writers = Math.max(...entries.map(entry => entry.writers))
  return [{ feed: first.feed, writers, update: folded }]
}

/** Entries by document and then by feed, each oldest first. */
const byDocument = (all: readonly Bytes[]): Map<DocumentId, Map<FeedId, Entry[]>> => {
  const documents = new Map<DocumentId, Map<FeedId, Entry[]>>()
  for (const entry of all.map(readEntry)) {
    if (!entry) continue
    const feeds = documents.get(entry.document) ?? new Map<FeedId, Entry[]>()
    documents.set(entry.document, feeds)
    const own = feeds.get(entry.feed) ?? []
    feeds.set(entry.feed, own)
    own.push(entry)
  }
  return documents
}

/** Empties the journal; the documents that it held edits of. */
export const drainJournal = (rooms: Rooms): Drained[] => {
  const { archive, library, feedOf, publish, kindOf, kept, released, heldBack } = rooms
  const drained: Drained[] = []

  const hold = (entry: Entry): void => {
    archive.notes.put(entry.group, heldName(entry), writeEntry(entry))
    heldBack(entry)
  }
  /** Those that the replica holds. The rest builds on what this device lost, and is kept aside. */
  const present = (doc: Y.Doc, entries: readonly Entry[]): Run => {
    const run: Run = { entries: [], scans: [] }
    for (const entry of entries) {
      const scan = scanUpdate(entry.update)
      if (typeof scan === 'string' || !isIn(doc, scan)) {
        hold(entry)
        continue
      }
      released(entry)
      run.entries.push(entry)
      run.scans.push(scan)
    }
    return run
  }
  /**
   * The one letter that the gate was certain of in this turn, as it came: others wait for it, so the
   * replica takes it in when it is on its way.
   */
  const justTyped = (replica: Loaded, [first, ...more]: readonly Entry[]): Edit[] | null => {
    if (!first || more.length > 0 || !replica.isAhead(first.update)) return null
    released(first)
    return [first]
  }
  const seal = (document: DocumentId, group: GroupId, { feed, writers, update }: Edit): void => {
    if (archive.documents.keyOf(document)?.shared) {
      const originFeed = feed === feedOf(group) ? null : feed
      const kind = kindOf(document, group)
      publish(group, document, kind, writeUpdateBody({ originFeed, writers, update }, kind))
    } else archive.drafts.append(document, { feed, writers, update })
  }

  archive.journal.drain(all => {
    drained.length = 0
    for (const [document, feeds] of byDocument(all)) {
      const replica = library.find(document)
      // Deleted before it was shared.
      if (!replica) continue
      for (const [feed, entries] of feeds) {
        const typed = justTyped(replica, entries)
        for (const edit of typed ?? editsOf(replica.doc, present(replica.doc, entries))) {
          seal(document, replica.group, edit)
          replica.unfolded.count++
          replica.unfolded.bytes += edit.update.length
        }
        kept(document, feed, typed !== null)
      }
      drained.push({ group: replica.group, document })
    }
  })
  return drained
}
