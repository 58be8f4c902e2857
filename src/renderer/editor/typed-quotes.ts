// Straight quotation marks become those of the paragraph's language as they are typed, and Backspace
// right behind gives the straight one back. Pasted words come as they are, and links, addresses and
// what an input method composes are left alone.
import {
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  $onUpdate,
  BEFORE_INPUT_COMMAND,
  COMMAND_PRIORITY_CRITICAL,
  COMMAND_PRIORITY_HIGH,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  KEY_BACKSPACE_COMMAND,
  KEY_DOWN_COMMAND,
  mergeRegister,
  type LexicalEditor,
  type NodeKey,
  type RangeSelection,
} from 'lexical'
import type { Language } from '#shared/contract'
import { $blockOf, $mayChange, $offsetOf, $selectWords } from './block-edits.ts'
import { $isBlockNode } from './block-node.ts'
import { $languageOf } from './block-state.ts'
import { $hrefOf } from './page/links.ts'
import { quoteTyped, type StraightSign } from './quotation-marks.ts'

export type TypedQuoteParts = {
  /** The document has it; a paragraph may have its own. */
  language: Language
  /** Makes the next change a step of undo by itself. */
  separate(): void
}

/** `put` ends at `end` in the words of the paragraph, and `typed` would stand there without it. */
type Turned = { key: NodeKey; end: number; put: string; typed: string }

const isStraight = (data: string | null): data is StraightSign => data === '"' || data === "'"

const $isInLink = ({ anchor }: RangeSelection): boolean => {
  const node = anchor.getNode()
  if (!$isTextNode(node) || $hrefOf(node) === null) return false
  const next = node.getNextSibling()
  return anchor.offset < node.getTextContentSize() || ($isTextNode(next) && $hrefOf(next) !== null)
}

const openQuotes = (editor: LexicalEditor, { language, separate }: TypedQuoteParts) => {
  /** The last thing that happened was this. */
  let turned: Turned | null = null

  const $onInput = (event: InputEvent): boolean => {
    const { data, inputType } = event
    if (inputType !== 'insertText' || !isStraight(data) || editor.isComposing()) return false
    const selection = $getSelection()
    if (!$isRangeSelection(selection) || $isInLink(selection)) return false
    const { anchor, focus } = selection
    const start = selection.isBackward() ? focus : anchor
    const block = $blockOf(start.getNode())
    if (block === null || !$mayChange(block)) return false
    const at = $offsetOf(start, block)
    const before = block.getTextContent().slice(0, at)
    const quote = quoteTyped(data, before, $languageOf(block) ?? language)
    if (quote === null) return false
    event.preventDefault()
    // A space in another format stays.
    const isInRun = selection.isCollapsed() && start.type === 'text' && start.offset > 0
    const instead = isInRun ? quote.instead : 0
    if (instead > 0) anchor.set(anchor.key, anchor.offset - instead, anchor.type)
    editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, quote.put)
    const typed = `${before.slice(at - instead)}${data}`
    turned = { key: block.getKey(), end: at - instead + quote.put.length, put: quote.put, typed }
    return true
  }
  const $giveBack = (event: KeyboardEvent): boolean => {
    const given = turned
    turned = null
    const selection = $getSelection()
    if (!given || !$isRangeSelection(selection) || !selection.isCollapsed()) return false
    const block = $getNodeByKey(given.key)
    if (!$isBlockNode(block) || $blockOf(selection.anchor.getNode()) !== block) return false
    const { end, put, typed } = given
    const isThere = block.getTextContent().slice(end - put.length, end) === put
    if (!isThere || $offsetOf(selection.anchor, block) !== end || !editor.isEditable()) return false
    event.preventDefault()
    separate()
    $selectWords(block, end - put.length, end)?.insertText(typed)
    $onUpdate(separate)
    return true
  }
  /** Backspace gives nothing back any more. */
  const forget = (): void => {
    turned = null
  }
  return { $onInput, $giveBack, forget }
}

/** Returns its undo. */
export const registerTypedQuotes = (
  editor: LexicalEditor,
  parts: TypedQuoteParts,
): (() => void) => {
  const { $onInput, $giveBack, forget } = openQuotes(editor, parts)
  return mergeRegister(
    editor.registerCommand(BEFORE_INPUT_COMMAND, $onInput, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(KEY_BACKSPACE_COMMAND, $giveBack, COMMAND_PRIORITY_CRITICAL),
    editor.registerCommand(
      KEY_DOWN_COMMAND,
      ({ key }) => {
        if (key !== 'Backspace') forget()
        return false
      },
      COMMAND_PRIORITY_HIGH,
    ),
  )
}
