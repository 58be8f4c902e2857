// Undo takes back one's own words only. Undoing the making of a block or of a text must not take
// along what somebody else has written into it since.
import * as Y from 'yjs'

const holdsText = (type: unknown): boolean => {
  if (type instanceof Y.XmlText) return type.length > 0
  return type instanceof Y.XmlElement && type.toArray().some(holdsText)
}

/**
 * The `deleteFilter` of `PageUndo`. Undo deletes children first: a container that
 * still holds text then holds somebody else's, and stays.
 */
export const mayUndo = (item: Y.Item): boolean =>
  !(item.content instanceof Y.ContentType) || !holdsText(item.content.type)
