// Core's own edits: made in a copy, so that what fails half-way leaves nothing behind, and given out
// as updates that the gate takes.
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { piecesOf } from './fold.ts'
import { scanUpdate } from './gate/scan.ts'
import { newReplica } from './replica.ts'

/** What `work` does to a document in `state`, written with `clientId`. Throws what `work` throws. */
export const updatesOf = (
  state: Bytes | null,
  clientId: number,
  work: (doc: Y.Doc) => void,
): Bytes[] => {
  const scratch = newReplica()
  if (state) Y.applyUpdate(scratch, state)
  // Not before: Yjs takes another id when its own comes in from elsewhere.
  scratch.clientID = clientId
  const updates: Bytes[] = []
  scratch.on('update', (update: Bytes) => {
    const scan = scanUpdate(update)
    updates.push(...(typeof scan === 'string' ? [update] : piecesOf(scratch, update, scan)))
  })
  try {
    work(scratch)
    return updates
  } finally {
    scratch.destroy()
  }
}
