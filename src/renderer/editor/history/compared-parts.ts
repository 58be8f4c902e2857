// Two texts compared, in the parts that a person sees: paragraphs, and tables. A table that came or went as a whole is
// one change, and not one in each cell.
import type { ComparedParagraph } from '#shared/contract'
import { partsOf, type TablePart } from '#shared/document'

export type WholeDeed = { what: 'added' | 'removed'; by: ComparedParagraph['by'] }
export type ComparedTable = TablePart<ComparedParagraph> & {
  /** Null for a table that stands in both texts. */
  whole: WholeDeed | null
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

export const comparedParts = (paragraphs: readonly ComparedParagraph[]): ComparedPart[] =>
  partsOf(paragraphs).map(part =>
    'rows' in part
      ? { ...part, whole: wholeOf(part.rows.flatMap(({ cells }) => cells.flat())) }
      : part,
  )

const changesOf = (paragraph: ComparedParagraph): number =>
  stopsAtDeeds(paragraph).length + paragraph.pieces.filter(({ kind }) => kind !== 'kept').length

/** As many as there are places to go to. */
export const changesIn = (paragraphs: readonly ComparedParagraph[]): number =>
  comparedParts(paragraphs).reduce((sum, part) => {
    if (!('rows' in part)) return sum + changesOf(part)
    const cells = part.rows.flatMap(row => row.cells.flat())
    return sum + (part.whole ? 1 : cells.reduce((all, cell) => all + changesOf(cell), 0))
  }, 0)
