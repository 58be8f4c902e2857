// Letters at the beginning of a line that turn it into a kind when a space follows, such as "1." or,
// in minutes, "/dec". Backspace right behind gives the letters back, and they stay letters from then
// on. The letters are looked at when a space is pressed, and at no other key.
import {
  $addUpdateTag,
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  $onUpdate,
  COMMAND_PRIORITY_CRITICAL,
  KEY_SPACE_COMMAND,
  mergeRegister,
  type LexicalEditor,
  type NodeKey,
  type RangeSelection,
} from 'lexical'
import type { BlockKind } from '#document/model'
import {
  $blockOf,
  $isBehindItems,
  $isBehindPlainItem,
  $offsetOf,
  $selectWords,
} from '../blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { $kindOf, $setKind } from '../blocks/block-state.ts'
import { openGivingBack } from './giving-back.ts'
import { $piecesOf, hasMark, within } from '../review/suggestions/pieces.ts'
import { $mayTurn } from '../blocks/turnable-blocks.ts'

/** On the change that turns a line: its kind is announced also where it was of that kind already. */
export const turnedTag = 'line-turned'

/** Without a kind the line keeps its own. */
export type Turn = { kind?: BlockKind; then?: () => void }

export type TypedTurnParts = {
  /** Makes the next change a step of undo by itself. */
  separate(): void
  /** While suggesting, letters are suggested as the letters that they are. */
  isSuggesting(): boolean
  /** `typed`: all words of the line before the caret, without the space. */
  $turnOf(block: BlockNode, typed: string): Turn | null | undefined
}

/** Units of the longest letters: "(xviii)". */
const longest = 7

/** The line and its words before the caret. */
type Typed = { block: BlockNode; text: string }

const $range = (): RangeSelection | null => {
  const selection = $getSelection()
  return $isRangeSelection(selection) && selection.isCollapsed() ? selection : null
}

/** Suggested letters are no letters yet, and struck ones none any more. */
const $hasSuggested = (block: BlockNode, offset: number): boolean =>
  within($piecesOf(block), 0, offset).some(
    ({ marks }) => hasMark(marks, 'in:') || hasMark(marks, 'de:'),
  )

const $typedHere = (selection: RangeSelection): Typed | null => {
  const block = $blockOf(selection.anchor.getNode())
  if (block === null || !$mayTurn(block)) return null
  if ($isBehindItems(block) || $isBehindPlainItem(block)) return null
  const offset = $offsetOf(selection.anchor, block)
  if (offset === 0 || offset > longest || $hasSuggested(block, offset)) return null
  return { block, text: block.getTextContent().slice(0, offset) }
}

const openTurns = (editor: LexicalEditor, parts: TypedTurnParts) => {
  const { separate, isSuggesting, $turnOf } = parts
  const givingBack = openGivingBack(editor, separate)
  /** Letters that were taken back in a line. */
  const kept = new Set<string>()

  const offer = (key: NodeKey, text: string, from: BlockKind, to: BlockKind): void =>
    givingBack.offer({
      key,
      at: 0,
      $isThere: block => $kindOf(block) === to && !isSuggesting(),
      $giveBack(block, selection) {
        kept.add(`${key} ${text.trimEnd()}`)
        $setKind(block, from)
        selection.insertText(text)
      },
    })

  /** After the space, so that undo of the turn shows the letters as they were typed. */
  const turn = (key: NodeKey, text: string, { kind, then }: Turn): void =>
    editor.update(
      () => {
        const block = $getNodeByKey(key)
        if (!$isBlockNode(block) || !block.getTextContent().startsWith(text)) return
        separate()
        $addUpdateTag(turnedTag)
        const from = $kindOf(block)
        $selectWords(block, 0, text.length)?.removeText()
        if (kind) $setKind(block, kind)
        offer(key, text, from, $kindOf(block))
        $onUpdate(() => {
          separate()
          then?.()
        })
      },
      { discrete: true },
    )

  const $onSpace = (event: KeyboardEvent): boolean => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    const selection = isPlain && editor.isEditable() && !editor.isComposing() ? $range() : null
    if (!selection || isSuggesting()) return false
    const typed = $typedHere(selection)
    const found = typed && $turnOf(typed.block, typed.text)
    if (!found || kept.has(`${typed.block.getKey()} ${typed.text}`)) return false
    event.preventDefault()
    const key = typed.block.getKey()
    selection.insertText(' ')
    $onUpdate(() => turn(key, `${typed.text} `, found))
    return true
  }
  return { $onSpace, attach: givingBack.attach }
}

/** Returns its undo. */
export const registerTypedTurns = (editor: LexicalEditor, parts: TypedTurnParts): (() => void) => {
  const { $onSpace, attach } = openTurns(editor, parts)
  return mergeRegister(
    editor.registerCommand(KEY_SPACE_COMMAND, $onSpace, COMMAND_PRIORITY_CRITICAL),
    attach(),
  )
}
