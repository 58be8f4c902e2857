// What cannot be suggested yet: making, joining, moving and removing whole paragraphs, and links. While
// suggesting, such acts change nothing and say so; a change to the text itself would pass for a suggestion otherwise.
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
} from 'lexical'
import { $blockOf, $offsetOf } from '../block-edits.ts'
import { INSERT_PAGE_BREAK_COMMAND, SET_LINK_COMMAND } from '../formats/commands.ts'
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

/** Returns its undo. */
export const registerSuggestingLimits = (
  editor: LexicalEditor,
  suggesting: Suggesting,
  refused: () => void,
): (() => void) => {
  const refuse = (event?: unknown): true => {
    if (event instanceof Event) event.preventDefault()
    refused()
    return true
  }
  const unless =
    (isFine: (given: unknown) => boolean) =>
    (given: unknown): boolean =>
      suggesting.isOn() && !isFine(given) ? refuse(given) : false
  const deleting = unless(backward => !$isOverSeveral() && !$isAtEdge(backward === true))
  const inOne = unless(() => !$isOverSeveral())
  const pasting = unless(event => !$isOverSeveral() && !isSeveral(event))
  const never = unless(() => false)
  const priority = COMMAND_PRIORITY_CRITICAL
  return mergeRegister(
    editor.registerCommand(INSERT_PARAGRAPH_COMMAND, never, priority),
    editor.registerCommand(INSERT_LINE_BREAK_COMMAND, never, priority),
    editor.registerCommand(DELETE_CHARACTER_COMMAND, deleting, priority),
    editor.registerCommand(DELETE_WORD_COMMAND, deleting, priority),
    editor.registerCommand(DELETE_LINE_COMMAND, deleting, priority),
    editor.registerCommand(CONTROLLED_TEXT_INSERTION_COMMAND, inOne, priority),
    editor.registerCommand(CUT_COMMAND, inOne, priority),
    editor.registerCommand(PASTE_COMMAND, pasting, priority),
    editor.registerCommand(DROP_COMMAND, never, priority),
    editor.registerCommand(SET_LINK_COMMAND, never, priority),
    editor.registerCommand(INSERT_PAGE_BREAK_COMMAND, never, priority),
    editor.registerCommand(MOVE_BLOCKS_COMMAND, never, priority),
    editor.registerCommand(INSERT_TABLE_COMMAND, never, priority),
    editor.registerCommand(CHANGE_TABLE_COMMAND, never, priority),
  )
}
