// The cells that a table begins with, and the names by which they know their place.
import { newBlockId, type Random } from '#document/ids'
import type { Cell, Block } from '#document/model'

/** Larger tables cannot be made here. */
export const largestTable = { rows: 200, columns: 12, cells: 1000 }

export type TableSize = { rows: number; columns: number; head: boolean }

/** The cells of a new table, row by row; null where it may not be that large. */
export const tableOfNames = (
  { rows, columns, head }: TableSize,
  name: () => string,
): Cell[] | null => {
  const names = (count: number): string[] => Array.from({ length: count }, name)
  if (rows < 1 || columns < 1 || rows > largestTable.rows || columns > largestTable.columns)
    return null
  if (rows * columns > largestTable.cells) return null
  const [table, rowNames, columnNames] = [name(), names(rows), names(columns)]
  return rowNames.flatMap((row, at) =>
    columnNames.map(column => ({ table, row, column, ...(head && at === 0 && { head }) })),
  )
}

export const newTable = (size: TableSize, random: Random): Cell[] | null =>
  tableOfNames(size, () => newBlockId(random))

/** Names for the tables of a text that is only beginning: there is none yet that they could meet. */
export const countedNames = (): (() => string) => {
  let count = 0
  return () => {
    const places = Array.from({ length: 10 }, (_, at) => Math.floor(count / 32 ** at) % 32)
    count++
    return newBlockId(() => Uint8Array.from(places))
  }
}

/** Cells under new names, the same for the same: what is pasted is a table of its own. */
export const renameCells = <B extends Pick<Block, 'cell'>>(
  blocks: readonly B[],
  random: Random,
): B[] => {
  const names = new Map<string, string>()
  const renamed = (name: string): string => {
    const known = names.get(name) ?? newBlockId(random)
    names.set(name, known)
    return known
  }
  const moved = (cell: Cell): Cell => ({
    ...cell,
    table: renamed(cell.table),
    row: renamed(cell.row),
    column: renamed(cell.column),
  })
  return blocks.map(block => (block.cell ? { ...block, cell: moved(block.cell) } : block))
}
