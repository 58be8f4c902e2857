// Commands of Lexical that the editor takes in the usual places: HIGH and EDITOR. Other places are named where they are
// taken: settled lines, suggesting and turns of typed signs are CRITICAL and come first; keys of tables are NORMAL, and edits
// of blocks LOW.
import {
  COMMAND_PRIORITY_EDITOR,
  COMMAND_PRIORITY_HIGH,
  type LexicalCommand,
  type LexicalEditor,
} from 'lexical'

type Taking = <Given>(
  editor: LexicalEditor,
  command: LexicalCommand<Given>,
  /** True: nothing else takes it. */
  take: (given: Given) => boolean,
) => () => void

/** Carries out an own command. Returns its undo. */
export const onCommand: Taking = (editor, command, take) =>
  editor.registerCommand(command, take, COMMAND_PRIORITY_EDITOR)

/** Takes a command before the text does. Returns its undo. */
export const beforeText: Taking = (editor, command, take) =>
  editor.registerCommand(command, take, COMMAND_PRIORITY_HIGH)
