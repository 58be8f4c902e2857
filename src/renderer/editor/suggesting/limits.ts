// What keys do to whole paragraphs while suggesting. A new one and the removal of some are suggested beside
// the text; splitting, joining and moving cannot be, change nothing and say so: a change to
// the text itself would pass for a suggestion otherwise.
import {
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_CRITICAL,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  DROP_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  mergeRegister,
  PASTE_COMMAND,
  type LexicalEditor,
  type LexicalNode,
} from 'lexical'
import { isBlockId } from '#shared/document'
import type { BlockId } from '#shared/ids'
import { $blockOf, $offsetOf } from '../block-edits.ts'
import { $isBlockNode } from '../block-node.ts'
import { $idOf } from '../block-state.ts'
import { INSERT_PAGE_BREAK_COMMAND } from '../formats/commands.ts'
import { ASK_FIGURE_COMMAND } from '../figures/figure-commands.ts'
import { MOVE_BLOCKS_COMMAND } from '../move-commands.ts'
import { CHANGE_TABLE_COMMAND, INSERT_TABLE_COMMAND } from '../tables/table-commands.ts'
import type { Suggesting } from './suggesting.ts'

/** The selection lies in several paragraphs. */
const $isOverSeveral = (): boolean => {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return false
  const [from, to] = [$blockOf(selection.anchor.getNode()), $blockOf(selection.focus.getNode())]
  return from !== null && !from.is(to)
}

/** The paragraphs that are selected from end to end; none where one is so only in part. */
const $wholeBlocks = (): BlockId[] => {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || selection.isCollapsed()) return []
  const [start, end] = selection.isBackward()
    ? [selection.focus, selection.anchor]
    : [selection.anchor, selection.focus]
  const [first, last] = [$blockOf(start.getNode()), $blockOf(end.getNode())]
  if (!first || !last || first.is(last) || $offsetOf(start, first) > 0) return []
  const offset = $offsetOf(end, last)
  if (offset > 0 && offset < last.getTextContentSize()) return []
  const found: BlockId[] = []
  for (let at: LexicalNode | null = first; $isBlockNode(at); at = at.getNextSibling()) {
    const id = $idOf(at)
    // A selection of paragraphs often ends at the beginning of the next.
    const isBeyond = at.is(last) && offset === 0 && last.getTextContentSize() > 0
    if (isBlockId(id) && !isBeyond) found.push(id)
    if (at.is(last)) break
  }
  return found
}

/** Deleting from here would join two paragraphs. */
const $isAtEdge = (backward: boolean): boolean => {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return false
  const block = $blockOf(selection.anchor.getNode())
  if (block === null) return false
  const offset = $offsetOf(selection.anchor, block)
  return backward ? offset === 0 : offset === block.getTextContentSize()
}

const isSeveral = (event: unknown): boolean =>
  event instanceof ClipboardEvent &&
  (/[\r\n]./.test(event.clipboardData?.getData('text/plain').trim() ?? '') ||
    /<table\b/i.test(event.clipboardData?.getData('text/html') ?? ''))

export type SuggestedByKeys = {
  /** A new paragraph behind this one. */
  add(after: BlockId): void
  remove(blocks: readonly BlockId[]): void
  /** She did what cannot be suggested; nothing was changed. */
  refused(): void
}

/** Returns its undo. */
export const registerSuggestingLimits = (
  editor: LexicalEditor,
  suggesting: Suggesting,
  { add, remove, refused }: SuggestedByKeys,
): (() => void) => {
  const refuse = (event?: unknown): true => {
    if (event instanceof Event) event.preventDefault()
    refused()
    return true
  }
  const $beginParagraph = (event: unknown): boolean => {
    if (!suggesting.isOn()) return false
    const selection = $getSelection()
    const block = $isRangeSelection(selection) ? $blockOf(selection.focus.getNode()) : null
    const id = block && $idOf(block)
    if (!isBlockId(id) || !$isAtEdge(false)) return refuse(event)
    add(id)
    return true
  }
  const unless =
    (isFine: (given: unknown) => boolean) =>
    (given: unknown): boolean =>
      suggesting.isOn() && !isFine(given) ? refuse(given) : false
  const isInside = unless(backward => !$isOverSeveral() && !$isAtEdge(backward === true))
  const deleting = (backward: unknown): boolean => {
    const blocks = suggesting.isOn() ? $wholeBlocks() : []
    if (blocks.length === 0) return isInside(backward)
    remove(blocks)
    return true
  }
  const inOne = unless(() => !$isOverSeveral())
  const pasting = unless(event => !$isOverSeveral() && !isSeveral(event))
  const never = unless(() => false)
  const priority = COMMAND_PRIORITY_CRITICAL
  return mergeRegister(
    editor.registerCommand(INSERT_PARAGRAPH_COMMAND, $beginParagraph, priority),
    editor.registerCommand(INSERT_LINE_BREAK_COMMAND, never, priority),
    editor.registerCommand(DELETE_CHARACTER_COMMAND, deleting, priority),
    editor.registerCommand(DELETE_WORD_COMMAND, deleting, priority),
    editor.registerCommand(DELETE_LINE_COMMAND, deleting, priority),
    editor.registerCommand(CONTROLLED_TEXT_INSERTION_COMMAND, inOne, priority),
    editor.registerCommand(CUT_COMMAND, inOne, priority),
    editor.registerCommand(PASTE_COMMAND, pasting, priority),
    editor.registerCommand(DROP_COMMAND, never, priority),
    editor.registerCommand(INSERT_PAGE_BREAK_COMMAND, never, priority),
    editor.registerCommand(MOVE_BLOCKS_COMMAND, never, priority),
    editor.registerCommand(INSERT_TABLE_COMMAND, never, priority),
    editor.registerCommand(ASK_FIGURE_COMMAND, never, priority),
    editor.registerCommand(CHANGE_TABLE_COMMAND, never, priority),
  )
}
