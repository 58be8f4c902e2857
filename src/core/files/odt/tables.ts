// Tables within each other. A cell that another one covers is there too, and is empty.
// OpenDocument 1.4 part 3, 9.1.
import {
  count,
  type Altered,
  type Flow,
  type Quoted,
  type Table,
  type TableCell,
  type TableRow,
} from '#document/flow'
import type { XmlAttributes } from '../xml.ts'

type Open = {
  table: Table
  row: TableRow | null
  isHead: boolean
  /** Covered cells of this row that belong to the width of the cell before. */
  covered: number
  /** How often the present cell stands here. */
  times: number
}

/** A cell that is repeated more often is made to fill memory. */
const mostTimes = 64

const numberIn = (attributes: XmlAttributes, name: string): number => {
  const value = attributes.get(`table:number-${name}`)
  return value !== undefined && /^\d{1,9}$/.test(value) ? Math.max(1, Number(value)) : 1
}

export class Tables {
  private readonly altered: Altered
  private readonly around: Open[] = []

  constructor(altered: Altered) {
    this.altered = altered
  }

  open(): void {
    const table: Table = { is: 'table', rows: [] }
    this.around.push({ table, row: null, isHead: false, covered: 0, times: 1 })
  }

  /** Null where none is open. */
  close(): Table | null {
    const done = this.around.pop()
    if (done && this.around.length > 0) count(this.altered, 'nested-table')
    return done?.table ?? null
  }

  headRows(isHead: boolean): void {
    const open = this.around.at(-1)
    if (open) open.isHead = isHead
  }

  /** `inserted`: the change within which the row stands. */
  openRow(inserted: Quoted | null): void {
    const open = this.around.at(-1)
    if (!open) return
    open.row = { cells: [], isHead: open.isHead, inserted, deleted: null }
    open.covered = 0
  }

  closeRow(): void {
    const open = this.around.at(-1)
    if (open?.row) open.table.rows.push(open.row)
    if (open) open.row = null
  }

  /** Where the words of the cell go. */
  openCell(attributes: XmlAttributes, isCovered: boolean): Flow {
    const open = this.around.at(-1)
    const flow: Flow = []
    if (!open?.row) return flow
    const columns = Math.min(numberIn(attributes, 'columns-spanned'), mostTimes)
    open.times = Math.min(numberIn(attributes, 'columns-repeated'), mostTimes)
    if (isCovered) {
      const within = Math.min(open.covered, open.times)
      open.covered -= within
      open.times -= within
      if (open.times > 0) open.row.cells.push({ flow, columns: 1, continues: true })
      return flow
    }
    if (columns > 1 || numberIn(attributes, 'rows-spanned') > 1) count(this.altered, 'merged-cell')
    open.row.cells.push({ flow, columns, continues: false })
    open.covered = columns - 1
    return flow
  }

  /** A cell that stands here several times has its words in each. */
  closeCell(): void {
    const open = this.around.at(-1)
    const cell = open?.row?.cells.at(-1)
    if (!open?.row || !cell) return
    const again = (): TableCell => ({ ...cell })
    for (let time = 1; time < open.times; time++) open.row.cells.push(again())
    open.times = 1
  }
}
