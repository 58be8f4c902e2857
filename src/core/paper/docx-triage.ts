// The triage table of a consultation as a Word file: paragraph, comment, response. A respondent is
// named only as the reply allows, and always as the reply's own claim.
import {
  Document,
  type IRunOptions,
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
import { isRightToLeft, oursInWord, wordMasthead, wordRuns } from './docx-masthead.ts'
import { stylesOf } from './docx-styles.ts'
import { escape } from './markup.ts'
import { repackDocx } from './repack.ts'
import { printedParts, printedWord, type PrintedWord } from './printed-words.ts'
import { directionOf, type Sheet, titleOf } from './sheet.ts'
import { sourceParts, type TriageRow } from './triage-row.ts'

type Look = Pick<IRunOptions, 'language'> & { italics?: true; bold?: true }

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

/** The app's words, in bold. */
type Say = (id: PrintedWord) => Paragraph[]

const headerRow = (say: Say): TableRow =>
  row(
    (['paragraph', 'comment', 'response'] as const).map(each => say(`paper.table.${each}`)),
    true,
  )

const paragraphCell = (say: Say, { place, base }: TriageRow): Paragraph[] =>
  place === null
    ? say('paper.table.whole')
    : [...(place === '' ? [] : lines(place, { bold: true })), ...lines(base)]

const statedBy = (sheet: Sheet, source: TriageRow['source']): Paragraph => {
  const parts = sourceParts(sheet.page.meta.language, source)
  const isMirrored = isRightToLeft(parts.map(({ text }) => text).join(''))
  return new Paragraph({
    children: wordRuns(sheet, parts, { italics: true }),
    ...(isMirrored && { bidirectional: true }),
  })
}

const commentCell = (
  say: Say,
  sheet: Sheet,
  { source, comment, wording }: TriageRow,
): Paragraph[] => [
  statedBy(sheet, source),
  ...(comment === '' ? [] : lines(comment)),
  ...(wording === null ? [] : [...say('paper.table.proposed'), ...lines(wording)]),
]

const responseCell = (say: Say, { responses }: TriageRow): Paragraph[] =>
  (responses.length > 0 ? responses : [{ state: 'open' as const, response: '' }]).flatMap(
    ({ state, response }) => [
      ...say(`paper.table.${state}`),
      ...(response === '' ? [] : lines(response)),
    ],
  )

/** The bytes of an Office Open XML document; the same rows give the same bytes. */
export const toTriageTable = async (
  sheet: Sheet,
  rows: readonly TriageRow[],
): Promise<Uint8Array> => {
  const { language } = sheet.page.meta
  const say: Say = id => lines(printedWord(language, id), { bold: true, ...oursInWord(sheet) })
  const isMirrored = directionOf(sheet) === 'rtl'
  const consulted = printedParts(language, 'paper.consultation', ['title', titleOf(sheet)])
  const heading = consulted.map(({ text }) => text).join('')
  const document = new Document({
    title: heading,
    creator: '',
    lastModifiedBy: '',
    styles: stylesOf(sheet.page.meta.language),
    sections: [
      {
        properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } },
        children: [
          ...wordMasthead(sheet, consulted),
          new Table({
            columnWidths: columns,
            layout: TableLayoutType.FIXED,
            visuallyRightToLeft: isMirrored,
            rows: [
              headerRow(say),
              ...rows.map(each =>
                row(
                  [
                    paragraphCell(say, each),
                    commentCell(say, sheet, each),
                    responseCell(say, each),
                  ],
                  false,
                ),
              ),
            ],
          }),
        ],
      },
    ],
  })
  const bytes = new Uint8Array(await Packer.toArrayBuffer(document))
  return repackDocx(bytes, { title: escape(heading), language })
}
