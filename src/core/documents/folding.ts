// A document whose history has grown long is kept as one state besides, so that opening it does not
// take longer with every edit. Its messages stay: they are what others are given.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import { writeDetails } from './bodies.ts'
import type { Loaded } from './loaded.ts'

const long = 500

/** Folds what lies in the archive; call it when nothing of the document waits in the journal. */
export const foldWhenLong = (archive: Archive, document: Loaded): void => {
  if (document.unfolded < long) return
  const { id } = document
  const position = archive.messages.ofDocument(id, document.position).at(-1)?.position
  document.position = position ?? document.position
  document.unfolded = 0
  archive.transaction(() => {
    archive.snapshots.put(id, {
      position: document.position,
      state: Y.encodeStateAsUpdate(document.doc),
      details: writeDetails([...document.writers.values()]),
    })
    archive.drafts.remove(id)
  })
}
