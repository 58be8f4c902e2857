// A table of the text as a Word table: even columns, the header row repeated on each page.
import { element } from '../xml.ts'

/** `change`: the element that says that the row was added or removed. */
export type RowXml = { isHead: boolean; change: string; cells: readonly string[] }

const borders = element(
  'w:tblBorders',
  {},
  ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map(side =>
      element(`w:${side}`, { 'w:val': 'single', 'w:sz': 4, 'w:space': 0, 'w:color': 'auto' }),
    )
    .join(''),
)

const margins = element(
  'w:tblCellMar',
  {},
  Object.entries({ top: 60, left: 100, bottom: 60, right: 100 })
    .map(([side, width]) => element(`w:${side}`, { 'w:w': width, 'w:type': 'dxa' }))
    .join(''),
)

/** `widths`: of the columns, in twentieths of a point. */
export const tableXml = (
  rows: readonly RowXml[],
  widths: readonly number[],
  isMirrored: boolean,
): string => {
  const total = widths.reduce((sum, width) => sum + width, 0)
  const properties = [
    ...(isMirrored ? [element('w:bidiVisual')] : []),
    element('w:tblW', { 'w:w': total, 'w:type': 'dxa' }),
    borders,
    element('w:tblLayout', { 'w:type': 'fixed' }),
    margins,
  ]
  const rowXml = ({ isHead, change, cells }: RowXml): string => {
    const own = (isHead ? element('w:cantSplit') + element('w:tblHeader') : '') + change
    return element(
      'w:tr',
      {},
      (own === '' ? '' : element('w:trPr', {}, own)) +
        cells
          .map((content, at) => {
            const width = element('w:tcW', { 'w:w': widths[at] ?? 0, 'w:type': 'dxa' })
            return element('w:tc', {}, element('w:tcPr', {}, width) + content)
          })
          .join(''),
    )
  }
  return element(
    'w:tbl',
    {},
    element('w:tblPr', {}, properties.join('')) +
      element(
        'w:tblGrid',
        {},
        widths.map(width => element('w:gridCol', { 'w:w': width })).join(''),
      ) +
      rows.map(rowXml).join(''),
  )
}

/** Columns of one width. */
export const evenWidths = (count: number, width: number): number[] =>
  Array.from({ length: count }, () => Math.floor(width / Math.max(1, count)))

/** Word needs a paragraph in each cell, and behind each table. `mark`: properties of its end. */
export const emptyParagraph = (isMirrored: boolean, mark = ''): string => {
  const properties = (isMirrored ? element('w:bidi') : '') + mark
  return element('w:p', {}, properties === '' ? '' : element('w:pPr', {}, properties))
}

export const rowOf = (isHead: boolean, cells: readonly string[]): RowXml => ({
  isHead,
  change: '',
  cells,
})
