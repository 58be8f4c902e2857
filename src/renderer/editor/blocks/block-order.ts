// Whether a change to the page left its blocks where they are. The root tells nothing: Lexical keeps
// the text of the whole page on it, so every key makes it another object.
import { $isElementNode, type LexicalNode, type UpdateListenerPayload } from 'lexical'

type Change = Pick<UpdateListenerPayload, 'dirtyElements' | 'editorState' | 'prevEditorState'>

const sameLinks = (before: LexicalNode | undefined, after: LexicalNode | undefined): boolean =>
  before !== undefined &&
  after !== undefined &&
  before.__parent === after.__parent &&
  before.__prev === after.__prev &&
  before.__next === after.__next

/**
 * True when the same blocks stand in the same order before and after the change. Blocks that come,
 * go or move change the links of their neighbours, and Lexical counts those as dirty too; so this
 * costs as much as what changed, however long the page is.
 */
export const keepsBlockOrder = ({
  dirtyElements,
  editorState,
  prevEditorState,
}: Change): boolean => {
  const [before, after] = [prevEditorState._nodeMap, editorState._nodeMap]
  const [old, now] = [before.get('root'), after.get('root')]
  if (old === now) return true
  if (!$isElementNode(old) || !$isElementNode(now)) return false
  const sameEnds = old.__first === now.__first && old.__last === now.__last
  if (!sameEnds || old.__size !== now.__size) return false
  return [...dirtyElements.keys()].every(key => sameLinks(before.get(key), after.get(key)))
}
