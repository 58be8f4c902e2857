// Cells without words in the structure of a print. The engine paints nothing in them and leaves them out of its
// structure, so that a reader would take the cells behind them for those of another column.
import { isPart, type Part } from './structure.ts'

/** The rows of a table from the top, each with whether its cells say something. */
export type TableShape = readonly (readonly boolean[])[]

const empty = (): Part => ({ type: 'TD', kids: [] })

const says = (row: readonly boolean[]): boolean => row.includes(true)

/** The table with all cells of its shape; as it was where its own rows are not those of the shape. */
const whole = (table: Part, shape: TableShape): Part => {
  const rows = table.kids.filter(isPart)
  const cellsOf = (at: number): Part[] => rows[at]?.kids.filter(isPart) ?? []
  const expected = shape.filter(says)
  const isSame =
    rows.length === expected.length &&
    expected.every((row, at) => row.filter(Boolean).length === cellsOf(at).length)
  if (!isSame) return table
  let next = 0
  const kids = shape.map((row): Part => {
    if (!says(row)) return { type: 'TR', kids: row.map(empty) }
    const [own, cells] = [rows[next], cellsOf(next++)]
    return { type: 'TR', ...own, kids: row.map(isSaid => (isSaid && cells.shift()) || empty()) }
  })
  return { ...table, kids }
}

const tablesIn = (part: Part): number =>
  part.kids.filter(isPart).reduce((sum, kid) => sum + tablesIn(kid), part.type === 'Table' ? 1 : 0)

/** `shapes`: of all tables of the text, in its order. A table without a word is in no print. */
export const withEmptyCells = (top: Part, shapes: readonly TableShape[]): Part => {
  const shown = shapes.filter(shape => shape.some(says))
  if (shown.length !== tablesIn(top)) return top
  let next = 0
  const filled = (part: Part): Part => {
    const shape = part.type === 'Table' ? shown[next++] : undefined
    if (shape) return whole(part, shape)
    return { ...part, kids: part.kids.map(kid => (isPart(kid) ? filled(kid) : kid)) }
  }
  return filled(top)
}
