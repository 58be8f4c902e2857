// A document whose history has grown long is kept as one state besides, so that opening it does not
// take longer with every edit. Its messages stay: they are what others are given.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import { writeDetails } from './bodies.ts'
import type { Loaded } from './loaded.ts'

const long = { count: 400, bytes: 512 * 1024 }

export const isLong = ({ unfolded, lacks }: Loaded): boolean =>
  !lacks && (unfolded.count >= long.count || unfolded.bytes >= long.bytes)

/**
 * Folds what lies in the archive and, early but without harm, what lies in the journal: the same
 * edits come again as messages, and change nothing.
 */
export const fold = (archive: Archive, document: Loaded): void => {
  const { id, doc, authors, unfolded } = document
  const before = archive.snapshots.latest(id)?.position ?? 0
  const position = archive.messages.ofDocument(id, before).at(-1)?.position ?? before
  archive.transaction(() => {
    archive.snapshots.put(id, {
      position,
      state: Y.encodeStateAsUpdate(doc),
      details: writeDetails(authors.list(client => Y.getState(doc.store, client) > 0)),
    })
    archive.drafts.remove(id)
  })
  unfolded.count = 0
  unfolded.bytes = 0
}
