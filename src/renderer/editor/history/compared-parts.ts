// Two texts compared, in the parts that a person sees: paragraphs, and tables. A table, or a row or column of one, that
// came or went as a whole is one change, and not one in each cell.
import type { ComparedParagraph } from '#shared/contract'
import { partsOf, type TablePart } from '#document/tables'

export type WholeDeed = { what: 'added' | 'removed'; by: ComparedParagraph['by'] }
type Rows = TablePart<ComparedParagraph>['rows']
export type ComparedTable = {
  /** Null for a table that stands in both texts. */
  whole: WholeDeed | null
  rows: Rows
  /** Rows, and columns in the other rows, that came or went; none in a whole table. */
  lines: { deed: WholeDeed; of: 'Row' | 'Column'; cells: readonly ComparedParagraph[] }[]
}
export type ComparedPart = ComparedParagraph | ComparedTable

/** Where words say it too, they are gone to and not what stands above them. */
export const stopsAtDeeds = ({ deeds, pieces }: ComparedParagraph): ComparedParagraph['deeds'] =>
  deeds.filter(what => (what !== 'added' && what !== 'removed') || pieces.length === 0)

const wholeOf = (cells: readonly ComparedParagraph[]): WholeDeed | null => {
  const [first] = cells
  const [what] = first?.deeds ?? []
  if (!first || (what !== 'added' && what !== 'removed')) return null
  const { by } = first
  const isSame = cells.every(
    cell => cell.deeds.length === 1 && cell.deeds[0] === what && cell.by.join() === by.join(),
  )
  return isSame ? { what, by } : null
}

const tableOf = (rows: Rows): ComparedTable => {
  const whole = wholeOf(rows.flatMap(({ cells }) => cells.flat()))
  const lines: ComparedTable['lines'] = []
  const note = (of: 'Row' | 'Column', cells: readonly ComparedParagraph[]): boolean => {
    const deed = wholeOf(cells)
    if (deed) lines.push({ deed, of, cells })
    return deed !== null
  }
  if (whole) return { whole, rows, lines }
  const standing = rows.filter(({ cells }) => !note('Row', cells.flat()))
  for (const at of rows[0]?.cells.keys() ?? [])
    note(
      'Column',
      standing.flatMap(({ cells }) => cells[at] ?? []),
    )
  return { whole, rows, lines }
}

/** The row or column that came or went with this cell. */
export const lineOf = (
  { lines }: ComparedTable,
  cell: ComparedParagraph,
): ComparedTable['lines'][number] | undefined => lines.find(({ cells }) => cells.includes(cell))

export const comparedParts = (paragraphs: readonly ComparedParagraph[]): ComparedPart[] =>
  partsOf(paragraphs).map(part => ('rows' in part ? tableOf(part.rows) : part))

const changesOf = (paragraph: ComparedParagraph): number =>
  stopsAtDeeds(paragraph).length + paragraph.pieces.filter(({ kind }) => kind !== 'kept').length

const sumOf = <T>(all: readonly T[], countOf: (each: T) => number): number =>
  all.reduce((sum, each) => sum + countOf(each), 0)

/** As many as there are places to go to. */
export const changesIn = (paragraphs: readonly ComparedParagraph[]): number =>
  sumOf(comparedParts(paragraphs), part => {
    if (!('rows' in part)) return changesOf(part)
    if (part.whole) return 1
    const cells = part.rows.flatMap(row => row.cells.flat())
    const others = cells.filter(cell => !lineOf(part, cell))
    return part.lines.length + sumOf(others, changesOf)
  })
