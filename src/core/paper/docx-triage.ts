// The triage table of a consultation as a Word file: paragraph, comment, response. Whoever answered is
// named in it only as the reply allows, and always as what the reply states of itself.
import {
  Document,
  HeadingLevel,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { stylesOf } from './docx-styles.ts'
import { escape } from './markup.ts'
import { repackDocx } from './repack.ts'
import { directionOf, mastheadOf, type Sheet, tableWord, titleOf } from './sheet.ts'
import { sourceLine, type TriageRow } from './triage-row.ts'

/** Replies come in any language: each line runs as its first letter does. */
const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)

type Look = { italics?: true; bold?: true }

const lines = (text: string, look: Look = {}): Paragraph[] =>
  text.split('\n').map(line => {
    const rightToLeft = isRightToLeft(line)
    return new Paragraph({
      children: [new TextRun({ text: line, ...look, ...(rightToLeft && { rightToLeft }) })],
      ...(rightToLeft && { bidirectional: true }),
    })
  })

// Twentieths of a point, of an A4 page on its side within margins of an inch.
const columns = [4200, 5200, 4558]

const row = (cells: readonly Paragraph[][], isHeader: boolean): TableRow =>
  new TableRow({
    tableHeader: isHeader,
    cantSplit: isHeader,
    children: cells.map(
      (children, at) =>
        new TableCell({
          children: children.length > 0 ? children : [new Paragraph('')],
          width: { size: columns[at] ?? 0, type: WidthType.DXA },
          margins: { top: 60, bottom: 60, left: 100, right: 100 },
        }),
    ),
  })

const headerRow = (): TableRow =>
  row(
    (['paragraph', 'comment', 'response'] as const).map(each =>
      lines(tableWord(`paper.table.${each}`), { bold: true }),
    ),
    true,
  )

const paragraphCell = ({ place, base }: TriageRow): Paragraph[] =>
  place === null
    ? lines(tableWord('paper.table.whole'), { bold: true })
    : [...(place === '' ? [] : lines(place, { bold: true })), ...lines(base)]

const commentCell = ({ source, comment, wording }: TriageRow): Paragraph[] => [
  ...lines(sourceLine(source), { italics: true }),
  ...(comment === '' ? [] : lines(comment)),
  ...(wording === null
    ? []
    : [...lines(tableWord('paper.table.proposed'), { bold: true }), ...lines(wording)]),
]

const responseCell = ({ responses }: TriageRow): Paragraph[] =>
  (responses.length > 0 ? responses : [{ state: 'open' as const, response: '' }]).flatMap(
    ({ state, response }) => [
      ...lines(tableWord(`paper.table.${state}`), { bold: true }),
      ...(response === '' ? [] : lines(response)),
    ],
  )

/** The bytes of an Office Open XML document; the same rows give the same bytes. */
export const toTriageTable = async (
  sheet: Sheet,
  rows: readonly TriageRow[],
): Promise<Uint8Array> => {
  const isMirrored = directionOf(sheet) === 'rtl'
  const heading = tableWord('paper.consultation', { title: titleOf(sheet) })
  const document = new Document({
    title: heading,
    creator: '',
    lastModifiedBy: '',
    styles: stylesOf(sheet.page.meta.language),
    sections: [
      {
        properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } },
        children: [
          new Paragraph({ text: sheet.group, style: 'Masthead', bidirectional: isMirrored }),
          ...mastheadOf(sheet).map(
            text => new Paragraph({ text, style: 'MastheadLine', bidirectional: isMirrored }),
          ),
          new Paragraph({
            text: heading,
            heading: HeadingLevel.TITLE,
            bidirectional: isMirrored,
          }),
          new Table({
            columnWidths: columns,
            layout: TableLayoutType.FIXED,
            visuallyRightToLeft: isMirrored,
            rows: [
              headerRow(),
              ...rows.map(each =>
                row([paragraphCell(each), commentCell(each), responseCell(each)], false),
              ),
            ],
          }),
        ],
      },
    ],
  })
  const bytes = new Uint8Array(await Packer.toArrayBuffer(document))
  const { language } = sheet.page.meta
  return repackDocx(bytes, { title: escape(heading), language })
}
