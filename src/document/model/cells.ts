// A cell of a table is a block like any other, with one more state that names its table, its row and
// its column. So its words merge, are commented, suggested, compared and found as those of any
// paragraph, and a version that knows no tables shows it as the paragraph it is.
import { isBlockId } from '#document/ids'
import type { Attributes } from './attributes.ts'

/** Names of ten characters, as a block's. */
export type Cell = {
  table: string
  row: string
  column: string
  /** Its row is the header, where it is the first. */
  head?: true
}

export const cellKey = 's_cell'
export const headKey = 's_head'

/** As it is stored, in one value: two people can never give one cell the row of one and the column of the other. */
export const cellName = ({ table, row, column }: Cell): string => `${table} ${row} ${column}`

/**
 * The cell that a stored name describes; undefined for anything else, and its block is a paragraph.
 */
export const cellNamed = (name: unknown, head?: unknown): Cell | undefined => {
  if (typeof name !== 'string' || name.length !== 32) return undefined
  const [table, row, column, ...more] = name.split(' ')
  if (!isBlockId(table) || !isBlockId(row) || !isBlockId(column) || more.length > 0)
    return undefined
  return { table, row, column, ...(head === true && { head }) }
}

export const cellIn = (attributes: Attributes): Cell | undefined =>
  cellNamed(attributes[cellKey], attributes[headKey])

/** The stored attributes of a cell's block. */
export const attributesOfCell = (cell: Cell): Attributes => ({
  [cellKey]: cellName(cell),
  ...(cell.head && { [headKey]: true }),
})
