// Turning lines of minutes: by a command, by a key, or by "/dec", "/act", "/res", "/inf" and "/ref" at the
// beginning of a line with a space behind. No menu opens. All of it listens in minutes alone.
import {
  $onUpdate,
  $setState,
  createCommand,
  KEY_DOWN_COMMAND,
  mergeRegister,
  type LexicalCommand,
  type LexicalEditor,
  type RangeSelection,
} from 'lexical'
import { actFor, type KeyName } from '../../shell/commands/keys.ts'
import { $blockOf, $isBehindPlainItem, $mayPutBeside, $range } from '../blocks/block-edits.ts'
import type { BlockNode } from '../blocks/block-node.ts'
import { $cellOf, $isOffRecord, $kindOf, $setKind, offState } from '../blocks/block-state.ts'
import { ASK_REFERENCE_COMMAND } from '../cross-references/commands.ts'
import { $blocksToTurn, $mayTurn } from '../blocks/turnable-blocks.ts'
import { registerTypedTurns, type TypedTurnParts } from '../input/typed-turns.ts'
import { type CapturedKind, type LineKind } from './kinds.ts'
import { ASK_SPEAKER_COMMAND } from './speaker.ts'
import { beforeText, onCommand } from '../input/on-command.ts'

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

const $isOf = (block: BlockNode, kind: LineKind): boolean =>
  kind === 'off' ? $isOffRecord(block) : $kindOf(block) === kind

/** Words off the record are information; back on it they are discussion. */
const $putOff = (block: BlockNode, off: boolean): void => {
  $setState(block, offState, off ? true : '')
  $setKind(block, off ? 'information' : 'num1')
}

const $turn = (blocks: readonly BlockNode[], kind: LineKind): boolean => {
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
  const isFree = block.isEmpty() && $mayTurn(block) && !$isBehindPlainItem(block)
  const line = isFree ? block : block.sibling()
  if (!isFree) block.insertAfter(line)
  $putOff(line, !isBack)
  line.selectStart()
  return true
}

const keyed: Partial<Record<KeyName, LineKind | 'speaker'>> = {
  decisionLine: 'decision',
  actionLine: 'action',
  reservationLine: 'reservation',
  offRecord: 'off',
  speaker: 'speaker',
}

/** Returns its undo. */
export const registerCapture = (
  editor: LexicalEditor,
  { separate, isSuggesting }: Omit<TypedTurnParts, '$turnOf'>,
): (() => void) =>
  mergeRegister(
    registerTypedTurns(editor, {
      separate,
      isSuggesting,
      $turnOf: (_block, typed) => {
        const kind = letters.get(typed)
        if (kind !== null) return kind && { kind }
        return { then: () => void editor.dispatchCommand(ASK_REFERENCE_COMMAND, undefined) }
      },
    }),
    onCommand(editor, TURN_LINE_COMMAND, kind => {
      const selection = $range()
      if (!selection || !editor.isEditable()) return false
      separate()
      $onUpdate(separate)
      return $turn($blocksToTurn(editor, selection), kind)
    }),
    onCommand(editor, BEGIN_OFF_COMMAND, () => {
      const selection = $range()
      if (!selection || !editor.isEditable()) return false
      separate()
      $onUpdate(separate)
      return $beginOff(selection)
    }),
    beforeText(editor, KEY_DOWN_COMMAND, event => {
      // Asked for every key that is pressed: letters are none of these.
      if (!event.ctrlKey && !event.metaKey) return false
      const kind = actFor(event, keyed)
      if (kind === undefined || !editor.isEditable()) return false
      event.preventDefault()
      if (kind === 'speaker') return editor.dispatchCommand(ASK_SPEAKER_COMMAND, undefined)
      return editor.dispatchCommand(TURN_LINE_COMMAND, kind)
    }),
  )
