// Typed letters that the editor changed are given back by Backspace right behind them, as a step of undo
// by itself. Another key, a click or a paste in between ends that.
import {
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  $onUpdate,
  CLICK_COMMAND,
  COMMAND_PRIORITY_CRITICAL,
  KEY_BACKSPACE_COMMAND,
  KEY_DOWN_COMMAND,
  mergeRegister,
  PASTE_COMMAND,
  type LexicalEditor,
  type NodeKey,
  type RangeSelection,
} from 'lexical'
import { $blockOf, $mayChange, $offsetOf } from '../blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { beforeText } from './on-command.ts'

export type ChangedLetters = {
  key: NodeKey
  /** Units of the block's text before the caret that the change left. */
  at: number
  /** The block is still as the change left it. */
  $isThere(block: BlockNode): boolean
  $giveBack(block: BlockNode, selection: RangeSelection): void
}

export type GivingBack = {
  /** The change that was just made. */
  offer(changed: ChangedLetters): void
  /** Returns its undo. */
  attach(): () => void
}

/** `separate` makes the next change a step of undo by itself. */
export const openGivingBack = (editor: LexicalEditor, separate: () => void): GivingBack => {
  /** The last thing that happened was this. */
  let last: ChangedLetters | null = null

  const forget = (): false => {
    last = null
    return false
  }
  const $onBackspace = (event: KeyboardEvent): boolean => {
    const changed = last
    forget()
    const selection = $getSelection()
    if (!changed || !$isRangeSelection(selection) || !selection.isCollapsed()) return false
    const block = $getNodeByKey(changed.key)
    if (!$isBlockNode(block) || $blockOf(selection.anchor.getNode()) !== block) return false
    if (!editor.isEditable() || !$mayChange(block)) return false
    if ($offsetOf(selection.anchor, block) !== changed.at || !changed.$isThere(block)) return false
    event.preventDefault()
    separate()
    changed.$giveBack(block, selection)
    $onUpdate(separate)
    return true
  }
  return {
    offer: changed => void (last = changed),
    attach: () =>
      mergeRegister(
        editor.registerCommand(KEY_BACKSPACE_COMMAND, $onBackspace, COMMAND_PRIORITY_CRITICAL),
        beforeText(editor, KEY_DOWN_COMMAND, ({ key }) => key !== 'Backspace' && forget()),
        editor.registerCommand(CLICK_COMMAND, forget, COMMAND_PRIORITY_CRITICAL),
        editor.registerCommand(PASTE_COMMAND, forget, COMMAND_PRIORITY_CRITICAL),
      ),
  }
}
