// Putting in footnotes. The text of one is made first, so that no reference ever names a note that is not
// there; a caret beside a reference goes to that note instead.
import { newNoteId, openNote } from '#document/tree'
import type { Random } from '#document/ids'
import {
  $onUpdate,
  createCommand,
  mergeRegister,
  type LexicalCommand,
  type LexicalEditor,
} from 'lexical'
import type * as Y from 'yjs'
import { $blockOf, $mayChange, $range } from '../blocks/block-edits.ts'
import { wordsOf } from './note-text.ts'
import { $insertReference, $noteAtCaret } from './reference.ts'
import type { References } from './references.ts'
import { onCommand } from '../input/on-command.ts'

export const INSERT_NOTE_COMMAND: LexicalCommand<void> = createCommand('INSERT_NOTE_COMMAND')

/** The words of notes that do not exist yet, by their ids. References follow in the same change. */
export const MAKE_NOTES_COMMAND: LexicalCommand<ReadonlyMap<string, string>> =
  createCommand('MAKE_NOTES_COMMAND')

/** `read` gets the words of the note. */
export const READ_NOTE_COMMAND: LexicalCommand<{ note: string; read: (words: string) => void }> =
  createCommand('READ_NOTE_COMMAND')

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
): (() => void) => {
  const insert = (): boolean => {
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
  }
  return mergeRegister(
    onCommand(editor, INSERT_NOTE_COMMAND, insert),
    onCommand(editor, MAKE_NOTES_COMMAND, notes => {
      doc.transact(() => {
        for (const [note, words] of notes) openNote(doc, note, words)
      })
      return true
    }),
    onCommand(editor, READ_NOTE_COMMAND, ({ note, read }) => {
      read(wordsOf(doc, note))
      return true
    }),
  )
}
