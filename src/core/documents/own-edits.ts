// Core's own edits: made in a copy, so that a failure half-way leaves nothing behind, and returned
// as updates that the gate accepts.
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { piecesOf } from './fold.ts'
import { scanUpdate } from './gate/scan.ts'
import { newReplica } from './replica.ts'

/**
 * The effect of `work` on a document in `state`, written with `clientId`, after each of its steps.
 * Throws the errors of `work`.
 */
export function* updatesIn(
  state: Bytes | null,
  clientId: number,
  work: (doc: Y.Doc) => Iterator<unknown>,
): Generator<Bytes, void> {
  const scratch = newReplica()
  if (state) Y.applyUpdate(scratch, state)
  // Not earlier: Yjs takes another id when its own comes in from elsewhere.
  scratch.clientID = clientId
  let updates: Bytes[] = []
  scratch.on('update', (update: Bytes) => {
    const scan = scanUpdate(update)
    updates.push(...(typeof scan === 'string' ? [update] : piecesOf(scratch, update, scan)))
  })
  try {
    const steps = work(scratch)
    for (let isOver = false; !isOver;) {
      isOver = steps.next().done === true
      const made = updates
      updates = []
      yield* made
    }
  } finally {
    scratch.destroy()
  }
}

/** The same for work in one step. */
export const updatesOf = (
  state: Bytes | null,
  clientId: number,
  work: (doc: Y.Doc) => void,
): Bytes[] => [
  ...updatesIn(state, clientId, function* (doc) {
    yield work(doc)
  }),
]
