// Turning lines of minutes: by a command, by a key, or by "/dec", "/act", "/res", "/inf" and "/ref" at the
// beginning of a line with a space behind. No menu opens, and one Backspace gives the letters back. All
// of it listens in minutes alone, and the letters are looked at when a space is pressed.
import {
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  $onUpdate,
  $setState,
  COMMAND_PRIORITY_CRITICAL,
  COMMAND_PRIORITY_EDITOR,
  COMMAND_PRIORITY_HIGH,
  createCommand,
  KEY_BACKSPACE_COMMAND,
  KEY_DOWN_COMMAND,
  KEY_SPACE_COMMAND,
  mergeRegister,
  type LexicalCommand,
  type LexicalEditor,
  type NodeKey,
  type RangeSelection,
} from 'lexical'
import type { BlockKind } from '#shared/document'
import { actFor, type KeyName } from '../../commands/keys.ts'
import {
  $blockOf,
  $mayChange,
  $mayPutBeside,
  $offsetOf,
  $selectAt,
  $selectedBlocks,
} from '../block-edits.ts'
import { $isBlockNode, type BlockNode } from '../block-node.ts'
import { $cellOf, $isOffRecord, $kindOf, $maySetKind, $setKind, offState } from '../block-state.ts'
import { ASK_REFERENCE_COMMAND } from '../cross-references/commands.ts'
import { type CapturedKind, type LineKind } from './kinds.ts'
import { ASK_SPEAKER_COMMAND } from './speaker.ts'

/** Turns the selected lines into that kind; lines that are of it become discussion again. */
export const TURN_LINE_COMMAND: LexicalCommand<LineKind> = createCommand('TURN_LINE_COMMAND')

/** Begins a line off the record behind the cursor's, or one that is on it again. */
export const BEGIN_OFF_COMMAND: LexicalCommand<void> = createCommand('BEGIN_OFF_COMMAND')

/** The letters before the space, and the kind that they give; null asks for a paragraph to refer to. */
const letters = new Map<string, CapturedKind | null>([
  ['/dec', 'decision'],
  ['/act', 'action'],
  ['/res', 'reservation'],
  ['/inf', 'information'],
  ['/ref', null],
])
const longest = 4

const $range = (): RangeSelection | null => {
  const selection = $getSelection()
  return $isRangeSelection(selection) ? selection : null
}

const $isOf = (block: BlockNode, kind: LineKind): boolean =>
  kind === 'off' ? $isOffRecord(block) : $kindOf(block) === kind

/** Words off the record are information; back on it they are discussion. */
const $putOff = (block: BlockNode, off: boolean): void => {
  $setState(block, offState, off ? true : '')
  $setKind(block, off ? 'information' : 'num1')
}

const $turn = (selection: RangeSelection, kind: LineKind): boolean => {
  const blocks = $selectedBlocks(selection).filter(each => $mayChange(each) && $maySetKind(each))
  const isBack = blocks.every(each => $isOf(each, kind))
  for (const block of blocks)
    if (kind === 'off') $putOff(block, !isBack)
    else $setKind(block, isBack ? 'num1' : kind)
  return blocks.length > 0
}

/** A line without words is turned itself; one with words stays as it is. */
const $beginOff = (selection: RangeSelection): boolean => {
  const block = $blockOf(selection.focus.getNode())
  if (block === null || $cellOf(block) || !$mayPutBeside(block)) return false
  const isBack = $isOffRecord(block)
  const isFree = block.isEmpty() && $mayChange(block) && $maySetKind(block)
  const line = isFree ? block : block.sibling()
  if (!isFree) block.insertAfter(line)
  $putOff(line, !isBack)
  line.selectStart()
  return true
}

/** The block whose words before the caret are some of the letters. */
const $lettersHere = (selection: RangeSelection): { block: BlockNode; text: string } | null => {
  if (!selection.isCollapsed()) return null
  const block = $blockOf(selection.anchor.getNode())
  if (block === null || !$mayChange(block) || !$maySetKind(block)) return null
  if ($offsetOf(selection.anchor, block) !== longest) return null
  const text = block.getTextContent().slice(0, longest)
  return letters.has(text) ? { block, text } : null
}

const $takeLetters = (block: BlockNode): void => {
  $selectAt(block, 0)
  const start = $range()
  if (!start) return
  const { key, offset, type } = start.anchor
  $selectAt(block, longest)
  const range = $range()
  range?.anchor.set(key, offset, type)
  range?.removeText()
}

type Turned = { key: NodeKey; text: string; from: BlockKind; to: BlockKind }

export type CaptureParts = {
  /** Makes the next change a step of undo by itself. */
  separate(): void
}

const keyed: Partial<Record<KeyName, LineKind | 'speaker'>> = {
  decisionLine: 'decision',
  actionLine: 'action',
  reservationLine: 'reservation',
  offRecord: 'off',
  speaker: 'speaker',
}

/** Letters at the beginning of a line turn it, and Backspace right behind that gives them back. */
const openLetters = (editor: LexicalEditor, { separate }: CaptureParts) => {
  /** The last thing that happened was this turn. */
  let turned: Turned | null = null

  const $turnByLetters = (event: KeyboardEvent): boolean => {
    const selection = $range()
    if (!selection || !editor.isEditable() || editor.isComposing()) return false
    const found = $lettersHere(selection)
    if (!found) return false
    const { block, text } = found
    event.preventDefault()
    separate()
    const from = $kindOf(block)
    const to = letters.get(text)
    $takeLetters(block)
    if (to) $setKind(block, to)
    turned = { key: block.getKey(), text: `${text} `, from, to: $kindOf(block) }
    $onUpdate(() => {
      separate()
      if (to === null) editor.dispatchCommand(ASK_REFERENCE_COMMAND, undefined)
    })
    return true
  }
  const $giveBack = (event: KeyboardEvent): boolean => {
    const given = turned
    turned = null
    const selection = $range()
    if (!given || !selection?.isCollapsed() || !editor.isEditable()) return false
    const block = $getNodeByKey(given.key)
    if (!$isBlockNode(block) || $kindOf(block) !== given.to) return false
    if ($blockOf(selection.anchor.getNode()) !== block) return false
    if ($offsetOf(selection.anchor, block) !== 0) return false
    event.preventDefault()
    separate()
    $setKind(block, given.from)
    selection.insertText(given.text)
    $onUpdate(separate)
    return true
  }
  /** Backspace gives nothing back any more. */
  const forget = (): void => {
    turned = null
  }
  return { $turnByLetters, $giveBack, forget }
}

/** Returns its undo. */
export const registerCapture = (
  editor: LexicalEditor,
  { separate }: CaptureParts,
): (() => void) => {
  const { $turnByLetters, $giveBack, forget } = openLetters(editor, { separate })
  return mergeRegister(
    editor.registerCommand(
      TURN_LINE_COMMAND,
      kind => {
        const selection = $range()
        if (!selection || !editor.isEditable()) return false
        separate()
        $onUpdate(separate)
        return $turn(selection, kind)
      },
      COMMAND_PRIORITY_EDITOR,
    ),
    editor.registerCommand(
      BEGIN_OFF_COMMAND,
      () => {
        const selection = $range()
        if (!selection || !editor.isEditable()) return false
        separate()
        $onUpdate(separate)
        return $beginOff(selection)
      },
      COMMAND_PRIORITY_EDITOR,
    ),
    editor.registerCommand(KEY_SPACE_COMMAND, $turnByLetters, COMMAND_PRIORITY_CRITICAL),
    editor.registerCommand(KEY_BACKSPACE_COMMAND, $giveBack, COMMAND_PRIORITY_CRITICAL),
    editor.registerCommand(
      KEY_DOWN_COMMAND,
      event => {
        if (event.key !== 'Backspace') forget()
        // Asked for every key that is pressed: letters are none of these.
        if (!event.ctrlKey && !event.metaKey) return false
        const kind = actFor(event, keyed)
        if (kind === undefined || !editor.isEditable()) return false
        event.preventDefault()
        if (kind === 'speaker') return editor.dispatchCommand(ASK_SPEAKER_COMMAND, undefined)
        return editor.dispatchCommand(TURN_LINE_COMMAND, kind)
      },
      COMMAND_PRIORITY_HIGH,
    ),
  )
}
