// From the journal into SQLite: pending edits of a document become one signed message, or one draft
// where nobody else can read. What a crash left is published under the feed that it was written in.
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { DocumentId, FeedId, GroupId } from '#shared/ids'
import { type JournalEdit, readJournalEdit, writeUpdateBody } from './bodies.ts'
import { foldUpdates } from './fold.ts'
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
const runsOf = (entries: readonly Bytes[]): JournalEdit[][] => {
  const runs = new Map<string, JournalEdit[]>()
  for (const bytes of entries) {
    const edit = readJournalEdit(bytes)
    if (!edit) continue
    const name = `${edit.document}/${edit.feed}`
    runs.set(name, [...(runs.get(name) ?? []), edit])
  }
  return [...runs.values()]
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
      const update = foldUpdates(
        replica.doc,
        run.map(edit => edit.update),
      )
      if (row.shared) {
        const other = feed === feedOf(group) ? null : feed
        publish(group, document, 'update', writeUpdateBody({ feed: other, writers, update }))
      } else archive.drafts.append(document, { feed, writers, update })
      kept(document)
      drained.push({ group, document })
    }
  })
  return drained
}
