// The paragraphs that a page has in a word processor: its blocks, with the picture of a figure in a
// paragraph of its own above the caption, and a page break as a property of the paragraph behind it,
// so that no empty line begins the page.
import { partsOf } from '#document/tables'
import type { Block } from '#document/model'
import { asParagraph, hasWords, isFigure, withheldSign, type Sheet } from '../sheet.ts'

export type Line = {
  block: Block
  /** The place of the block in the page. */
  index: number
  onNewPage: boolean
  /** The picture of a figure; its caption is the next line. */
  isPicture: boolean
}

export type Row = { name: string; isHead: boolean; cells: Line[][] }
export type TableOfLines = { name: string; rows: Row[] }
export type LinePart = Line | TableOfLines

export const isTable = (part: LinePart): part is TableOfLines => 'rows' in part

const inBold = (block: Block): Block => ({
  ...block,
  runs: block.runs.map(run => ({ ...run, bold: true as const })),
})

/** A restricted paragraph shows its placeholder. */
const shown = (sheet: Sheet, block: Block): Block =>
  block.label === undefined ? block : { ...block, runs: [{ text: withheldSign(sheet) }] }

export const linesOf = (sheet: Sheet): LinePart[] => {
  let onNewPage = false
  const lineOf = (block: Block, index: number, isPicture = false): Line => {
    const line = { block: shown(sheet, block), index, onNewPage, isPicture }
    onNewPage = false
    return line
  }
  const parts = partsOf(sheet.page.blocks.map((block, index) => ({ ...block, index })))
  return parts.flatMap((part, at): LinePart[] => {
    if ('rows' in part) {
      const first = part.rows.flatMap(({ cells }) => cells.flat())[0]?.cell
      const rows = part.rows.map(({ head, cells }) => ({
        name: cells.flat()[0]?.cell?.row ?? '',
        isHead: head,
        cells: cells.map(all =>
          all.map(({ index, ...block }) => lineOf(head ? inBold(block) : block, index)),
        ),
      }))
      return [{ name: first?.table ?? '', rows }]
    }
    const { index, ...block } = part
    if (block.kind !== 'pagebreak')
      return isFigure(block)
        ? [lineOf(block, index, true), lineOf(block, index)]
        : [lineOf(block, index)]
    onNewPage = true
    const isNeeded = hasWords(block) || at === parts.length - 1
    return isNeeded ? [lineOf(asParagraph(block), index)] : []
  })
}
