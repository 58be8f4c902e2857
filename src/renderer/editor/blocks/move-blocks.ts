// Moves paragraphs by one place, without dragging. A heading takes its section along, and a section
// moves past a whole one; a table moves, and is passed, as a whole. In the shared tree a move is a
// removal and a new block with the same id, either of the moved or of the passed blocks, whichever
// are fewer: words that others write into those meanwhile are offered back (rescue.ts).
import { levelOf } from '#document/numbering'
import { $addUpdateTag, $getRoot, type RangeSelection } from 'lexical'
import { movedTag } from '../collab/align-blocks.ts'
import { $mayChange, $mayPutBeside, $moveBlock, $selectedBlocks } from './block-edits.ts'
import { $isBlockNode, type BlockNode } from './block-node.ts'
import { $kindOf } from './block-state.ts'
import { $pastTable } from './table-edges.ts'

const $depthOf = (block: BlockNode): number | null => {
  const level = levelOf($kindOf(block))
  return level?.family === 'headings' ? level.depth : null
}

const $blocks = (): BlockNode[] => $getRoot().getChildren().filter($isBlockNode)

/** Index behind the section of the heading at `from`. */
const $endOfSection = (blocks: readonly BlockNode[], from: number, depth: number): number => {
  const next = blocks.findIndex((block, at) => at > from && ($depthOf(block) ?? 4) <= depth)
  return next < 0 ? blocks.length : next
}

type Span = { from: number; to: number }

/** The moved blocks: the selected ones, or the section of a heading that alone is selected. */
const $moved = (blocks: readonly BlockNode[], selection: RangeSelection): Span | null => {
  const selected = $selectedBlocks(selection)
  const [first] = selected
  if (first === undefined) return null
  const at = blocks.findIndex(block => block.is(first))
  const from = $pastTable(blocks, at, -1)
  const depth = $depthOf(first)
  const to =
    selected.length === 1 && depth !== null
      ? $endOfSection(blocks, from, depth)
      : $pastTable(blocks, at + selected.length, 1)
  return from < 0 ? null : { from, to }
}

/** Where it goes: the index, as things stand, of the block before which it will be. */
const $target = (blocks: readonly BlockNode[], { from, to }: Span, by: 1 | -1): number | null => {
  const [first, behind] = [blocks[from], blocks[to]]
  const depth = first === undefined ? null : $depthOf(first)
  if (by < 0) {
    if (from === 0) return null
    if (depth === null) return from - 1
    const before = blocks.slice(0, from).findLastIndex(block => ($depthOf(block) ?? 4) <= depth)
    return Math.max(before, 0)
  }
  if (behind === undefined) return null
  if (depth === null) return to + 1
  // Only a heading on its level or above ends a section. Below one above it goes behind what that
  // says before its first own section.
  const other = $depthOf(behind) ?? depth
  if (other === depth) return $endOfSection(blocks, to, depth)
  const next = blocks.findIndex((block, at) => at > to && $depthOf(block) !== null)
  return next < 0 ? blocks.length : next
}

/** The moved blocks, in order, and the one before them; `isFewer`: no more than they pass. */
export type Way = { moved: BlockNode[]; after: BlockNode | null; isFewer: boolean }

/** The way up (-1) or down (1) where the blocks stand in this order; null when there is none. */
export const $wayIn = (
  blocks: readonly BlockNode[],
  selection: RangeSelection,
  by: 1 | -1,
): Way | null => {
  const span = $moved(blocks, selection)
  const wanted = span === null ? null : $target(blocks, span, by)
  if (span === null || wanted === null) return null
  const target = $pastTable(blocks, wanted, by)
  const moved = blocks.slice(span.from, span.to)
  const passed = by < 0 ? span.from - target : target - span.to
  return { moved, after: blocks[target - 1] ?? null, isFewer: moved.length <= passed }
}

/**
 * Moves up (-1) or down (1). Null when there is no way that way; `locked` when a block is not to be
 * changed here; else the first block that moved. The selection goes along.
 */
export const $moveBlocks = (selection: RangeSelection, by: 1 | -1): BlockNode | 'locked' | null => {
  const way = $wayIn($blocks(), selection, by)
  if (way === null) return null
  const { moved } = way
  const isInto = way.after !== null && !$mayPutBeside(way.after, 'paragraph')
  if (isInto || !moved.every($mayChange)) return 'locked'
  // The fewer blocks are made again, the fewer words of others are affected.
  if (way.isFewer) for (const block of moved) $addUpdateTag(movedTag(block.getKey()))
  let { after } = way
  for (const block of moved) {
    $moveBlock(block, after)
    after = block
  }
  return moved[0] ?? null
}
