// Tables of a page. A cell that spans several leaves the others empty; a table that is a way to lay
// out a page (one column, or said to be presentation) is none.
import { isElement, valueOf, type Element } from './tree.ts'

export type ForeignCell = { element: Element | null; columns: number; continues: boolean }
export type ForeignRow = { cells: ForeignCell[]; isHead: boolean }

const childrenOf = (parent: Element, ...names: string[]): Element[] =>
  parent.childNodes.filter(
    (node): node is Element => isElement(node) && names.includes(node.tagName),
  )

const partsOf = (table: Element): Element[] => [
  ...childrenOf(table, 'thead'),
  ...childrenOf(table, 'tbody'),
  ...childrenOf(table, 'tfoot'),
]

const spanOf = (cell: Element, name: 'colspan' | 'rowspan', most: number): number => {
  const span = Number(valueOf(cell, name) || 1)
  return Number.isInteger(span) && span > 0 ? Math.min(span, most) : 1
}

const cellsOf = (row: Element): Element[] => childrenOf(row, 'td', 'th')

export const isLayout = (table: Element): boolean => {
  const rows = partsOf(table).flatMap(part => childrenOf(part, 'tr'))
  const isSaid = /^(?:presentation|none)$/.test(valueOf(table, 'role'))
  return isSaid || rows.every(row => cellsOf(row).length < 2)
}

export const rowsOf = (table: Element): ForeignRow[] => {
  /** For each column: the rows below that a cell reaches into. */
  const reaching: number[] = []
  const found = partsOf(table).flatMap(part =>
    childrenOf(part, 'tr').map(row => ({ row, isHead: part.tagName === 'thead' })),
  )
  return found.map(({ row, isHead }, at) => {
    const cells: ForeignCell[] = []
    let column = 0
    const passCovered = (): void => {
      for (; (reaching[column] ?? 0) > 0; column++) {
        reaching[column] = (reaching[column] ?? 0) - 1
        cells.push({ element: null, columns: 1, continues: true })
      }
    }
    for (const element of cellsOf(row)) {
      passCovered()
      const columns = spanOf(element, 'colspan', 20)
      const below = spanOf(element, 'rowspan', 200) - 1
      for (let beside = 0; beside < columns; beside++) reaching[column + beside] = below
      cells.push({ element, columns, continues: false })
      column += columns
    }
    passCovered()
    const isAllHead = at === 0 && cellsOf(row).every(({ tagName }) => tagName === 'th')
    return { cells, isHead: isHead || isAllHead }
  })
}
