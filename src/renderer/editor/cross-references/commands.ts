// Putting in a reference to a paragraph. Behind a name that is written out ("in paragraph …") it is the
// number alone; elsewhere it brings its name along.
import { followsName, notedWords } from '#document/numbering'
import type { BlockId } from '#shared/ids'
import type { Language } from '#shared/contract'
import {
  $onUpdate,
  createCommand,
  KEY_DOWN_COMMAND,
  mergeRegister,
  type LexicalCommand,
  type LexicalEditor,
} from 'lexical'
import { isKey } from '../../shell/commands/keys.ts'
import { $blockOf, $mayChange, $offsetOf, $range } from '../blocks/block-edits.ts'
import { $insertSign } from '../notes/reference.ts'
import { $createParagraphReference } from './paragraph-reference.ts'
import type { ReferenceTexts } from './reference-texts.ts'
import { beforeText, onCommand } from '../input/on-command.ts'

/** Asks the person for the paragraph. */
export const ASK_REFERENCE_COMMAND: LexicalCommand<void> = createCommand('ASK_REFERENCE_COMMAND')
export const INSERT_REFERENCE_COMMAND: LexicalCommand<BlockId> = createCommand(
  'INSERT_REFERENCE_COMMAND',
)

export type CrossReferenceParts = {
  shown: ReferenceTexts
  language: Language
  /** Makes the next change a step of undo by itself. */
  separate(): void
  goTo(block: string): boolean
}

type Following = Pick<CrossReferenceParts, 'shown' | 'goTo'>

const follow = (
  { shown, goTo }: Following,
  event: KeyboardEvent,
  then: (go: () => void) => void,
): boolean => {
  if (event.key !== 'Enter' || !isKey(event, 'card')) return false
  const here = shown.here()
  if (here === null || here.reading.standing === 'gone') return false
  event.preventDefault()
  then(() => void goTo(here.to.block))
  return true
}

/** The same key where one may only read: the editor hands on none there. Returns its undo. */
export const registerFollowing = (editor: LexicalEditor, parts: Following): (() => void) => {
  const onKey = (event: KeyboardEvent): void => {
    if (!editor.isEditable()) follow(parts, event, go => go())
  }
  return editor.registerRootListener(root => {
    root?.addEventListener('keydown', onKey)
    return () => root?.removeEventListener('keydown', onKey)
  })
}

/** Returns its undo. */
export const registerCrossReferences = (
  editor: LexicalEditor,
  { shown, language, separate, goTo }: CrossReferenceParts,
): (() => void) =>
  mergeRegister(
    onCommand(editor, INSERT_REFERENCE_COMMAND, block => {
      const selection = $range()
      if (!selection || !editor.isEditable()) return false
      const end = selection.isBackward() ? selection.anchor : selection.focus
      const here = $blockOf(end.getNode())
      if (here === null || !$mayChange(here)) return false
      const before = here.getTextContent().slice(0, $offsetOf(end, here))
      const to = { block, ...(followsName(before, language) && { bare: true as const }) }
      if (shown.read(to).standing !== 'there') return false
      separate()
      const was = notedWords(shown.read, to)
      return $insertSign(selection, $createParagraphReference({ ...to, was }))
    }),
    beforeText(editor, KEY_DOWN_COMMAND, event => follow({ shown, goTo }, event, $onUpdate)),
  )
