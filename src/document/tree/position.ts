// Where a relative position of Yjs points, for places that came from another device.
import * as Y from 'yjs'

/**
 * A position in its JSON form; null for what cannot be read or points at nothing known. Words that were
 * brought back by undo are other words, as on each device but the one that brought them back.
 */
export const resolvePosition = (doc: Y.Doc, position: unknown): Y.AbsolutePosition | null => {
  if (typeof position !== 'object' || position === null) return null
  try {
    return Y.createAbsolutePositionFromRelativePosition(
      Y.createRelativePositionFromJSON(position),
      doc,
      false,
    )
  } catch {
    // A peer can send any shape: a position that cannot be read points nowhere.
    return null
  }
}
