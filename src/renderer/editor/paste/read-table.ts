// Foreign tables as rows of cells. A cell that spans several leaves the others empty; what is no table
// but a way to lay out a page (one column, one cell, said to be presentation) is none.
import { countedNames, tableOfNames } from '#document/tables'
import type { Cell } from '#document/model'

/** Each place with what stands in it; null: a place that another cell spans. */
export type ForeignTable = { places: { element: HTMLElement | null; cell: Cell }[] }

const spanOf = (element: Element, name: 'colspan' | 'rowspan', most: number): number => {
  const count = Number(element.getAttribute(name) ?? 1)
  return Number.isInteger(count) && count > 0 ? Math.min(count, most) : 1
}

const childrenOf = (parent: Element, ...tags: string[]): HTMLElement[] =>
  [...parent.children].filter(
    (each): each is HTMLElement => each instanceof HTMLElement && tags.includes(each.tagName),
  )

const rowsOf = (table: Element): HTMLElement[] => [
  ...childrenOf(table, 'THEAD').flatMap(part => childrenOf(part, 'TR')),
  ...[...table.children].flatMap(part => {
    if (part.tagName === 'TR') return part instanceof HTMLElement ? [part] : []
    return part.tagName === 'TBODY' || part.tagName === 'TFOOT' ? childrenOf(part, 'TR') : []
  }),
]

/** `name` gives the cells their names. Null for what is no table, or too large for one of ours. */
export const readTable = (table: Element, name = countedNames()): ForeignTable | null => {
  if (/^(presentation|none)$/.test(table.getAttribute('role') ?? '')) return null
  const found = rowsOf(table)
  const grid: (HTMLElement | null | undefined)[][] = found.map(() => [])
  for (const [at, row] of found.entries()) {
    let column = 0
    for (const element of childrenOf(row, 'TD', 'TH')) {
      while (grid[at]?.[column] !== undefined) column++
      const [across, down] = [spanOf(element, 'colspan', 20), spanOf(element, 'rowspan', 200)]
      for (let below = 0; below < down; below++)
        for (let beside = 0; beside < across; beside++) {
          const line = grid[at + below]
          if (line) line[column + beside] = below === 0 && beside === 0 ? element : null
        }
      column += across
    }
  }
  const rows = grid.filter(line => line.some(Boolean))
  const columns = Math.max(0, ...rows.map(line => line.length))
  const [first] = found
  const isHead =
    first?.parentElement?.tagName === 'THEAD' ||
    (first !== undefined && childrenOf(first, 'TD').length === 0)
  if (columns < 2) return null
  const cells = tableOfNames({ rows: rows.length, columns, head: isHead }, name)
  return (
    cells && {
      places: cells.map((cell, at) => ({
        cell,
        element: rows[Math.floor(at / columns)]?.[at % columns] ?? null,
      })),
    }
  )
}
