// Undo removes one's own words only. Undoing the making of a block or of a text must not remove
// words that others have written into it since.
import * as Y from 'yjs'

const holdsText = (type: unknown): boolean => {
  if (type instanceof Y.XmlText) return type.length > 0
  return type instanceof Y.XmlElement && type.toArray().some(holdsText)
}

/**
 * The `deleteFilter` of `PageUndo`. Undo deletes children first: a container that still holds text
 * then holds text of others, and stays.
 */
export const mayUndo = (item: Y.Item): boolean =>
  !(item.content instanceof Y.ContentType) || !holdsText(item.content.type)
