// Converts between the words of the page as the document counts them and ranges on the screen. Read
// from the page itself and not from the editor, which knows of no selection where the text is
// read-only.
import type { Stretch } from '#document/review/comments'
import type { Words } from './remarks.ts'

/** The block of the page that holds a place; null outside the text. */
export const blockAround = (root: Element, node: Node): Element | null => {
  let at: Node | null = node
  while (at !== null && at.parentNode !== root) at = at.parentNode
  return at instanceof Element ? at : null
}

/** Units of the block's text before a place in it. */
export const unitsBefore = (block: Element, node: Node, offset: number): number => {
  const range = block.ownerDocument.createRange()
  range.setStart(block, 0)
  range.setEnd(node, offset)
  return range.toString().length
}

/**
 * The words that are selected, those in the first paragraph where it is several; the whole paragraph
 * where there is only a caret. Null outside the text, and in an empty paragraph.
 */
export function selectedWords(root: Element): Words | null {
  const selection = root.ownerDocument.getSelection()
  if (!selection || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const block = blockAround(root, range.startContainer)
  if (!block) return null
  const index = Array.from(root.children).indexOf(block)
  const length = block.textContent.length
  const start = unitsBefore(block, range.startContainer, range.startOffset)
  const end = block.contains(range.endContainer)
    ? unitsBefore(block, range.endContainer, range.endOffset)
    : length
  if (length === 0) return null
  return start < end ? { index, from: start, to: end } : { index, from: 0, to: length }
}

/** Where a caret without a selection stands: a place between two units. */
export function caretPlace(root: Element): { index: number; at: number } | null {
  const selection = root.ownerDocument.getSelection()
  if (!selection?.isCollapsed || selection.anchorNode === null) return null
  const block = blockAround(root, selection.anchorNode)
  if (!block) return null
  const at = unitsBefore(block, selection.anchorNode, selection.anchorOffset)
  return { index: Array.from(root.children).indexOf(block), at }
}

const pointAt = (block: Element, at: number, isEnd: boolean): [Node, number] | null => {
  const walker = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  let left = at
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0
    if (left < length || (isEnd && left === length)) return [node, left]
    left -= length
  }
  return null
}

/** Null where the block does not show such words just now. */
export function rangeIn(block: Element, { from, to }: Pick<Stretch, 'from' | 'to'>): Range | null {
  const [start, end] = [pointAt(block, from, false), pointAt(block, to, true)]
  if (!start || !end) return null
  const range = block.ownerDocument.createRange()
  range.setStart(...start)
  range.setEnd(...end)
  return range
}

/** The same for the page and the block's place in it. */
export function rangeOf(root: Element, { index, ...words }: Omit<Stretch, 'block'>): Range | null {
  const block = root.children[index]
  return block ? rangeIn(block, words) : null
}
