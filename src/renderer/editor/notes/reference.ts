// A reference to a footnote on the page: one character that is there as a whole or not at all, with a
// state that names the note. It is text, never a node type of its own, so that it merges as text does.
import { isNoteId } from '#document/tree'
import { noteSign } from '#document/model'
import {
  $createTextNode,
  $getState,
  $isTextNode,
  $setState,
  createState,
  type LexicalNode,
  type RangeSelection,
  type TextNode,
} from 'lexical'
import { $blockOf, $mayChange } from '../blocks/block-edits.ts'

const noteState = createState('fn', {
  parse: (value: unknown): string => (typeof value === 'string' ? value : ''),
})

/** The note that this text refers to; null for words. */
export const $noteOf = (node: LexicalNode | null): string | null => {
  if (!$isTextNode(node)) return null
  const note = $getState(node, noteState)
  return isNoteId(note) && node.getTextContent() === noteSign ? note : null
}

export const $createReference = (note: string): TextNode =>
  $setState($createTextNode(noteSign).setMode('token'), noteState, note)

/** The result of `$of` in a text that the cursor touches. */
export const $atCaret = <T>(
  selection: RangeSelection,
  $of: (node: LexicalNode | null) => T | null,
): T | null => {
  const node = selection.anchor.getNode()
  if (!selection.isCollapsed() || !$isTextNode(node)) return null
  const { offset } = selection.anchor
  return (
    $of(node) ??
    (offset === node.getTextContentSize() ? $of(node.getNextSibling()) : null) ??
    (offset === 0 ? $of(node.getPreviousSibling()) : null)
  )
}

/** The note whose reference the caret touches. */
export const $noteAtCaret = (selection: RangeSelection): string | null =>
  $atCaret(selection, $noteOf)

/** Behind the selected words; false where nothing may be written. */
export const $insertSign = (selection: RangeSelection, sign: TextNode): boolean => {
  const end = selection.isBackward() ? selection.anchor : selection.focus
  const block = $blockOf(end.getNode())
  if (block === null || !$mayChange(block)) return false
  selection.anchor.set(end.key, end.offset, end.type)
  selection.focus.set(end.key, end.offset, end.type)
  selection.insertNodes([sign])
  sign.selectEnd()
  return true
}

export const $insertReference = (selection: RangeSelection, note: string): boolean =>
  $insertSign(selection, $createReference(note))
