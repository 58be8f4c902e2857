// Words that are inserted at once (by an input method, dictation, a picker of emoji) leave the caret
// behind them. Lexical takes them for a replacement by macOS, which comes after the key that accepted
// it, and moves the caret past what that key wrote: after Enter into the next block, after a letter past
// the same letter. macOS replaces words that the person had not selected; all else moves no caret.
import {
  $getPreviousSelection,
  $isRangeSelection,
  BEFORE_INPUT_COMMAND,
  type LexicalEditor,
} from 'lexical'
import { beforeText } from './on-command.ts'

/** The system puts the words in the place of others, which no person selected. */
const $isReplacement = (event: InputEvent): boolean => {
  const known = $getPreviousSelection()
  const isSelected = $isRangeSelection(known) && !known.isCollapsed()
  return !isSelected && event.getTargetRanges().some(range => !range.collapsed)
}

/** Returns its undo. */
export const registerStayBehindWords = (editor: LexicalEditor): (() => void) =>
  beforeText(editor, BEFORE_INPUT_COMMAND, event => {
    const isWords = event.inputType === 'insertText' && (event.data?.length ?? 0) > 1
    if (isWords && !$isReplacement(event)) editor._inputState.lastKeyCode = null
    return false
  })
