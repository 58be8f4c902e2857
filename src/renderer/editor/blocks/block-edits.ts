// Changes to whole blocks, for a selection: split, join, kind, level. Each keeps as much of the
// shared text as it can, so that words of other members in the same paragraph survive.
import { isBracketKey, type BlockKind } from '#document/model'
import {
  $getNodeByKey,
  $getSelection,
  $getState,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  $setState,
  type LexicalNode,
  type PointType,
  type RangeSelection,
} from 'lexical'
import { $isBlockNode, type BlockNode } from './block-node.ts'
import {
  $cellOf,
  $figureOf,
  $isForeign,
  $isOffRecord,
  $isWithheld,
  $kindOf,
  $maySetKind,
  $meetingOf,
  $setKind,
  $takeStatesOfJoined,
  kindState,
  languageState,
} from './block-state.ts'
import { isCaptured } from '../minutes/kinds.ts'
import { $settledAs } from './settled-state.ts'
import { $marksOf, $setMark } from '../review/suggestions/pieces.ts'

/** The block that holds a node; null outside the page's own blocks. */
export const $blockOf = (node: LexicalNode): BlockNode | null => {
  const top = node.getTopLevelElement()
  return $isBlockNode(top) ? top : null
}

/** The selection in the text; null where something else is selected, or nothing. */
export const $range = (): RangeSelection | null => {
  const selection = $getSelection()
  return $isRangeSelection(selection) ? selection : null
}

/** The block of the caret. */
export const $blockHere = (): BlockNode | null => {
  const selection = $range()
  return selection && $blockOf(selection.focus.getNode())
}

/** Every block that the selection touches, in order. */
export const $selectedBlocks = (selection: RangeSelection): BlockNode[] => {
  const nodes = [selection.anchor.getNode(), ...selection.getNodes(), selection.focus.getNode()]
  const found = new Map<string, BlockNode>()
  for (const node of nodes) {
    const block = $blockOf(node)
    if (block !== null) found.set(block.getKey(), block)
  }
  return [...found.values()].toSorted((a, b) => a.getIndexWithinParent() - b.getIndexWithinParent())
}

/** Both halves of a text under negotiation are, and what is joined with it: never less than before. */
const $takeBrackets = (from: BlockNode, to: BlockNode): void => {
  const held = $marksOf(to)
  for (const [key, set] of Object.entries($marksOf(from)))
    if (isBracketKey(key) && held[key] === undefined) $setMark(to, key, set)
}

/** Not what a newer version made, nor what lies elsewhere, nor what was decided. */
export const $mayChange = (block: BlockNode): boolean =>
  !$isForeign(block) && !$isWithheld(block) && $settledAs(block) === null

/**
 * In the words behind the last item, which was decided, before a heading that ends the item. A line of another kind
 * there would be read as a line of the item, with all words before it.
 */
export const $isBehindItems = (block: BlockNode): boolean => {
  if ($settledAs(block) !== null) return false
  for (let at = block.getPreviousSibling(); $isBlockNode(at); at = at.getPreviousSibling()) {
    const as = $settledAs(at)
    if (as !== null) return as === 'end'
    if (!$isPlain(at)) return false
  }
  return false
}

/**
 * Right behind the last item, which was decided and has plain paragraphs alone. Only a heading that ends the item can
 * stand there: other words would be read as a line of the item, with all words behind them.
 */
export const $isBehindPlainItem = (block: BlockNode): boolean => {
  if ($settledAs(block) !== null) return false
  const before = block.getPreviousSibling()
  return $isBlockNode(before) && $settledAs(before) === 'end-plain'
}

const $isPlain = (block: BlockNode): boolean =>
  $kindOf(block) === 'paragraph' && $cellOf(block) === undefined

/** A heading of another item, or one that is no deeper than that of the item before it. */
const $endsItem = (block: BlockNode): boolean => {
  const kind = $kindOf(block)
  const around = $itemHeading(block)
  if (around === null || around.is(block)) return around !== null
  return isHeading(kind) && isHeading($kindOf(around)) && kind <= $kindOf(around)
}

/** A plain paragraph, or a heading that ends the item before it. */
export const $mayStandBehindItems = (block: BlockNode): boolean =>
  $isPlain(block) || $endsItem(block)

/**
 * For a block right behind a decided item of plain paragraphs: a heading like that of the item again, or one before it
 * where the block cannot be one. False where a heading ends the item already.
 */
export const $endPlainItem = (block: BlockNode): boolean => {
  const around = $itemHeading(block)
  if (around === null || !isHeading($kindOf(around)) || $endsItem(block)) return false
  // A cell, a figure and words off the record stay as they are.
  const stays = !$maySetKind(block) || $isOffRecord(block)
  const heading = stays ? around.sibling() : block
  $setKind(heading, $kindOf(around))
  if (stays) block.insertBefore(heading)
  return true
}

/**
 * A page break, a table, a figure or another line can stand beside it: nothing is put into a settled item, and plain
 * words alone behind the last one.
 */
export const $mayPutBeside = (block: BlockNode, kind?: BlockKind): boolean =>
  ['line', null].includes($settledAs(block)) && (kind === 'paragraph' || !$isBehindItems(block))

/**
 * A new paragraph begins where a settled line ends, and beside a decision also where it begins: its own words stay
 * whole.
 */
export const $mayBeginAt = (block: BlockNode, offset: number): boolean => {
  const as = $settledAs(block)
  const size = block.getTextContentSize()
  if (as === 'end' || as === 'end-plain') return offset === size
  return as === null || (as === 'line' && size > 0 && (offset === 0 || offset === size))
}

/** Characters of the block's text before the point. */
export const $offsetOf = (point: PointType, block: BlockNode): number => {
  const node = point.getNode()
  const children = block.getChildren()
  const before = node.is(block)
    ? children.slice(0, point.offset)
    : children.slice(
        0,
        children.findIndex(child => child.is(node)),
      )
  const inside = node.is(block) ? 0 : point.offset
  return before.reduce((sum, child) => sum + child.getTextContentSize(), inside)
}

/** Where the caret is in the block's text; null elsewhere. */
export const $caretIn = (block: BlockNode): number | null => {
  const selection = $range()
  if (!selection) return null
  return selection.focus.getNode().getTopLevelElement()?.is(block)
    ? $offsetOf(selection.focus, block)
    : null
}

/** Where the selection begins and ends in the block's text; null where it is a caret or reaches out of the block. */
export const $selectedIn = (block: BlockNode): { from: number; to: number } | null => {
  const selection = $range()
  if (!selection || selection.isCollapsed()) return null
  const points = selection.isBackward()
    ? ([selection.focus, selection.anchor] as const)
    : ([selection.anchor, selection.focus] as const)
  if (!points.every(({ key }) => $getNodeByKey(key)?.getTopLevelElement()?.is(block))) return null
  const [from, to] = points.map(point => $offsetOf(point, block))
  return from === undefined || to === undefined ? null : { from, to }
}

/** The block at whose beginning the caret stands, or at whose end where not `backward`: deleting from there joins two. */
export const $blockAtEdge = (backward: boolean): BlockNode | null => {
  const selection = $range()
  if (!selection || !selection.isCollapsed()) return null
  const block = $blockOf(selection.anchor.getNode())
  if (block === null) return null
  const edge = backward ? 0 : block.getTextContentSize()
  return $offsetOf(selection.anchor, block) === edge ? block : null
}

/** Puts the caret `offset` characters into the block's text. */
export const $selectAt = (block: BlockNode, offset: number): void => {
  let left = offset
  for (const child of block.getChildren()) {
    const size = child.getTextContentSize()
    if ($isTextNode(child) && left <= size) {
      child.select(left, left)
      return
    }
    left -= size
  }
  block.selectEnd()
}

/** Selects these characters of the block's text. */
export const $selectWords = (block: BlockNode, from: number, to: number): RangeSelection | null => {
  $selectAt(block, from)
  const start = $range()
  if (!start) return null
  const { key, offset, type } = start.anchor
  $selectAt(block, to)
  const range = $range()
  if (!range) return null
  range.anchor.set(key, offset, type)
  return range
}

/**
 * Before the editor takes out what is selected over several blocks, and joins the rest of the last one to the first: the
 * first gets the states of both. False where nothing is left of the last.
 */
export const $keepStatesOfRest = (selection: RangeSelection): boolean => {
  if (selection.isCollapsed()) return false
  const blocks = $selectedBlocks(selection)
  const [first, last] = [blocks[0], blocks.at(-1)]
  const end = selection.isBackward() ? selection.anchor : selection.focus
  if (!first || !last || first.is(last)) return false
  if ($offsetOf(end, last) >= last.getTextContentSize()) return false
  $takeStatesOfJoined(last, first)
  return true
}

/** Takes out what is selected. */
export const $removeSelected = (selection: RangeSelection): void => {
  $keepStatesOfRest(selection)
  selection.removeText()
}

const shallower: Partial<Record<BlockKind, BlockKind>> = {
  num4: 'num3',
  num3: 'num2',
  num2: 'num1',
  bullet3: 'bullet2',
  bullet2: 'bullet1',
}
const deeper: Partial<Record<BlockKind, BlockKind>> = {
  num1: 'num2',
  num2: 'num3',
  num3: 'num4',
  bullet1: 'bullet2',
  bullet2: 'bullet3',
}
const hasLevels = (kind: BlockKind): boolean => kind in shallower || kind in deeper

const isHeading = (kind: BlockKind): boolean => /^h[1-4]$/.test(kind)

/** The kind that Enter gives an empty block of a list; null: an ordinary new block. */
const kindWhenLeft = (kind: BlockKind): BlockKind | null => {
  if (isCaptured(kind)) return 'num1'
  const isLast = kind === 'num1' || kind === 'bullet1' || kind === 'quote'
  return shallower[kind] ?? (isLast ? 'paragraph' : null)
}

/** Behind a heading words follow, and behind a captured line the discussion, but not one off the record. */
const $kindBehind = (block: BlockNode): BlockKind => {
  const kind = $kindOf(block)
  if (isHeading(kind)) return 'paragraph'
  return isCaptured(kind) && !$isOffRecord(block) ? 'num1' : kind
}

const $tailFrom = (block: BlockNode, offset: number): LexicalNode[] => {
  let left = offset
  for (const child of block.getChildren()) {
    const size = child.getTextContentSize()
    if (left <= 0) return [child, ...child.getNextSiblings()]
    if (left < size && $isTextNode(child)) {
      const [, second] = child.splitText(left)
      return second === undefined ? [] : [second, ...second.getNextSiblings()]
    }
    left -= size
  }
  return []
}

/** The heading of the item in which the block stands; null before the first. */
const $itemHeading = (block: BlockNode): BlockNode | null => {
  for (let at: LexicalNode | null = block; at; at = at.getPreviousSibling())
    if ($isBlockNode(at) && $meetingOf(at).item !== undefined) return at
  return null
}

/** Words behind the last item belong to none: a plain paragraph says so, or a heading where the item has plain ones. */
const $beginEnd = (block: BlockNode, as: 'end' | 'end-plain'): void => {
  const next = block.sibling()
  const heading = as === 'end-plain' ? $itemHeading(block) : null
  $setKind(next, heading ? $kindOf(heading) : 'paragraph')
  block.insertAfter(next)
  next.selectStart()
}

/**
 * Enter. At either end the new block is the empty one, so no text moves; in the middle the second
 * half moves into a block that remembers where it came from. On an empty item of a list it leaves
 * one level; `same` (Shift and Enter) never does, and keeps the kind after a heading too.
 */
export const $splitBlock = (selection: RangeSelection, same = false): boolean => {
  // A cell is one paragraph.
  if ($selectedBlocks(selection).some($cellOf)) return true
  if (!selection.isCollapsed()) $removeSelected(selection)
  const block = $blockOf(selection.anchor.getNode())
  if (block === null) return false
  const offset = $offsetOf(selection.anchor, block)
  const size = block.getTextContentSize()
  const settled = $settledAs(block)
  if (settled === null ? !$mayChange(block) : !$mayBeginAt(block, offset)) return false
  if (settled === 'end' || settled === 'end-plain') {
    $beginEnd(block, settled)
    return true
  }
  const kind = $kindOf(block)
  const left = kindWhenLeft(kind)
  if (size === 0 && left !== null && !same) {
    $setKind(block, left)
    return true
  }
  if (offset === 0 && size > 0) {
    block.insertBefore(block.sibling())
    return true
  }
  if (offset === size) {
    const next = block.sibling()
    if (!same) $setKind(next, $kindBehind(block))
    block.insertAfter(next)
    next.selectStart()
    return true
  }
  const tail = $tailFrom(block, offset)
  const next = block.insertNewAfter(selection, false)
  $takeBrackets(block, next)
  next.append(...tail)
  next.selectStart()
  return true
}

/** Cells are joined with nothing, nor is a caption: its picture would go, or come to other words. */
const $staysApart = (first: BlockNode, second: BlockNode): boolean =>
  [first, second].some(each => $cellOf(each) !== undefined || $figureOf(each) !== null)

/** An empty paragraph beside a figure goes, and so does a figure without a caption. */
const $dropEmpty = (block: BlockNode): boolean => {
  if ($cellOf(block) || block.getTextContentSize() > 0 || !$mayChange(block)) return false
  const beside = block.getPreviousSibling() ?? block.getNextSibling()
  if (!$isBlockNode(beside)) return false
  const isBefore = block.getPreviousSibling() === beside
  block.remove()
  if (isBefore) beside.selectEnd()
  else beside.selectStart()
  return true
}

/**
 * Makes one block of two neighbours, inside the larger of them, so that less text moves. The page
 * shows the first one's kind, unless that was empty. The cursor ends where they meet.
 */
export const $joinBlocks = (first: BlockNode, second: BlockNode): boolean => {
  if (!$mayChange(first) || !$mayChange(second) || $staysApart(first, second)) return false
  const [length, added] = [first.getTextContentSize(), second.getTextContentSize()]
  if (length === 0) {
    first.remove()
    second.selectStart()
    return true
  }
  const larger = length >= added ? first : second
  if (larger === first) {
    $takeBrackets(second, first)
    $takeStatesOfJoined(second, first)
    first.append(...second.getChildren())
    second.remove()
  } else {
    $takeBrackets(first, second)
    $takeStatesOfJoined(first, second)
    second.splice(0, 0, first.getChildren())
    $setState(second, kindState, $getState(first, kindState))
    $setState(second, languageState, $getState(first, languageState))
    second.setDirection(first.getDirection())
    first.remove()
  }
  $selectAt(larger, length)
  return true
}

/** A page break beside the caret is taken out alone: nothing is joined. */
const $dropBreak = (beside: BlockNode): boolean => {
  if ($kindOf(beside) !== 'pagebreak' || !beside.isEmpty()) return false
  if ($mayChange(beside)) beside.remove()
  return true
}

/** Backspace at the beginning of a block; false anywhere else. */
export const $joinBackward = (selection: RangeSelection): boolean => {
  const block = selection.isCollapsed() ? $blockOf(selection.anchor.getNode()) : null
  if (block === null || $offsetOf(selection.anchor, block) > 0) return false
  const previous = block.getPreviousSibling()
  if (!$isBlockNode(previous)) return false
  if ($dropBreak(previous)) return true
  if ($staysApart(previous, block)) return $dropEmpty(block) || true
  return $joinBlocks(previous, block)
}

/** Delete at the end of a block; false anywhere else. */
export const $joinForward = (selection: RangeSelection): boolean => {
  const block = selection.isCollapsed() ? $blockOf(selection.anchor.getNode()) : null
  if (block === null || $offsetOf(selection.anchor, block) < block.getTextContentSize())
    return false
  const next = block.getNextSibling()
  if (!$isBlockNode(next)) return false
  return $dropBreak(next) || $staysApart(block, next) || $joinBlocks(block, next)
}

/** Gives every selected block the kind. */
export const $setKinds = (selection: RangeSelection, kind: BlockKind): void => {
  for (const block of $selectedBlocks(selection)) if ($mayChange(block)) $setKind(block, kind)
}

/** Tab (1) and Shift and Tab (-1) in numbered paragraphs and lists; false where there is no level. */
export const $changeLevel = (selection: RangeSelection, by: 1 | -1): boolean => {
  const blocks = $selectedBlocks(selection)
  if (blocks.length === 0 || !blocks.every(block => hasLevels($kindOf(block)))) return false
  for (const block of blocks) {
    const kind = (by > 0 ? deeper : shallower)[$kindOf(block)]
    if (kind !== undefined && $mayChange(block)) $setKind(block, kind)
  }
  return true
}

/** Moves a block so that it stands after `after`, or first for null. */
export const $moveBlock = (block: BlockNode, after: BlockNode | null): void => {
  if (after?.is(block) === true) return
  const first = block.getParent()?.getFirstChild()
  if (after !== null) after.insertAfter(block, false)
  else if ($isElementNode(first) && !first.is(block)) first.insertBefore(block, false)
}
