// The fast path of one key: letters put into the words of one paragraph go into its shared text as
// that one insertion. The binding would read the whole page and the whole paragraph for them, and
// find that nothing else changed. All other changes are left to the binding.
import type { BindingV2 } from '@lexical/yjs'
import {
  $getNodeByKey,
  $getRoot,
  $isTextNode,
  type ElementNode,
  type LexicalNode,
  type TextNode,
  type UpdateListenerPayload,
} from 'lexical'
import * as Y from 'yjs'
import { keepsBlockOrder } from '../blocks/block-order.ts'

/** True when the nodes differ in nothing but `except`, whatever a newer version may keep on them. */
const isSameBut = (before: object, after: object, except: ReadonlySet<string>): boolean => {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const names = Object.keys(now)
  if (names.length !== Object.keys(old).length) return false
  return names.every(name => except.has(name) || old[name] === now[name])
}

const words = new Set(['__text'])
/** Lexical's copies of the words on the elements around them; none of it is shared. */
const kept = new Set(['__cachedText', '__textFormat', '__textStyle'])

/** True between the halves of one character, which Yjs cannot part. */
const isInside = (text: string, at: number): boolean =>
  /^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1))

/**
 * The inserted text before the cursor, and its position in the words; null for any other change.
 */
const $insertion = (
  before: TextNode,
  after: TextNode,
  caret: number,
): { at: number; letters: string } | null => {
  const [old, now] = [before.__text, after.__text]
  const at = caret - (now.length - old.length)
  // At the beginning of a run the letters would take after the one before it.
  if (at <= 0 || at >= caret || caret > now.length) return null
  const letters = now.slice(at, caret)
  const isInsertion = old.slice(0, at) === now.slice(0, at) && old.slice(at) === now.slice(caret)
  return isInsertion && !isInside(old, at) && !isInside(now, at) && !isInside(now, caret)
    ? { at, letters }
    : null
}

type Changed = { leaf: TextNode; block: ElementNode; at: number; letters: string }

/** The one paragraph and the one run of words in it that changed. */
const $changed = ({
  dirtyElements,
  dirtyLeaves,
  editorState,
  normalizedNodes,
  prevEditorState,
}: UpdateListenerPayload): Changed | null => {
  const [key] = dirtyLeaves
  if (dirtyLeaves.size !== 1 || dirtyElements.size !== 2 || normalizedNodes.size > 0) return null
  const [leaf, before] = [$getNodeByKey(key ?? ''), prevEditorState._nodeMap.get(key ?? '')]
  if (!$isTextNode(leaf) || !$isTextNode(before) || !isSameBut(before, leaf, words)) return null
  const block = leaf.getParent()
  const root = $getRoot()
  if (block?.getParent() !== root) return null
  const isElsewhere = (node: LexicalNode): boolean => {
    const known = prevEditorState._nodeMap.get(node.getKey())
    return !dirtyElements.has(node.getKey()) || !known || !isSameBut(known, node, kept)
  }
  if (isElsewhere(block) || isElsewhere(root)) return null
  const point = editorState._selection?.getStartEndPoints()?.[0]
  if (point?.key !== key || point?.type !== 'text') return null
  const insertion = $insertion(before, leaf, point.offset)
  return insertion && { leaf, block, ...insertion }
}

/**
 * Writes a change that is nothing but such letters, in the transaction of the binding, reading the new
 * editor state. False, and nothing written, for every other change.
 */
export const $writeLetters = (binding: BindingV2, update: UpdateListenerPayload): boolean => {
  const changed = $changed(update)
  if (changed === null) return false
  const { leaf, block, at, letters } = changed
  const element = binding.mapping.getSharedType(block)
  if (!(element instanceof Y.XmlElement) || element.parent !== binding.root) return false
  if (element._item?.deleted !== false || element.length !== 1) return false
  const text = element.get(0)
  const leaves = block.getChildren()
  const mapped = text instanceof Y.XmlText ? binding.mapping.get(text) : undefined
  if (!(text instanceof Y.XmlText) || !Array.isArray(mapped)) return false
  const before = update.prevEditorState._nodeMap
  // The shared text was last written from the state that the editor showed until now.
  const isLevel =
    mapped.length === leaves.length &&
    leaves.every((each, index) => before.get(each.getKey()) === mapped[index]) &&
    text.length + letters.length === block.getTextContentSize() &&
    keepsBlockOrder(update) &&
    binding.root.length === $getRoot().getChildrenSize()
  if (!isLevel) return false
  let index = at
  for (const each of leaves) {
    if (each.is(leaf)) break
    index += each.getTextContentSize()
  }
  text.insert(index, letters)
  binding.mapping.set(text, leaves.filter($isTextNode))
  binding.mapping.set(element, block)
  return true
}
