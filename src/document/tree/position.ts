// Where in the page a Yjs relative position points, for carets that come from another device.
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { isBlockId } from '#document/ids'
import { attributesOf, blockElements, rootOf } from './layout.ts'

/** A place in the page: the block's id (null if it has none), its index and the text offset. */
export type Place = { block: BlockId | null; index: number; offset: number }

/**
 * A position in its JSON form; null for what cannot be read or points at nothing known. `redone`: words
 * that were brought back by undo count as the same, which only the device knows that did it.
 */
export const resolvePosition = (
  doc: Y.Doc,
  position: unknown,
  redone = true,
): Y.AbsolutePosition | null => {
  if (typeof position !== 'object' || position === null) return null
  try {
    return Y.createAbsolutePositionFromRelativePosition(
      Y.createRelativePositionFromJSON(position),
      doc,
      redone,
    )
  } catch {
    // A peer can send any shape: a position that cannot be read points nowhere.
    return null
  }
}

/** `position` is the JSON form; null when it points nowhere in the body, or at something removed. */
export const blockOfRelativePosition = (doc: Y.Doc, position: unknown): Place | null => {
  const found = resolvePosition(doc, position)
  if (found === null) return null
  const root = rootOf(doc)
  let inside: unknown = found.type
  while (inside instanceof Y.AbstractType && inside.parent !== root) inside = inside.parent
  if (!(inside instanceof Y.XmlElement)) return null
  const index = blockElements(doc).indexOf(inside)
  if (index < 0) return null
  const id = attributesOf(inside)['s_bid']
  const offset = found.type instanceof Y.XmlText ? found.index : 0
  return { block: isBlockId(id) ? id : null, index, offset }
}
