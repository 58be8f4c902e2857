// From the journal into SQLite: pending edits of a document become one signed message, or one draft
// where nobody else can read. What a crash left is published under the feed that it was written in.
import type * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { DocumentId, FeedId, GroupId } from '#shared/ids'
import { type Entry, readEntry, writeUpdateBody } from './bodies.ts'
import { foldEdits } from './fold.ts'
import { scanUpdate } from './gate/scan.ts'
import type { Library } from './library.ts'

export type Drained = { group: GroupId; document: DocumentId }

type Rooms = {
  archive: Archive
  library: Library
  feedOf(group: GroupId): FeedId
  publish(group: GroupId, document: DocumentId, kind: string, body: Bytes): void
  /** In the same transaction. */
  kept(document: DocumentId): void
}

/** Edits of one feed and document that follow each other, oldest first. */
const runsOf = (entries: readonly Bytes[]): Entry[][] => {
  const runs = new Map<string, Entry[]>()
  for (const bytes of entries) {
    const edit = readEntry(bytes)
    if (!edit) continue
    const name = `${edit.document}/${edit.feed}`
    runs.set(name, [...(runs.get(name) ?? []), edit])
  }
  return [...runs.values()]
}

/** The edits of a run as one update; as they are where that is not possible. */
const updatesOf = (doc: Y.Doc, run: readonly Entry[]): Bytes[] => {
  const scans = run.map(edit => scanUpdate(edit.update)).filter(scan => typeof scan !== 'string')
  const folded = foldEdits(doc, scans)
  return folded === null ? run.map(edit => edit.update) : [folded]
}

/** Empties the journal; the documents that it held edits of. */
export const drainJournal = (rooms: Rooms): Drained[] => {
  const { archive, library, feedOf, publish, kept } = rooms
  const drained: Drained[] = []
  archive.journal.drain(entries => {
    for (const run of runsOf(entries)) {
      const last = run.at(-1)
      if (!last) continue
      const { group, document, feed, writers } = last
      const row = archive.documents.get(document)
      const replica = library.find(document)
      // Deleted before it was shared.
      if (!row || !replica) continue
      const originFeed = feed === feedOf(group) ? null : feed
      for (const update of updatesOf(replica.doc, run)) {
        if (row.shared)
          publish(group, document, 'update', writeUpdateBody({ originFeed, writers, update }))
        else archive.drafts.append(document, { feed, writers, update })
      }
      kept(document)
      drained.push({ group, document })
    }
  })
  return drained
}
