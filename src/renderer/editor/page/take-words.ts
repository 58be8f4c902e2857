// Two members wrote the same paragraph apart, and one of the two wordings is chosen, or both: a change like any
// other, in one step of undo.
import { joinedWords, readsAsOne } from '#document/words'
import type { BlockId } from '#shared/ids'
import { $getRoot, type LexicalEditor } from 'lexical'
import { $mayPutBeside } from '../blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { $idOf, $kindOf } from '../blocks/block-state.ts'
import { $mayReplace, replaceAt, type Replacing } from '../find/replace-words.ts'
import type { OwnUndo } from '../undo/own-undo.ts'
import { splicesBetween } from '../collab/splice-words.ts'
import { restoreText } from './restore-text.ts'

/** The wordings of one paragraph, and its words as both were merged. */
export type Apart = { block: BlockId; before: string; mine: string; theirs: string; now: string }

export type Chosen = 'mine' | 'theirs' | 'both'

type Parts = Pick<Replacing, 'editor' | 'suggesting'> & { undo: Pick<OwnUndo, 'together'> }

/** A member chose already: the paragraph reads as one of the two wordings, and merging alone did not make it so. */
export const isChosen = ({ before, mine, theirs, now }: Apart): boolean =>
  (now === mine && !readsAsOne(before, mine, theirs)) ||
  (now === theirs && !readsAsOne(before, theirs, mine))

/** The block, while it reads as it was merged and its words may be changed. */
const $blockOf = ({ block: id, now }: Apart, isSuggesting: boolean): BlockNode | null => {
  const blocks = $getRoot().getChildren().filter($isBlockNode)
  const block = blocks.find(each => $idOf(each) === id)
  const isAsMerged = block?.getTextContent() === now && now !== ''
  return isAsMerged && $mayReplace(block, { from: 0, to: now.length }, isSuggesting) ? block : null
}

/** Whether `takeWords` would. */
export const mayTakeWords = (parts: Pick<Parts, 'editor' | 'suggesting'>, apart: Apart): boolean =>
  parts.editor.getEditorState().read(() => $blockOf(apart, parts.suggesting.isOn()) !== null)

/** A splice with words of the text on it: nothing can be put beside a selection without letters. */
const withLetters = (
  { at, remove, insert }: { at: number; remove: number; insert: string },
  text: string,
): { from: number; to: number; insert: string } => {
  if (remove > 0) return { from: at, to: at + remove, insert }
  if (at > 0) return { from: at - 1, to: at, insert: text.slice(at - 1, at) + insert }
  return { from: 0, to: 1, insert: insert + text.slice(0, 1) }
}

const keyOf = (editor: LexicalEditor, apart: Apart, isSuggesting: boolean) =>
  editor.getEditorState().read(() => $blockOf(apart, isSuggesting)?.getKey() ?? null)

const mayPutBeside = (editor: LexicalEditor, apart: Apart, isSuggesting: boolean): boolean =>
  editor.getEditorState().read(() => {
    const block = $blockOf(apart, isSuggesting)
    return block !== null && $mayPutBeside(block, $kindOf(block))
  })

/**
 * Makes the paragraph read as chosen. For both, it reads as the two together where each changed other words; else mine
 * stays and theirs is a paragraph below. False where nothing was changed, because the paragraph reads otherwise by now.
 */
export const takeWords = (
  { editor, suggesting, undo }: Parts,
  apart: Apart,
  chosen: Chosen,
): boolean => {
  const key = keyOf(editor, apart, suggesting.isOn())
  if (key === null) return false
  const joined = chosen === 'both' ? joinedWords(apart.before, apart.mine, apart.theirs) : null
  const isBeside = chosen === 'both' && joined === null
  if (isBeside && !mayPutBeside(editor, apart, suggesting.isOn())) return false
  const wanted = joined ?? (chosen === 'theirs' ? apart.theirs : apart.mine)
  let isDone = true
  undo.together(() => {
    for (const splice of splicesBetween(apart.now, wanted)) {
      const { from, to, insert } = withLetters(splice, apart.now)
      if (replaceAt({ editor, suggesting }, key, { from, to }, insert) === null) isDone = false
    }
    if (isBeside) restoreText(editor, apart.theirs, apart.block)
  })
  return isDone
}
