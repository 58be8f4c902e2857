// The two places in which the editor takes a command of Lexical. Settled lines and suggesting come before both.
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
