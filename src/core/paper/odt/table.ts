// A table of the text: even columns, the header row repeated on each page.
import { textWidth } from '../content/page-size.ts'
import { directionOf, type Sheet } from '../sheet.ts'
import { element } from '../xml.ts'
import { centimetres } from './styles.ts'

export type RowXml = { isHead: boolean; cells: readonly string[] }

export class Tables {
  private readonly sheet: Sheet
  private count = 0
  private readonly columns = new Set<number>()

  constructor(sheet: Sheet) {
    this.sheet = sheet
  }

  /** `cells`: their paragraphs, of which each has one at least. */
  xml(rows: readonly RowXml[]): string {
    const columns = Math.max(1, ...rows.map(({ cells }) => cells.length))
    this.columns.add(columns)
    const heads = rows.findIndex(({ isHead }) => !isHead)
    const [head, body] = heads < 0 ? [rows, []] : [rows.slice(0, heads), rows.slice(heads)]
    const rowsXml = (all: readonly RowXml[]): string => all.map(each => this.row(each)).join('')
    return element(
      'table:table',
      { 'table:name': `Table${++this.count}`, 'table:style-name': 'Table' },
      element('table:table-column', {
        'table:style-name': `Columns${columns}`,
        'table:number-columns-repeated': columns,
      }) +
        (head.length === 0 ? '' : element('table:table-header-rows', {}, rowsXml(head))) +
        rowsXml(body),
    )
  }

  /** The styles of all tables so far. */
  stylesXml(): string {
    if (this.columns.size === 0) return ''
    const { paper } = this.sheet
    const width = textWidth(paper)
    const style = (name: string, family: string, content: string): string =>
      element('style:style', { 'style:name': name, 'style:family': family }, content)
    return [
      style(
        'Table',
        'table',
        element('style:table-properties', {
          'style:width': centimetres(width),
          'table:align': 'margins',
          'fo:margin-bottom': centimetres(120),
          'style:writing-mode': directionOf(this.sheet) === 'rtl' ? 'rl-tb' : 'lr-tb',
        }),
      ),
      ...[...this.columns]
        .toSorted((a, b) => a - b)
        .map(count =>
          style(
            `Columns${count}`,
            'table-column',
            element('style:table-column-properties', {
              'style:column-width': centimetres(Math.floor(width / count)),
            }),
          ),
        ),
      style(
        'HeadRow',
        'table-row',
        element('style:table-row-properties', { 'fo:keep-together': 'always' }),
      ),
      style(
        'Cell',
        'table-cell',
        element('style:table-cell-properties', {
          'fo:padding': centimetres(80),
          'fo:border': '0.5pt solid #000000',
        }),
      ),
    ].join('')
  }

  private row({ isHead, cells }: RowXml): string {
    return element(
      'table:table-row',
      { 'table:style-name': isHead ? 'HeadRow' : undefined },
      cells
        .map(content =>
          element(
            'table:table-cell',
            { 'table:style-name': 'Cell', 'office:value-type': 'string' },
            content,
          ),
        )
        .join(''),
    )
  }
}
