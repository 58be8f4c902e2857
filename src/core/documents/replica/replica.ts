// Core's copy of a document. It can be thrown away: the archive and the journal are authoritative.
import { genesis } from '#document/templates'
import * as Y from 'yjs'
import { defineRoots } from '../gate/index.ts'

/**
 * An empty document: genesis and its roots. Deleted text is kept, and formats are not cleaned up
 * after a remote change: every device would write that cleanup, and observers may not write.
 */
export const newReplica = (): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  // No edits are written in the replica itself; 0 is no client's id.
  doc.clientID = 0
  defineRoots(doc)
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    // A private field of the pinned version; never `local = true`, which misplaces later edits.
    if (!transaction.local) transaction._needFormattingCleanup = false
  })
  Y.applyUpdate(doc, genesis())
  return doc
}
