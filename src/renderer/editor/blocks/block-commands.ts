// Keys that act on whole blocks, ahead of what Lexical would do with them. Bold, italic and typing
// stay Lexical's own.
import {
  COMMAND_PRIORITY_LOW,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  KEY_TAB_COMMAND,
  mergeRegister,
  REMOVE_TEXT_COMMAND,
  type LexicalEditor,
  type RangeSelection,
} from 'lexical'
import {
  $changeLevel,
  $joinBackward,
  $joinForward,
  $keepStatesOfRest,
  $range,
  $splitBlock,
} from './block-edits.ts'

const $withRange = (work: (selection: RangeSelection) => boolean): boolean => {
  const selection = $range()
  return selection !== null && work(selection)
}

/** The editor goes on, and takes out what is selected. */
const $keepStates = (): boolean => $withRange($keepStatesOfRest) && false

const $join = (backward: boolean): boolean =>
  $keepStates() || $withRange(backward ? $joinBackward : $joinForward)

/** Returns its undo. */
export const registerBlockCommands = (editor: LexicalEditor): (() => void) =>
  mergeRegister(
    editor.registerCommand(
      INSERT_PARAGRAPH_COMMAND,
      () => $withRange(selection => $splitBlock(selection)),
      COMMAND_PRIORITY_LOW,
    ),
    // A line break would be an element inside the text, which does not merge.
    editor.registerCommand(
      INSERT_LINE_BREAK_COMMAND,
      () => $withRange(selection => $splitBlock(selection, true)),
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerCommand(CONTROLLED_TEXT_INSERTION_COMMAND, $keepStates, COMMAND_PRIORITY_LOW),
    editor.registerCommand(REMOVE_TEXT_COMMAND, $keepStates, COMMAND_PRIORITY_LOW),
    // The copy then says so of the first line, too.
    editor.registerCommand(CUT_COMMAND, $keepStates, COMMAND_PRIORITY_LOW),
    editor.registerCommand(DELETE_CHARACTER_COMMAND, $join, COMMAND_PRIORITY_LOW),
    editor.registerCommand(DELETE_WORD_COMMAND, $join, COMMAND_PRIORITY_LOW),
    editor.registerCommand(DELETE_LINE_COMMAND, $join, COMMAND_PRIORITY_LOW),
    editor.registerCommand(
      KEY_TAB_COMMAND,
      event => {
        const done = $withRange(selection => $changeLevel(selection, event.shiftKey ? -1 : 1))
        if (done) event.preventDefault()
        return done
      },
      COMMAND_PRIORITY_LOW,
    ),
  )
