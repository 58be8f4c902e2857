// Acts on selected words and at the cursor beyond Lexical's own commands. Tools dispatch them, so
// that one place stops those that are not allowed while suggesting.
import {
  $isTextNode,
  createCommand,
  mergeRegister,
  type LexicalCommand,
  type LexicalEditor,
  type RangeSelection,
} from 'lexical'
import { $blockOf, $mayChange, $mayPutBeside, $range } from '../blocks/block-edits.ts'
import { $createBlockNode, $isBlockNode } from '../blocks/block-node.ts'
import { $lastOfTable } from '../blocks/table-edges.ts'
import { $setLink } from './links.ts'
import { onCommand } from '../input/on-command.ts'

/** The address; empty takes the link off. */
export const SET_LINK_COMMAND: LexicalCommand<string> = createCommand('SET_LINK_COMMAND')
/** Bold, italic and the like; links stay, being no matter of looks. */
export const CLEAR_FORMATS_COMMAND: LexicalCommand<void> = createCommand('CLEAR_FORMATS_COMMAND')
export const INSERT_PAGE_BREAK_COMMAND: LexicalCommand<void> = createCommand(
  'INSERT_PAGE_BREAK_COMMAND',
)

export const $clearFormats = (selection: RangeSelection): void => {
  selection.setFormat(0)
  if (selection.isCollapsed()) return
  for (const node of selection.extract()) {
    const block = $isTextNode(node) ? $blockOf(node) : null
    if ($isTextNode(node) && block !== null && $mayChange(block) && node.getFormat() !== 0)
      node.setFormat(0)
  }
}

/** Behind the caret's paragraph, with a paragraph behind it to go on in. */
export const $insertPageBreak = (selection: RangeSelection): void => {
  const current = $blockOf(selection.focus.getNode())
  if (current === null || !$mayPutBeside(current)) return
  const block = $lastOfTable(current)
  const pageBreak = $createBlockNode('pagebreak')
  block.insertAfter(pageBreak, false)
  const next = pageBreak.getNextSibling()
  if ($isBlockNode(next)) {
    next.selectStart()
    return
  }
  const paragraph = $createBlockNode()
  pageBreak.insertAfter(paragraph, false)
  paragraph.selectStart()
}

/** Returns its undo. */
export const registerFormatCommands = (editor: LexicalEditor): (() => void) => {
  const withRange =
    <T>(work: (selection: RangeSelection, given: T) => void) =>
    (given: T): boolean => {
      const selection = $range()
      if (!selection) return false
      work(selection, given)
      return true
    }
  return mergeRegister(
    onCommand(editor, SET_LINK_COMMAND, withRange($setLink)),
    onCommand(editor, CLEAR_FORMATS_COMMAND, withRange<void>($clearFormats)),
    onCommand(editor, INSERT_PAGE_BREAK_COMMAND, withRange<void>($insertPageBreak)),
  )
}
