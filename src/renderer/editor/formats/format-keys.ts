// Keys of formats and blocks that Lexical does not have. Bold, italic and underline are its own.
import { $onUpdate, FORMAT_TEXT_COMMAND, KEY_DOWN_COMMAND, type LexicalEditor } from 'lexical'
import type { BlockKind } from '#document/model'
import { actFor, type KeyName } from '../../shell/commands/keys.ts'
import { $range } from '../blocks/block-edits.ts'
import { $kindOf, $setKind } from '../blocks/block-state.ts'
import { INSERT_NOTE_COMMAND } from '../notes/note-commands.ts'
import { ASK_REFERENCE_COMMAND } from '../cross-references/commands.ts'
import { $blocksToTurn } from '../blocks/turnable-blocks.ts'
import { CLEAR_FORMATS_COMMAND } from './commands.ts'
import { beforeText } from '../input/on-command.ts'

export type FormatKeyParts = {
  /** The person asks to set or change a link. */
  onLink(): void
  /** Makes the next change a step of undo by itself. */
  separate(): void
}

/** Returns its undo. */
export const registerFormatKeys = (
  editor: LexicalEditor,
  { onLink, separate }: FormatKeyParts,
): (() => void) => {
  /** The same key takes a heading back. */
  const head = (kind: BlockKind) => (): void => {
    const selection = $range()
    if (!selection) return
    const blocks = $blocksToTurn(editor, selection)
    if (blocks.length === 0) return
    separate()
    $onUpdate(separate)
    const isBack = blocks.every(block => $kindOf(block) === kind)
    for (const block of blocks) $setKind(block, isBack ? 'paragraph' : kind)
  }
  const acts: Partial<Record<KeyName, () => void>> = {
    heading1: head('h1'),
    heading2: head('h2'),
    heading3: head('h3'),
    superscript: () => void editor.dispatchCommand(FORMAT_TEXT_COMMAND, 'superscript'),
    subscript: () => void editor.dispatchCommand(FORMAT_TEXT_COMMAND, 'subscript'),
    clearFormats: () => void editor.dispatchCommand(CLEAR_FORMATS_COMMAND, undefined),
    link: onLink,
    reference: () => void editor.dispatchCommand(ASK_REFERENCE_COMMAND, undefined),
    note: () => void editor.dispatchCommand(INSERT_NOTE_COMMAND, undefined),
  }
  return beforeText(editor, KEY_DOWN_COMMAND, event => {
    // Asked for every key that is pressed: letters are none of these.
    if (!event.ctrlKey && !event.metaKey) return false
    const act = actFor(event, acts)
    if (!act || !editor.isEditable()) return false
    event.preventDefault()
    act()
    return true
  })
}
