// Replacing found words: one change for each place, because several places changed in one update
// mangle what somebody else inserts between them. While suggesting, each becomes a suggestion, as if
// it had been typed. Words that wait for a verdict are left: what is struck stays as it was struck,
// and what others suggest is theirs.
import { findWords, type Found, type Sought } from '#shared/document'
import {
  $addUpdateTag,
  $createRangeSelection,
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  $setSelection,
  SKIP_DOM_SELECTION_TAG,
  SKIP_SCROLL_INTO_VIEW_TAG,
  type LexicalEditor,
  type NodeKey,
  type RangeSelection,
} from 'lexical'
import { $offsetOf } from '../block-edits.ts'
import { $isBlockNode, type BlockNode } from '../block-node.ts'
import { $isForeign, $isWithheld } from '../block-state.ts'
import type { OwnUndo } from '../own-undo.ts'
import { $piecesOf, textOf, within } from '../suggesting/pieces.ts'

export type Replacing = { editor: LexicalEditor; undo: OwnUndo; suggesting: { isOn(): boolean } }

export type Replaced = {
  replaced: number
  /** Places that were left because something waits there. */
  left: number
}

const has = (marks: object, what: string): boolean =>
  Object.keys(marks).some(key => key.startsWith(what))

/** The words of a block as a selection; null where they are not plain text. */
export const $selectWords = (block: BlockNode, { from, to }: Found): RangeSelection | null => {
  const range = $createRangeSelection()
  let at = 0
  let isWhole = false
  for (const child of block.getChildren()) {
    if (!$isTextNode(child)) return null
    const size = child.getTextContentSize()
    const isTouched = at < to && from < at + size
    if (isTouched && !child.isSimpleText()) return null
    if (at <= from && from < at + size) range.anchor.set(child.getKey(), from - at, 'text')
    if (at < to && to <= at + size) {
      range.focus.set(child.getKey(), to - at, 'text')
      isWhole = true
    }
    at += size
  }
  if (!isWhole) return null
  $setSelection(range)
  return range
}

/** The words of a place become what is selected. */
export const $goInto = ({ key, from, to }: Found & { key: NodeKey }): void => {
  const block = $getNodeByKey(key)
  if ($isBlockNode(block) && $selectWords(block, { from, to }) === null) block.selectStart()
}

const $mayReplace = (block: BlockNode, { from, to }: Found, isSuggesting: boolean): boolean =>
  !$isForeign(block) &&
  !$isWithheld(block) &&
  within($piecesOf(block), from, to).every(
    ({ marks }) => !has(marks, 'de:') && (isSuggesting || !has(marks, 'in:')),
  )

/**
 * Replaces the words of one place. Returns where the text goes on behind what was written; null where
 * the words are left as they are.
 */
export const replaceAt = (
  { editor, suggesting }: Pick<Replacing, 'editor' | 'suggesting'>,
  key: NodeKey,
  words: Found,
  text: string,
): number | null => {
  let isDone = false
  editor.update(
    () => {
      $addUpdateTag(SKIP_DOM_SELECTION_TAG)
      $addUpdateTag(SKIP_SCROLL_INTO_VIEW_TAG)
      const block = $getNodeByKey(key)
      if (!$isBlockNode(block) || !$mayReplace(block, words, suggesting.isOn())) return
      const range = $selectWords(block, words)
      if (range === null) return
      if (text === '') range.removeText()
      else range.insertText(text)
      isDone = true
    },
    { discrete: true },
  )
  if (!isDone) return null
  // What was suggested stands behind what it would replace, and only the caret knows where it ends.
  return editor.getEditorState().read(() => {
    const [block, selection] = [$getNodeByKey(key), $getSelection()]
    const isKnown = $isBlockNode(block) && $isRangeSelection(selection)
    return isKnown ? $offsetOf(selection.focus, block) : words.from + text.length
  })
}

/** Replaces every place from the last to the first, so that none moves another. One step of undo. */
export const replaceAll = (parts: Replacing, sought: Sought, text: string): Replaced => {
  const { editor, undo } = parts
  const places = editor.getEditorState().read(() =>
    $getRoot()
      .getChildren()
      .filter($isBlockNode)
      .map(block => ({
        key: block.getKey(),
        found: findWords(textOf($piecesOf(block)), sought),
      })),
  )
  const count = { replaced: 0, left: 0 }
  undo.together(() => {
    for (const { key, found } of places.toReversed())
      for (const words of found.toReversed())
        count[replaceAt(parts, key, words, text) === null ? 'left' : 'replaced']++
  })
  return count
}
