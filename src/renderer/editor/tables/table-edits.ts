// Changes to the rows and columns of a table, for the cell with the cursor. Its cells are blocks of
// the page in a row; `#document/tables` computes their change, the same as in core.
import {
  newTable,
  placeInTable,
  tableChange,
  type PlaceInTable,
  type TableAct,
  type TableRemoval,
} from '#document/tables'
import type { Cell } from '#document/model'
import type { Random } from '#document/ids'
import { $getRoot, $setState, type LexicalNode } from 'lexical'
import { $mayChange } from '../blocks/block-edits.ts'
import { $createBlockNode, $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { $cellOf, $goOnPlain, $setCell, headState } from '../blocks/block-state.ts'

export type TableChanging = TableAct | TableRemoval
/** Why nothing was changed. */
export type TableRefusal = 'too-large' | 'nested' | 'locked'

export type CellPlace = PlaceInTable & {
  /** Everything on the page; the table's indexes count in it. */
  nodes: LexicalNode[]
}

/** Where in its table a cell stands; null for a block outside of tables. */
export const $placeOf = (block: LexicalNode): CellPlace | null => {
  if (!$cellOf(block)) return null
  const nodes = $getRoot().getChildren()
  const place = placeInTable(
    nodes.map(node => ({ cell: $cellOf(node) })),
    block.getIndexWithinParent(),
  )
  return place && { ...place, nodes }
}

/** Every cell of the table, row by row. */
export const $cellsOf = ({ table, nodes }: CellPlace): BlockNode[] =>
  table.rows.flatMap(({ cells }) =>
    cells.flat().flatMap(index => [nodes[index]].filter($isBlockNode)),
  )

/** The block in a row and a column; null where the table has none. */
export const $cellAt = (
  { table, nodes }: CellPlace,
  row: number,
  column: number,
): BlockNode | null => {
  const node = nodes[table.rows[row]?.cells[column]?.[0] ?? -1]
  return $isBlockNode(node) ? node : null
}

const $newCell = (cell: Cell, like: BlockNode): BlockNode => {
  const block = $createBlockNode()
  $setCell(block, cell)
  block.setDirection(like.getDirection())
  return block
}

/** The cell that the caret goes to when the one it was in is gone. */
const $nextTo = (place: CellPlace): BlockNode | null => {
  const { table, row, column } = place
  const near = [...[[row, column] as const, [row - 1, column] as const, [row, column - 1] as const]]
  for (const [at, across] of near) {
    const cell = $cellAt(place, Math.max(at, 0), Math.max(across, 0))
    if (cell?.isAttached()) return cell
  }
  const left = table.rows.flatMap(({ cells }) => cells.flat()).map(index => place.nodes[index])
  return left.filter($isBlockNode).find(node => node.isAttached()) ?? null
}

/** Carries out `act` at a cell. Gives why not; null when it was done. */
export const $changeTable = (
  cell: BlockNode,
  act: TableChanging,
  random: Random,
): TableRefusal | null => {
  const place = $placeOf(cell)
  if (place === null) return 'locked'
  const { nodes } = place
  const hasWords = (index: number): boolean => (nodes[index]?.getTextContentSize() ?? 0) > 0
  const change = tableChange(place, act, { hasWords, random })
  if (change === null) return 'too-large'
  const gone = change.remove.flatMap(index => nodes[index] ?? [])
  if (!gone.every(node => $isBlockNode(node) && $mayChange(node))) return 'locked'
  const behind = nodes[Math.max(...change.remove) + 1] ?? nodes[Math.min(...change.remove) - 1]
  for (const { at, cells } of change.insert) {
    let after = nodes[at - 1]
    for (const each of cells) {
      const made = $newCell(each, cell)
      if (after) after.insertAfter(made, false)
      else $getRoot().getFirstChild()?.insertBefore(made, false)
      after = made
    }
  }
  for (const node of gone) node.remove()
  $goOn(place, act, cell, behind)
  return null
}

/** Where one goes on writing: in what came, or beside what went. */
const $goOn = (
  place: CellPlace,
  act: TableChanging,
  cell: BlockNode,
  behind: LexicalNode | undefined,
): void => {
  if (!cell.isAttached()) {
    const next = $nextTo(place)
    if (next) next.selectStart()
    else if ($isBlockNode(behind) && behind.isAttached()) behind.selectStart()
    else if ($getRoot().isEmpty()) $getRoot().append($createBlockNode()).selectStart()
    else $getRoot().selectStart()
    return
  }
  const now = $placeOf(cell)
  if (now === null) return
  const [down, across] = act.startsWith('row') ? [1, 0] : [0, 1]
  const by = act.endsWith('after') ? 1 : -1
  const made = $cellAt(now, now.row + down * by, now.column + across * by)
  if (act.endsWith('after') || act.endsWith('before')) made?.selectStart()
}

/** Gives the first row of the table the look and the meaning of a header, or takes it. */
export const $setHeader = (cell: BlockNode, isHead: boolean): TableRefusal | null => {
  const place = $placeOf(cell)
  const first = place?.table.rows[0]?.cells.flat().flatMap(index => place.nodes[index] ?? []) ?? []
  if (first.length === 0 || !first.every(node => $isBlockNode(node) && $mayChange(node)))
    return 'locked'
  for (const node of first) $setState(node, headState, isHead)
  return null
}

/**
 * A table behind the block, or in front of it where it is empty, so that one can write on below,
 * without a number. The caret goes into the first cell.
 */
export const $insertTable = (
  block: BlockNode,
  size: { rows: number; columns: number; head: boolean },
  random: Random,
): TableRefusal | null => {
  if ($cellOf(block)) return 'nested'
  const cells = newTable(size, random)
  if (cells === null) return 'too-large'
  const made = cells.map(cell => $newCell(cell, block))
  const isFree = block.isEmpty() && $mayChange(block)
  for (const each of isFree ? made : made.toReversed()) {
    if (isFree) block.insertBefore(each, false)
    else block.insertAfter(each, false)
  }
  if (isFree) $goOnPlain(block)
  const last = made.at(-1)
  if (last && last.getNextSibling() === null) {
    const below = $createBlockNode()
    below.setDirection(block.getDirection())
    last.insertAfter(below, false)
  }
  made[0]?.selectStart()
  return null
}
