// Tables, read from the cells of a page. Concurrent additions and removals may leave a table
// ragged: a row without a cell in some column, a cell whose row or column is gone. It is read as it
// is, the same on every device, and repaired with the next change to its rows or columns.
import { newBlockId, type Random } from '#document/ids'
import type { Cell } from '#document/model'
import { largestTable } from './new-tables.ts'

export type TableRow = {
  id: string
  head: boolean
  /** Index of the blocks in each column: none where it is ragged, several where two put it right apart. */
  cells: number[][]
}
export type Table = { id: string; columns: string[]; rows: TableRow[] }

/** The properties of a block that reading a table needs. */
export type Celled = { cell?: Cell | undefined }

/**
 * Tables from elsewhere, or from two people who added apart, are read up to this; beyond, as
 * paragraphs. `places`: rows times columns, where most of them may be empty.
 */
const readable = { columns: 48, cells: 4000, places: 8000 }

/** In the order of the first row; what later rows have more comes where it stands in those. */
const columnsOf = (rows: readonly (readonly Cell[])[]): string[] => {
  const columns: string[] = []
  for (const cells of rows) {
    let at = 0
    for (const { column } of cells) {
      const known = columns.indexOf(column)
      if (known >= 0) at = known + 1
      else columns.splice(at++, 0, column)
      if (columns.length > readable.columns) return columns
    }
  }
  return columns
}

type Found = { cell: Cell; index: number }

const tableOf = (id: string, found: readonly Found[]): Table | null => {
  if (found.length > readable.cells) return null
  const byRow = Map.groupBy(found, ({ cell }) => cell.row)
  const columns = columnsOf([...byRow.values()].map(row => row.map(({ cell }) => cell)))
  if (columns.length > readable.columns) return null
  if (byRow.size * columns.length > readable.places) return null
  const rows = [...byRow].map(([row, cells], at) => ({
    id: row,
    head: at === 0 && cells.some(({ cell }) => cell.head),
    cells: columns.map(column =>
      cells.flatMap(({ cell, index }) => (cell.column === column ? [index] : [])),
    ),
  }))
  return { id, columns, rows }
}

/** In the order of their first cells. A table is whole, also where something came to stand within it. */
export const tablesIn = (blocks: readonly Celled[]): Table[] => {
  const found = blocks.flatMap(({ cell }, index) => (cell ? [{ cell, index }] : []))
  if (found.length === 0) return []
  return [...Map.groupBy(found, ({ cell }) => cell.table)].flatMap(
    ([id, cells]) => tableOf(id, cells) ?? [],
  )
}

export type PlaceInTable = { table: Table; row: number; column: number }

/** Where in a table the block at `index` is; null outside. */
export const placeInTable = (blocks: readonly Celled[], index: number): PlaceInTable | null => {
  const name = blocks[index]?.cell?.table
  const table = name === undefined ? undefined : tablesIn(blocks).find(({ id }) => id === name)
  if (!table) return null
  for (const [row, { cells }] of table.rows.entries()) {
    const column = cells.findIndex(cell => cell.includes(index))
    if (column >= 0) return { table, row, column }
  }
  return null
}

/** A table with its blocks: in each cell none, one, or what two put there apart. */
export type TablePart<B> = { rows: { head: boolean; cells: B[][] }[] }
/** A part to print: a block, or a whole table at its first cell. */
export type Part<B> = B | TablePart<B>

export const partsOf = <B extends Celled>(blocks: readonly B[]): Part<B>[] => {
  const tables = tablesIn(blocks)
  if (tables.length === 0) return [...blocks]
  const known = new Map(tables.map(table => [table.id, table]))
  const printed = new Set<string>()
  return blocks.flatMap((block): Part<B>[] => {
    const table = block.cell && known.get(block.cell.table)
    if (!table) return [block]
    if (printed.has(table.id)) return []
    printed.add(table.id)
    const rows = table.rows.map(({ head, cells }) => ({
      head,
      cells: cells.map(each => each.flatMap(index => blocks[index] ?? [])),
    }))
    return [{ rows }]
  })
}

/** The change of a page's blocks: indexes count in the page as it was. */
export type TableChange = {
  remove: number[]
  /** New cells in front of the block at `at`. */
  insert: { at: number; cells: Cell[] }[]
}

/** Rows and columns by name, in order. */
export type Shape = { rows: string[]; columns: string[] }

/** Rows and columns that were left over: without words, and with fewer cells than they lack. */
const shapeOf = ({ columns, rows }: Table, hasWords: (index: number) => boolean): Shape => {
  const isLeft = (cells: readonly number[][]): boolean =>
    cells.filter(each => each.length > 0).length * 2 < cells.length && !cells.flat().some(hasWords)
  const keptRows = rows.filter(({ cells }) => !isLeft(cells)).map(({ id }) => id)
  const kept = columns.filter((_, at) => !isLeft(rows.map(({ cells }) => cells[at] ?? [])))
  return keptRows.length > 0 && kept.length > 0
    ? { rows: keptRows, columns: kept }
    : { rows: rows.map(({ id }) => id), columns }
}

const isTooLarge = ({ rows, columns }: Shape): boolean =>
  rows.length > largestTable.rows ||
  columns.length > largestTable.columns ||
  rows.length * columns.length > largestTable.cells

/** Cells that are in no row or column of `wanted` go; those that it lacks come beside their neighbours. */
const reshape = (table: Table, wanted: Shape): TableChange => {
  const remove: number[] = []
  const [rows, columns] = [new Set(wanted.rows), new Set(wanted.columns)]
  const kept = new Map<string, Map<string, number[]>>()
  for (const { id, cells } of table.rows)
    for (const [at, indexes] of cells.entries()) {
      const column = table.columns[at] ?? ''
      if (!rows.has(id) || !columns.has(column)) remove.push(...indexes)
      else if (indexes.length > 0) kept.set(id, (kept.get(id) ?? new Map()).set(column, indexes))
    }
  // One that is too large as it is, from elsewhere, stays ragged: filled in, it would be larger by far.
  if (isTooLarge(wanted)) return { remove, insert: [] }
  const insert = new Map<number, Cell[]>()
  const ends = (row: string | undefined): number[] =>
    [...(kept.get(row ?? '')?.values() ?? [])].flat()
  const behindRow = (row: number): number | null => {
    for (let at = row; at >= 0; at--) {
      const here = ends(wanted.rows[at])
      if (here.length > 0) return Math.max(...here) + 1
    }
    return null
  }
  const first = Math.min(...[...kept.values()].flatMap(row => [...row.values()].flat()))
  const head = table.rows[0]?.head === true
  for (const [at, row] of wanted.rows.entries()) {
    const here = kept.get(row)
    const atStart = here === undefined ? (behindRow(at - 1) ?? first) : Math.min(...ends(row))
    let place = atStart
    for (const column of wanted.columns) {
      const there = here?.get(column)
      if (there) place = Math.max(...there) + 1
      else
        insert.set(place, [
          ...(insert.get(place) ?? []),
          { table: table.id, row, column, ...(head && at === 0 && { head }) },
        ])
    }
  }
  return { remove, insert: [...insert].map(([at, cells]) => ({ at, cells })) }
}

export type TableAct = 'row-before' | 'row-after' | 'column-before' | 'column-after'
export type TableRemoval = 'remove-row' | 'remove-column' | 'remove-table'
export const tableActs: readonly (TableAct | TableRemoval)[] = [
  ...(['row-before', 'row-after', 'column-before', 'column-after'] as const),
  ...(['remove-row', 'remove-column', 'remove-table'] as const),
]

const wantedBy = (
  { table, row, column }: PlaceInTable,
  act: TableAct | TableRemoval,
  { rows, columns }: Shape,
  random: Random,
): Shape => {
  const [hereRow, hereColumn] = [table.rows[row]?.id ?? '', table.columns[column] ?? '']
  const without = (names: string[], name: string): string[] => names.filter(each => each !== name)
  const beside = (names: string[], name: string, by: 0 | 1): string[] =>
    names.toSpliced(Math.max(0, names.indexOf(name)) + by, 0, newBlockId(random))
  switch (act) {
    case 'remove-table':
      return { rows: [], columns: [] }
    case 'remove-row':
      return { rows: without(rows, hereRow), columns }
    case 'remove-column':
      return { rows, columns: without(columns, hereColumn) }
    case 'row-before':
    case 'row-after':
      return { rows: beside(rows, hereRow, act === 'row-after' ? 1 : 0), columns }
    case 'column-before':
    case 'column-after':
      return { rows, columns: beside(columns, hereColumn, act === 'column-after' ? 1 : 0) }
  }
}

/**
 * The change that carries out `act` at a cell, and repairs a ragged table. Null where the table
 * would become larger than it may be. The last row or column takes the table with it.
 */
export const tableChange = (
  place: PlaceInTable,
  act: TableAct | TableRemoval,
  { hasWords, random }: { hasWords: (index: number) => boolean; random: Random },
): TableChange | null => {
  const wanted = wantedBy(place, act, shapeOf(place.table, hasWords), random)
  const grows = act.startsWith('row-') || act.startsWith('column-')
  return grows && isTooLarge(wanted) ? null : reshape(place.table, wanted)
}

/** True between two cells of one table, where nothing else is to be put. */
export const isWithinTable = (before: Celled | undefined, behind: Celled | undefined): boolean =>
  before?.cell !== undefined && before.cell.table === behind?.cell?.table
