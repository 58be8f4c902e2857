// Deleting what is selected over several cells, or over cells and text: words go, cells stay. A table
// that is selected as a whole from outside goes. Lexical would join all into one paragraph.
import {
  $createRangeSelection,
  $setSelection,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  COPY_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  mergeRegister,
  PASTE_COMMAND,
  REMOVE_TEXT_COMMAND,
  type LexicalEditor,
  type PointType,
  type RangeSelection,
} from 'lexical'
import { $mayChange, $offsetOf, $range, $selectAt, $selectedBlocks } from '../blocks/block-edits.ts'
import type { BlockNode } from '../blocks/block-node.ts'
import { $cellOf } from '../blocks/block-state.ts'
import { $placeOf } from './table-edits.ts'
import { beforeText } from '../input/on-command.ts'

/** The selection, where it is over several blocks and one of them is a cell. */
const $across = (): { selection: RangeSelection; blocks: BlockNode[] } | null => {
  const selection = $range()
  if (!selection || selection.isCollapsed()) return null
  const blocks = $selectedBlocks(selection)
  return blocks.length > 1 && blocks.some($cellOf) ? { selection, blocks } : null
}

/** Takes the words from `from` to `to` out of a block. */
const $clear = (block: BlockNode, from: number, to: number): void => {
  if (from >= to || !$mayChange(block)) return
  const range = $createRangeSelection()
  const put = (at: number, point: PointType): void => {
    $selectAt(block, at)
    const placed = $range()
    if (placed) point.set(placed.anchor.key, placed.anchor.offset, placed.anchor.type)
  }
  put(from, range.anchor)
  put(to, range.focus)
  $setSelection(range)
  range.removeText()
}

/** True when it was ours to do; the caret is then where the selection began. */
const $clearAcross = (): boolean => {
  const across = $across()
  if (across === null) return false
  const { selection, blocks } = across
  const [start, end] = selection.isBackward()
    ? [selection.focus, selection.anchor]
    : [selection.anchor, selection.focus]
  const [first, last] = [blocks[0], blocks.at(-1)]
  if (!first || !last) return false
  const [from, to] = [$offsetOf(start, first), $offsetOf(end, last)]
  const chosen = new Set(blocks.map(block => block.getKey()))
  const edges = new Set([first.getKey(), last.getKey()])
  const whole = blocks.slice(1, -1).filter(block => {
    const place = $placeOf(block)
    if (!place) return !$cellOf(block) && $mayChange(block)
    const cells = place.table.rows.flatMap(({ cells: all }) => all.flat())
    return cells.every(index => {
      const key = place.nodes[index]?.getKey() ?? ''
      return chosen.has(key) && !edges.has(key)
    })
  })
  for (const block of blocks) {
    if (whole.includes(block)) continue
    const length = block.getTextContentSize()
    $clear(block, block.is(first) ? from : 0, block.is(last) ? to : length)
  }
  for (const block of whole) block.remove()
  $selectAt(first, from)
  return true
}

/** Returns its undo. */
export const registerClearAcross = (editor: LexicalEditor): (() => void) => {
  const instead = (): boolean => editor.isEditable() && $clearAcross()
  /** The next handler finds a cursor. */
  const before = (): boolean => {
    if (editor.isEditable()) $clearAcross()
    return false
  }
  return mergeRegister(
    beforeText(editor, DELETE_CHARACTER_COMMAND, instead),
    beforeText(editor, DELETE_WORD_COMMAND, instead),
    beforeText(editor, DELETE_LINE_COMMAND, instead),
    beforeText(editor, REMOVE_TEXT_COMMAND, instead),
    beforeText(editor, INSERT_PARAGRAPH_COMMAND, instead),
    beforeText(editor, INSERT_LINE_BREAK_COMMAND, instead),
    beforeText(editor, CONTROLLED_TEXT_INSERTION_COMMAND, before),
    beforeText(editor, PASTE_COMMAND, before),
    beforeText(editor, CUT_COMMAND, event => {
      if ($across() === null) return false
      editor.dispatchCommand(COPY_COMMAND, event)
      event?.preventDefault()
      return instead()
    }),
  )
}
