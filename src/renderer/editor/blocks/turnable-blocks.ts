// The selected blocks that a key or a tool turns into another kind.
import type { LexicalEditor, RangeSelection } from 'lexical'
import { $mayChange, $selectedBlocks } from './block-edits.ts'
import type { BlockNode } from './block-node.ts'
import { $maySetKind } from './block-state.ts'
import { $settledAs, REFUSED_SETTLED_COMMAND } from './settled-state.ts'

/** Not a decided line, nor a cell, nor a figure with its picture. */
export const $mayTurn = (block: BlockNode): boolean => $mayChange(block) && $maySetKind(block)

/** In their order. The window says so where there is none because lines were decided. */
export const $blocksToTurn = (editor: LexicalEditor, selection: RangeSelection): BlockNode[] => {
  const selected = $selectedBlocks(selection)
  const blocks = selected.filter($mayTurn)
  if (blocks.length === 0 && selected.some(each => $settledAs(each) !== null))
    editor.dispatchCommand(REFUSED_SETTLED_COMMAND, undefined)
  return blocks
}
