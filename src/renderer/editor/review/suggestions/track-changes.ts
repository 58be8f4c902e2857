// Suggesting: what a person does to the words of a paragraph becomes marks on them. A change is looked
// at as a whole before it is shared, whatever brought it about (keys, paste, another language's
// keyboard). Also without suggesting, what is typed behind marked words, or among struck ones, is not part of them.
import {
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $hasUpdateTag,
  $isRangeSelection,
  $isTextNode,
  COLLABORATION_TAG,
  HISTORIC_TAG,
  mergeRegister,
  SKIP_COLLAB_TAG,
  TextNode,
  type EditorState,
  type LexicalEditor,
  type NodeKey,
} from 'lexical'
import type { BlockKind } from '#document/model'
import type { EntryId } from '#document/ids'
import type { Tracking } from '../../collab/binder.ts'
import {
  $blockOf,
  $caretIn,
  $mayChange,
  $offsetOf,
  $selectAt,
  $selectedBlocks,
  $selectedIn,
} from '../../blocks/block-edits.ts'
import { $isBlockNode, BlockNode } from '../../blocks/block-node.ts'
import { $isForeign, $isWithheld, $kindOf } from '../../blocks/block-state.ts'
import type { Around } from '../../collab/splice-words.ts'
import { $piecesOf, $setPieces, textOf, within, type Piece } from './pieces.ts'
import { $free, $suggest, type MarkOptions, type Struck } from './suggest-changes.ts'

type Known = { pieces: Piece[]; kind: BlockKind }
export type TrackOptions = MarkOptions & {
  isOn(): boolean
  /** Words were struck in a suggestion, and that is shared by now. */
  struck(id: EntryId, words: { index: number; from: number; to: number }): void
}

const inBlock = <T>(state: EditorState, key: NodeKey, $read: (block: BlockNode) => T): T | null =>
  state.read(() => {
    const block = $getNodeByKey(key)
    return $isBlockNode(block) ? $read(block) : null
  })

const $selectionIn = (block: BlockNode) => ({
  selected: $selectedIn(block),
  caret: $caretIn(block),
})

/** An input method composes in this block: words that are replaced there would end that. */
const $isComposed = (block: BlockNode): boolean =>
  block.getChildren().some(child => $isTextNode(child) && child.isComposing())

type Over = { key: NodeKey; selected: NonNullable<Around['selected']> }

/**
 * The selected words of one block; the caret goes behind them. Behind words in several blocks it goes too, in the last
 * one that may change, and these stay as they are: no change over several paragraphs can be suggested.
 */
const $leaveSelected = (): Over | null => {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || selection.isCollapsed()) return null
  const block = $selectedBlocks(selection).findLast($mayChange)
  if (!block) return null
  const selected = $selectedIn(block)
  const end = selection.isBackward() ? selection.anchor : selection.focus
  const isEnd = block.is($blockOf(end.getNode()))
  $selectAt(block, isEnd ? $offsetOf(end, block) : block.getTextContentSize())
  return selected && { key: block.getKey(), selected }
}

/** Takes out words that were composed over; the new ones stand behind them. They come back struck. */
const $takeOver = (block: BlockNode, { selected }: Over, before: Piece[]): boolean => {
  const now = $piecesOf(block)
  const length = textOf(now).length - textOf(before).length
  if (length <= 0) return false
  const { from, to } = selected
  $setPieces(block, [...within(now, 0, from), ...within(now, to, textOf(now).length)])
  $selectAt(block, from + length)
  return true
}

export const trackChanges = (editor: LexicalEditor, options: TrackOptions): Tracking => {
  /** As it was left here, until that is shared: what was made of a change is no change of a person's. */
  const left = new Map<NodeKey, Known>()
  /** The page before a composition began: all that is composed is one change, made when it ends. */
  let begun: EditorState | null = null
  /** Words that are composed over. They stay as they are until it ends: the browser would take them out. */
  let over: Over | null = null
  const struck: (Struck & { key: NodeKey })[] = []

  const pageBefore = (): EditorState =>
    (editor.isComposing() ? null : begun) ?? editor.getEditorState()
  const $known = (block: BlockNode): Known => ({ pieces: $piecesOf(block), kind: $kindOf(block) })

  const $look = (block: BlockNode): void => {
    const key = block.getKey()
    if ($isForeign(block) || $isWithheld(block)) return
    // A remote change may wait to be shown together with a change made here, and is no change of
    // this person. Nor is the end of a composition where the right to write is gone or the line was decided.
    const isOther = [COLLABORATION_TAG, HISTORIC_TAG, SKIP_COLLAB_TAG].some($hasUpdateTag)
    if (isOther || !editor.isEditable() || !$mayChange(block)) {
      left.set(key, $known(block))
      return
    }
    const last = left.get(key) ?? inBlock(pageBefore(), key, $known)
    // A paragraph of one's own making holds no words of others.
    if (last === null || $isComposed(block)) return
    const taken = over?.key === key && $takeOver(block, over, last.pieces) ? over : null
    if (options.isOn()) {
      const { selected = null, caret = null } = inBlock(pageBefore(), key, $selectionIn) ?? {}
      const was = { pieces: last.pieces, selected: taken?.selected ?? selected, caret }
      const words = $suggest(block, was, last.kind, options)
      if (words) struck.push({ key, ...words })
    } else $free(block, last.pieces)
    left.set(key, $known(block))
  }

  return {
    isOn: options.isOn,
    composes() {
      let found: Over | null = null
      const $find = (): void => void (found = options.isOn() ? $leaveSelected() : null)
      editor.update($find, { discrete: true })
      over = found
    },
    register: () =>
      mergeRegister(
        editor.registerNodeTransform(BlockNode, $look),
        // Words that change in their place leave their block as it was, as Lexical counts.
        editor.registerNodeTransform(TextNode, node => {
          const block = node.isAttached() ? node.getParent() : null
          if ($isBlockNode(block)) $look(block)
        }),
        editor.registerUpdateListener(({ prevEditorState }) => {
          left.clear()
          begun = editor.isComposing() ? (begun ?? prevEditorState) : null
          if (begun === null) over = null
        }),
      ),
    shared(editorState) {
      const told = struck.splice(0)
      if (told.length === 0) return
      const keys = editorState.read(() => $getRoot().getChildrenKeys())
      for (const { key, id, from, to } of told)
        options.struck(id, { index: keys.indexOf(key), from, to })
    },
  }
}
