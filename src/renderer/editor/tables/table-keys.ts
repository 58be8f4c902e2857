// Keys within a table: Tab and Shift Tab go from cell to cell, the arrow keys up and down, Enter down
// and out below. Behind the last cell Tab puts in a row. Left and right are the browser's own.
import {
  COMMAND_PRIORITY_NORMAL,
  KEY_ARROW_DOWN_COMMAND,
  KEY_ARROW_UP_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_TAB_COMMAND,
  mergeRegister,
  type LexicalEditor,
} from 'lexical'
import { $mayChange, $range } from '../blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { $kindOf } from '../blocks/block-state.ts'
import { CHANGE_TABLE_COMMAND, $currentCell } from './table-commands.ts'
import { $cellAt, $cellsOf, $placeOf, type CellPlace } from './table-edits.ts'

/** Where the caret can be. */
const $takesCaret = (block: BlockNode): boolean =>
  $mayChange(block) && !($kindOf(block) === 'pagebreak' && block.isEmpty())

/** The next block above (-1) or below (1) the table. */
const $beside = ({ table, nodes }: CellPlace, by: 1 | -1): BlockNode | null => {
  const indexes = table.rows.flatMap(({ cells }) => cells.flat())
  const inside = new Set(indexes)
  for (
    let at = (by < 0 ? Math.min(...indexes) : Math.max(...indexes)) + by;
    at >= 0 && at < nodes.length;
    at += by
  ) {
    const node = nodes[at]
    if (!inside.has(at) && $isBlockNode(node) && $takesCaret(node)) return node
  }
  return null
}

/** The nearest cell of the column above or below; null where there is none. */
const $cellTowards = (place: CellPlace, by: 1 | -1): BlockNode | null => {
  for (let row = place.row + by; row >= 0 && row < place.table.rows.length; row += by) {
    const cell = $cellAt(place, row, place.column)
    if (cell) return cell
  }
  return null
}

/** True where the caret is in the first (-1) or the last (1) line of the cell. */
const isAtEdge = (editor: LexicalEditor, cell: BlockNode, by: 1 | -1): boolean => {
  const element = editor.getElementByKey(cell.getKey())
  const selection = element?.ownerDocument.getSelection()
  if (!element || !selection?.focusNode) return true
  const caret = element.ownerDocument.createRange()
  caret.setStart(selection.focusNode, selection.focusOffset)
  const all = element.ownerDocument.createRange()
  all.selectNodeContents(element)
  const [at, around] = [caret.getClientRects()[0], all.getBoundingClientRect()]
  // An empty cell has one line.
  if (!at || at.height === 0) return true
  return by < 0 ? at.top - around.top < at.height / 2 : around.bottom - at.bottom < at.height / 2
}

const $goVertically = (editor: LexicalEditor, by: 1 | -1): boolean => {
  const selection = $range()
  const current = selection?.isCollapsed() ? $currentCell() : null
  const place = current && $placeOf(current.cell)
  if (!place || !isAtEdge(editor, current.cell, by)) return false
  const next = $cellTowards(place, by) ?? $beside(place, by)
  if (by < 0) next?.selectEnd()
  else next?.selectStart()
  return true
}

const $goIntoNewRow = (editor: LexicalEditor, row: number): void => {
  editor.dispatchCommand(CHANGE_TABLE_COMMAND, 'row-after')
  const now = $currentCell()
  const place = now && $placeOf(now.cell)
  if (place && place.row !== row) $cellAt(place, place.row, 0)?.selectStart()
}

const $goAlong = (editor: LexicalEditor, by: 1 | -1): boolean => {
  const current = $currentCell()
  const place = current && $placeOf(current.cell)
  if (!place) return false
  const cells = $cellsOf(place)
  const next = cells[cells.findIndex(cell => cell.is(current.cell)) + by]
  if (next) next.selectEnd()
  else if (by > 0) $goIntoNewRow(editor, place.row)
  return true
}

const $goBelow = (): boolean => {
  const current = $currentCell()
  const place = current && $placeOf(current.cell)
  if (!place) return false
  const next = $cellTowards(place, 1) ?? $beside(place, 1)
  next?.selectStart()
  return true
}

/** Returns its undo. */
export const registerTableKeys = (editor: LexicalEditor): (() => void) => {
  const handled = (event: KeyboardEvent | null, done: boolean): boolean => {
    if (done) event?.preventDefault()
    return done
  }
  const isPlain = (event: KeyboardEvent): boolean =>
    !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey
  const priority = COMMAND_PRIORITY_NORMAL
  return mergeRegister(
    editor.registerCommand(
      KEY_TAB_COMMAND,
      event => handled(event, $goAlong(editor, event.shiftKey ? -1 : 1)),
      priority,
    ),
    editor.registerCommand(
      KEY_ARROW_DOWN_COMMAND,
      event => isPlain(event) && handled(event, $goVertically(editor, 1)),
      priority,
    ),
    editor.registerCommand(
      KEY_ARROW_UP_COMMAND,
      event => isPlain(event) && handled(event, $goVertically(editor, -1)),
      priority,
    ),
    editor.registerCommand(
      KEY_ENTER_COMMAND,
      event => (event === null || !event.ctrlKey) && handled(event, $goBelow()),
      priority,
    ),
  )
}
