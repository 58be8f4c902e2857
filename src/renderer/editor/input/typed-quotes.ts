// Straight quotation marks become those of the paragraph's language as they are typed, and Backspace
// right behind gives the straight one back. Pasted words come as they are, and links, addresses and
// what an input method composes are left alone.
import {
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  BEFORE_INPUT_COMMAND,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  mergeRegister,
  type LexicalEditor,
  type RangeSelection,
} from 'lexical'
import type { Language } from '#shared/contract'
import { $blockOf, $mayChange, $offsetOf, $selectWords } from '../blocks/block-edits.ts'
import type { BlockNode } from '../blocks/block-node.ts'
import { $languageOf } from '../blocks/block-state.ts'
import { openGivingBack } from './giving-back.ts'
import { $hrefOf } from '../page/links.ts'
import { hasSpaceWithin, quoteTyped, type StraightSign } from './quotation-marks.ts'
import { $piecesOf, hasMark, textOf, within } from '../review/suggestions/pieces.ts'
import { beforeText } from './on-command.ts'

export type TypedQuoteParts = {
  /** The document has it; a paragraph may have its own. */
  language: Language
  /** Makes the next change a step of undo by itself. */
  separate(): void
}

/** Where letters are typed. */
type Place = {
  selection: RangeSelection
  block: BlockNode
  /** All words of the paragraph up to there, and those of them that are not struck. */
  whole: string
  before: string
  /** The last of them stands in the same run, which goes on. */
  isInRun: boolean
}

const isStraight = (data: string | null): data is StraightSign => data === '"' || data === "'"

const $isInLink = ({ anchor }: RangeSelection): boolean => {
  const node = anchor.getNode()
  if (!$isTextNode(node) || $hrefOf(node) === null) return false
  const next = node.getNextSibling()
  return anchor.offset < node.getTextContentSize() || ($isTextNode(next) && $hrefOf(next) !== null)
}

const $placeOf = (selection: RangeSelection): Place | null => {
  const start = selection.isBackward() ? selection.focus : selection.anchor
  const block = $blockOf(start.getNode())
  if (block === null || !$mayChange(block)) return null
  const pieces = within($piecesOf(block), 0, $offsetOf(start, block))
  const kept = pieces.filter(({ marks }) => !hasMark(marks, 'de:'))
  const isInText = selection.isCollapsed() && start.type === 'text' && start.offset > 0
  const isInRun = isInText && pieces.at(-1) === kept.at(-1)
  return { selection, block, whole: textOf(pieces), before: textOf(kept), isInRun }
}

/** Returns its undo. */
export const registerTypedQuotes = (
  editor: LexicalEditor,
  { language, separate }: TypedQuoteParts,
): (() => void) => {
  const givingBack = openGivingBack(editor, separate)

  const $onInput = (event: InputEvent): boolean => {
    const { data, inputType } = event
    if (inputType !== 'insertText' || !(isStraight(data) || data === ' ')) return false
    const selection = editor.isComposing() ? null : $getSelection()
    if (!$isRangeSelection(selection) || $isInLink(selection)) return false
    const place = $placeOf(selection)
    if (place === null) return false
    const of = $languageOf(place.block) ?? language
    if (data === ' ') {
      const isTaken = selection.isCollapsed() && hasSpaceWithin(place.before, of)
      if (isTaken) event.preventDefault()
      return isTaken
    }
    return $put(event, place, data, of)
  }
  const $put = (event: InputEvent, place: Place, sign: StraightSign, of: Language): boolean => {
    const { block, whole, before, isInRun } = place
    const quote = quoteTyped(sign, before, of)
    if (quote === null) return false
    event.preventDefault()
    // A space in another format stays.
    const instead = isInRun ? quote.instead : 0
    const { anchor } = place.selection
    if (instead > 0) anchor.set(anchor.key, anchor.offset - instead, anchor.type)
    editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, quote.put)
    const from = whole.length - instead
    const at = from + quote.put.length
    givingBack.offer({
      key: block.getKey(),
      at,
      $isThere: now => now.getTextContent().slice(from, at) === quote.put,
      $giveBack(now) {
        $selectWords(now, from, at)?.insertText(`${whole.slice(from)}${sign}`)
      },
    })
    return true
  }
  return mergeRegister(beforeText(editor, BEFORE_INPUT_COMMAND, $onInput), givingBack.attach())
}
