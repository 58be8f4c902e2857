// Tables of foreign markup. A cell that spans several leaves the others empty; a table that is a way to lay
// out a page (one column, or said to be presentation) is none.
import { largestTable } from '#document/tables'
import type { MarkupElement, MarkupNode } from './markup.ts'

type MarkupCell = { element: MarkupElement | null; columns: number; continues: boolean }
type MarkupRow = { cells: MarkupCell[]; isHead: boolean }

const isElement = (node: MarkupNode): node is MarkupElement => typeof node !== 'string'

export const childrenOf = (parent: MarkupElement, ...names: string[]): MarkupElement[] =>
  parent.children().filter(node => isElement(node) && names.includes(node.name)) as MarkupElement[]

const spanOf = (cell: MarkupElement, name: 'colspan' | 'rowspan', most: number): number => {
  const span = Number(cell.value(name) || 1)
  return Number.isInteger(span) && span > 0 ? Math.min(span, most) : 1
}

export const isLayout = (table: MarkupElement, rows: readonly MarkupRow[]): boolean =>
  /^(?:presentation|none)$/.test(table.value('role')) ||
  rows.every(({ cells }) => cells.filter(({ element }) => element !== null).length < 2)

export const rowsOf = (table: MarkupElement): MarkupRow[] => {
  /** For each column that a table of ours can have: the rows below that a cell reaches into. */
  const reaching: number[] = []
  const found = ['thead', 'tbody', 'tfoot'].flatMap(name =>
    childrenOf(table, name)
      .flatMap(part => childrenOf(part, 'tr'))
      .map(row => ({ given: childrenOf(row, 'td', 'th'), isHead: name === 'thead' })),
  )
  const rows = found.map(({ given, isHead }, at) => {
    const cells: MarkupCell[] = []
    let column = 0
    const passCovered = (): void => {
      for (; (reaching[column] ?? 0) > 0; column++) {
        reaching[column] = (reaching[column] ?? 0) - 1
        cells.push({ element: null, columns: 1, continues: true })
      }
    }
    for (const element of given) {
      passCovered()
      const columns = spanOf(element, 'colspan', 20)
      const below = spanOf(element, 'rowspan', 200) - 1
      const last = Math.min(column + columns, largestTable.columns)
      for (let reached = column; reached < last; reached++) reaching[reached] = below
      cells.push({ element, columns, continues: false })
      column += columns
    }
    passCovered()
    const isAllHead = at === 0 && given.every(({ name }) => name === 'th')
    return { cells, isHead: isHead || isAllHead }
  })
  return rows.filter(({ cells }) => cells.some(({ element }) => element !== null))
}
