// Before the binding compares the page with its shared tree, gives every block of the page its own
// element, by identity. The binding alone guesses which block became which, and guesses wrong
// beside empty blocks: it may delete the element in which another member is writing. It also puts
// an empty text into each new block at once: two people's first words in one block then share that
// text instead of each bringing their own, which would double the words.
import { longestRise } from '#document/words'
import type { BindingV2 } from '@lexical/yjs'
import {
  $getNodeByKey,
  $getRoot,
  $isElementNode,
  type LexicalNode,
  type NodeKey,
  type UpdateListenerPayload,
} from 'lexical'
import * as Y from 'yjs'
import { $caretIn, $selectedIn } from '../blocks/block-edits.ts'
import { $isBlockNode } from '../blocks/block-node.ts'
import { keepsBlockOrder } from '../blocks/block-order.ts'
import { spliceWords, type Around } from './splice-words.ts'

const elementOf = (binding: BindingV2, node: LexicalNode): Y.XmlElement | null => {
  const type = binding.mapping.getSharedType(node)
  return type instanceof Y.XmlElement && type.parent === binding.root && !type._item?.deleted
    ? type
    : null
}

const forget = (binding: BindingV2, element: Y.XmlElement): void => {
  for (const child of element.toArray())
    if (child instanceof Y.XmlText || child instanceof Y.XmlElement) binding.mapping.delete(child)
  binding.mapping.delete(element)
}

/**
 * A tag of the change by which a person moved the block: the block gives way, and not its
 * neighbours.
 */
export const movedTag = (key: NodeKey): string => `moved ${key}`

/** Elements that stay where they are; those of blocks that are gone or have moved are removed. */
const removeOthers = (
  binding: BindingV2,
  blocks: readonly LexicalNode[],
  { tags }: UpdateListenerPayload,
): Set<Y.XmlElement> => {
  const indexOf = new Map(binding.root.toArray().map((element, index) => [element, index] as const))
  const held = blocks
    .filter(block => !tags.has(movedTag(block.getKey())))
    .map(block => elementOf(binding, block))
    .filter(element => element !== null)
  const rise = longestRise(held.map(element => indexOf.get(element) ?? -1))
  const kept = new Set(held.filter((_, at) => rise.has(at)))
  const gone = binding.root
    .toArray()
    .map((element, index) => ({ element, index }))
    .filter(({ element }) => !(element instanceof Y.XmlElement && kept.has(element)))
  for (const { element, index } of gone.toReversed()) {
    if (!(element instanceof Y.XmlElement) || !binding.mapping.has(element))
      throw new Error('The shared page holds a block that the editor never saw')
    forget(binding, element)
    binding.root.delete(index, 1)
  }
  return kept
}

/** Elements for the blocks that have none where they stand now; returns those, each with its block. */
const insertMissing = (
  binding: BindingV2,
  blocks: readonly LexicalNode[],
  kept: ReadonlySet<Y.XmlElement>,
): Map<Y.XmlElement, LexicalNode> => {
  const made = new Map<Y.XmlElement, LexicalNode>()
  const isKept = (block: LexicalNode): boolean => {
    const element = elementOf(binding, block)
    return element !== null && kept.has(element)
  }
  for (let index = 0; index < blocks.length; index++) {
    const added: { element: Y.XmlElement; block: LexicalNode }[] = []
    for (let block = blocks[index]; block !== undefined; block = blocks[index + added.length]) {
      if (isKept(block)) break
      added.push({ element: new Y.XmlElement(block.getType()), block })
    }
    if (added.length === 0) continue
    binding.root.insert(
      index,
      added.map(({ element }) => element),
    )
    for (const { element, block } of added) {
      if ($isBlockNode(block)) element.insert(0, [new Y.XmlText()])
      binding.mapping.set(element, block)
      made.set(element, block)
    }
    index += added.length
  }
  return made
}

/** True for a block of which only the neighbours are others now. */
const hasNewNeighboursOnly = (
  key: NodeKey,
  { editorState, prevEditorState }: UpdateListenerPayload,
): boolean => {
  const [before, after] = [prevEditorState._nodeMap.get(key), editorState._nodeMap.get(key)]
  if (!$isElementNode(before) || !$isElementNode(after)) return false
  const { __first, __last, __size, __state, __dir } = after
  const isSame =
    before.__first === __first &&
    before.__last === __last &&
    before.__size === __size &&
    before.__state === __state &&
    before.__dir === __dir
  if (!isSame) return false
  return after
    .getChildrenKeys()
    .every(child => prevEditorState._nodeMap.get(child) === editorState._nodeMap.get(child))
}

/** True when every block has its element already, as after a change to words. */
const $isAligned = (binding: BindingV2, update: UpdateListenerPayload): boolean =>
  keepsBlockOrder(update) &&
  // Blocks that were on the page before and were never written, such as the first empty paragraph.
  binding.root.length === $getRoot().getChildrenSize() &&
  [...update.dirtyElements.keys()].every(key => {
    const block = $getNodeByKey(key)
    return block?.getParent() !== $getRoot() || elementOf(binding, block) !== null
  })

/** Words that are typed over stay, marked as a suggestion. */
type Keeping = { keepsWords: boolean }

/** The caret in the block now, and the words of it that were selected before the change and are gone. */
const $around = (
  block: LexicalNode,
  { prevEditorState }: UpdateListenerPayload,
  { keepsWords }: Keeping,
): Around => {
  if (!$isBlockNode(block)) return { caret: null, selected: null }
  if (keepsWords) return { caret: $caretIn(block), selected: null }
  const selected = prevEditorState.read(() => {
    const before = $getNodeByKey(block.getKey())
    return $isBlockNode(before) ? $selectedIn(before) : null
  })
  return { caret: $caretIn(block), selected }
}

type Made = ReadonlyMap<Y.XmlElement, LexicalNode>

/** The blocks that the binding shall look into, and those that were made again for it to fill. */
export type Aligned = { changed: UpdateListenerPayload['dirtyElements']; made: Made }

/**
 * Call in the transaction that the binding will write in, reading the new editor state. `changed`
 * has the blocks that changed or were made again, without mere neighbours of a change.
 */
export const $alignBlocks = (
  binding: BindingV2,
  update: UpdateListenerPayload,
  keeping: Keeping,
): Aligned => {
  const { dirtyElements } = update
  let made: Made = new Map()
  if (!$isAligned(binding, update)) {
    const blocks = $getRoot().getChildren()
    made = insertMissing(binding, blocks, removeOthers(binding, blocks, update))
  }
  // A block that stands between the same two as before did not change for Lexical, though all three
  // are made again: of blocks that pass others, the larger number stays.
  const whole = [...made.values()].map(block => [block.getKey(), true] as const)
  const changed = new Map([...dirtyElements, ...whole])
  for (const key of [...changed.keys()]) {
    const block = key === 'root' ? null : $getNodeByKey(key)
    const element = block === null ? null : elementOf(binding, block)
    if (block === null || element === null) continue
    // The binding recognises a block by its node object, which every change replaces.
    binding.mapping.set(element, block)
    const [text, ...more] = element.toArray()
    if (!made.has(element) && hasNewNeighboursOnly(key, update)) changed.delete(key)
    else if (text instanceof Y.XmlText && more.length === 0)
      spliceWords(text, block.getTextContent(), $around(block, update, keeping))
  }
  return { changed, made }
}

/**
 * Call when the binding has written. Throws where a block that was made again has other words in
 * the shared page than on the screen: an editor that stops is better than words that only one
 * person will ever see.
 */
export const $checkMade = (made: Made): void => {
  for (const [element, block] of made) {
    const [text] = element.toArray()
    if (!(text instanceof Y.XmlText) || text.length === block.getTextContentSize()) continue
    throw new Error('A block has other words in the shared page than on the screen')
  }
}
