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
  COMMAND_PRIORITY_HIGH,
  KEY_BACKSPACE_COMMAND,
  KEY_DOWN_COMMAND,
  KEY_SPACE_COMMAND,
  mergeRegister,
  type LexicalEditor,
  type NodeKey,
  type RangeSelection,
} from 'lexical'
import type { BlockKind } from '#shared/document'
import { $blockOf, $isBehindItems, $mayChange, $offsetOf, $selectWords } from './block-edits.ts'
import { $isBlockNode, type BlockNode } from './block-node.ts'
import { $kindOf, $maySetKind, $setKind } from './block-state.ts'

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
type Turned = { key: NodeKey; text: string; from: BlockKind; to: BlockKind }

const $range = (): RangeSelection | null => {
  const selection = $getSelection()
  return $isRangeSelection(selection) && selection.isCollapsed() ? selection : null
}

const $typedHere = (selection: RangeSelection): Typed | null => {
  const block = $blockOf(selection.anchor.getNode())
  if (block === null || !$mayChange(block) || !$maySetKind(block)) return null
  const offset = $offsetOf(selection.anchor, block)
  if (offset === 0 || offset > longest || $isBehindItems(block)) return null
  return { block, text: block.getTextContent().slice(0, offset) }
}

const openTurns = (editor: LexicalEditor, parts: TypedTurnParts) => {
  const { separate, isSuggesting, $turnOf } = parts
  /** The last thing that happened was this turn. */
  let turned: Turned | null = null
  /** Letters that were taken back in a line. */
  const kept = new Set<string>()

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
        turned = { key, text, from, to: $kindOf(block) }
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
  const $giveBack = (event: KeyboardEvent): boolean => {
    const given = turned
    turned = null
    const selection = $range()
    if (!given || !selection || !editor.isEditable() || isSuggesting()) return false
    const block = $getNodeByKey(given.key)
    if (!$isBlockNode(block) || $kindOf(block) !== given.to || !$mayChange(block)) return false
    if ($blockOf(selection.anchor.getNode()) !== block) return false
    if ($offsetOf(selection.anchor, block) !== 0) return false
    event.preventDefault()
    separate()
    kept.add(`${given.key} ${given.text.trimEnd()}`)
    $setKind(block, given.from)
    selection.insertText(given.text)
    $onUpdate(separate)
    return true
  }
  /** Backspace gives nothing back any more. */
  const forget = (): void => {
    turned = null
  }
  return { $onSpace, $giveBack, forget }
}

/** Returns its undo. */
export const registerTypedTurns = (editor: LexicalEditor, parts: TypedTurnParts): (() => void) => {
  const { $onSpace, $giveBack, forget } = openTurns(editor, parts)
  return mergeRegister(
    editor.registerCommand(KEY_SPACE_COMMAND, $onSpace, COMMAND_PRIORITY_CRITICAL),
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
