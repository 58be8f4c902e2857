// Putting in a footnote. Its text is made first, so that no reference ever names a note that is not
// there; a caret beside a reference goes to that note instead.
import { newNoteId, openNote } from '#document/tree'
import type { Random } from '#document/ids'
import { $onUpdate, createCommand, type LexicalCommand, type LexicalEditor } from 'lexical'
import type * as Y from 'yjs'
import { $blockOf, $mayChange, $range } from '../blocks/block-edits.ts'
import { $insertReference, $noteAtCaret } from './reference.ts'
import type { References } from './references.ts'
import { onCommand } from '../input/on-command.ts'

export const INSERT_NOTE_COMMAND: LexicalCommand<void> = createCommand('INSERT_NOTE_COMMAND')

export type NoteParts = {
  doc: Y.Doc
  references: References
  random: Random
  /** Makes the next change a step of undo by itself. */
  separate(): void
}

/** Returns its undo. */
export const registerNoteCommands = (
  editor: LexicalEditor,
  { doc, references, random, separate }: NoteParts,
): (() => void) =>
  onCommand(editor, INSERT_NOTE_COMMAND, () => {
    const selection = $range()
    if (!selection || !editor.isEditable()) return false
    const known = $noteAtCaret(selection)
    const block = $blockOf(selection.focus.getNode())
    if (known === null && (block === null || !$mayChange(block))) return false
    const note = known ?? newNoteId(random)
    if (known === null) {
      separate()
      doc.transact(() => openNote(doc, note))
      $insertReference(selection, note)
    }
    $onUpdate(() => {
      separate()
      references.ask(note)
    })
    return true
  })
