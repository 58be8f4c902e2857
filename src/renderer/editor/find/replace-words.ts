// Replaces found words: one splice for each match, because several matches changed as one mangle
// concurrent insertions between them. While suggesting, each becomes a suggestion, as if it had
// been typed. Words with a waiting suggestion are left: struck words stay as they were struck, and
// suggestions of others stay theirs.
import type { Found } from '#document/reading'
import {
  $addUpdateTag,
  $createRangeSelection,
  $getNodeByKey,
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
import { $mayChange, $offsetOf } from '../blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import type { Binder } from '../collab/binder.ts'
import { $piecesOf, hasMark, within } from '../review/suggestions/pieces.ts'

export type Replacing = { editor: LexicalEditor; binder: Binder; suggesting: { isOn(): boolean } }

/** Whether a place is words alone, and nothing that stands for something else. */
export const $isSimple = (block: BlockNode, { from, to }: Found): boolean => {
  let at = 0
  return block.getChildren().every(child => {
    const size = child.getTextContentSize()
    const isTouched = at < to && from < at + size
    at += size
    return $isTextNode(child) && (!isTouched || child.isSimpleText())
  })
}

/** The words of a block as a selection; null where they are not plain text. */
export const $selectWords = (block: BlockNode, { from, to }: Found): RangeSelection | null => {
  const range = $createRangeSelection()
  let at = 0
  let isWhole = false
  if (!$isSimple(block, { from, to })) return null
  for (const child of block.getChildren()) {
    const size = child.getTextContentSize()
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

export const $mayReplace = (
  block: BlockNode,
  { from, to }: Found,
  isSuggesting: boolean,
): boolean =>
  $mayChange(block) &&
  within($piecesOf(block), from, to).every(
    ({ marks }) => !hasMark(marks, 'de:') && (isSuggesting || !hasMark(marks, 'in:')),
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
  // The suggestion stands behind the words that it would replace, and only the cursor knows where
  // it ends.
  return editor.getEditorState().read(() => {
    const [block, selection] = [$getNodeByKey(key), $getSelection()]
    const isKnown = $isBlockNode(block) && $isRangeSelection(selection)
    return isKnown ? $offsetOf(selection.focus, block) : words.from + text.length
  })
}
