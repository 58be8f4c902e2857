// A sheet as a Word file: numbers by Word's numbering, headings by Word's heading styles, direction
// and language per paragraph. The same sheet gives the same bytes.
import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  FootnoteReferenceRun,
  HeadingLevel,
  type IRunOptions,
  Packer,
  Paragraph,
  type ParagraphChild,
  type Table,
  TextRun,
} from 'docx'
import { partsOf, type Block, type Run } from '#shared/document'
import { withBrackets } from './docx-brackets.ts'
import { numberingOf, type WordNumber, wordNumbers } from './docx-numbering.ts'
import { captionNumber, captionStyle, pictureParagraph } from './docx-figure.ts'
import { paragraphReferences, type ParagraphReferences } from './docx-references.ts'
import { stylesOf, wordLanguage } from './docx-styles.ts'
import { oursInWord, wordMasthead } from './docx-masthead.ts'
import { wordTable } from './docx-table.ts'
import { escape, safeLink } from './markup.ts'
import { repackDocx } from './repack.ts'
import {
  directionOf,
  hasWords,
  noteNumbersOf,
  notesOf,
  pictureOf,
  type Sheet,
  titleOf,
  isFigure,
  withheldSign,
} from './sheet.ts'

const headings = {
  h1: HeadingLevel.HEADING_1,
  h2: HeadingLevel.HEADING_2,
  h3: HeadingLevel.HEADING_3,
  h4: HeadingLevel.HEADING_4,
} as const

const headingOf = (kind: Block['kind']) =>
  kind in headings ? headings[kind as keyof typeof headings] : undefined

type Manner = { rightToLeft: boolean; language?: IRunOptions['language'] }

const textRun = (run: Run, { rightToLeft, language }: Manner): TextRun => {
  const options: IRunOptions = {
    text: run.text,
    ...(run.bold === true && { bold: true, boldComplexScript: true }),
    ...(run.italic === true && { italics: true, italicsComplexScript: true }),
    ...(run.underline === true && { underline: {} }),
    ...(run.strikethrough === true && { strike: true }),
    ...(run.superscript === true && { superScript: true }),
    ...(run.subscript === true && { subScript: true }),
    ...(rightToLeft && { rightToLeft: true }),
    ...(language && { language }),
  }
  return new TextRun(options)
}

const child = (run: Run, manner: Manner): ParagraphChild =>
  run.href !== undefined && safeLink(run.href)
    ? new ExternalHyperlink({ link: run.href, children: [textRun(run, manner)] })
    : textRun(run, manner)

/** Word numbers each new reference, so a note that is cited again is cited by its number. */
const referencesOf = (sheet: Sheet): ((note: string) => ParagraphChild) => {
  const [numbers, cited] = [noteNumbersOf(sheet), new Set<string>()]
  return note => {
    const number = numbers.get(note) ?? 0
    const isFirst = !cited.has(note) && number > 0
    cited.add(note)
    return isFirst
      ? new FootnoteReferenceRun(number)
      : new TextRun({ text: String(number), superScript: true })
  }
}

/** Word's own footnotes: it numbers them in the order of the text, as the page does. */
const footnotes = (sheet: Sheet) => {
  const bidirectional = directionOf(sheet) === 'rtl'
  return Object.fromEntries(
    notesOf(sheet).map(({ text }, at) => [
      at + 1,
      {
        children: [
          new Paragraph({
            children: [textRun({ text }, { rightToLeft: bidirectional })],
            bidirectional,
          }),
        ],
      },
    ]),
  )
}

/** The context of a paragraph in the file. */
type InFile = WordNumber & {
  onNewPage: boolean
  reference: (note: string) => ParagraphChild
  paragraphs: ParagraphReferences
  index: number
}

const blockParagraph = (
  block: Block,
  sheet: Sheet,
  { list, typed, onNewPage, reference, paragraphs, index }: InFile,
): Paragraph => {
  const rightToLeft = (block.direction ?? directionOf(sheet)) === 'rtl'
  const own = block.language && { language: wordLanguage(block.language) }
  const manner = { rightToLeft, ...(block.label === undefined ? own : oursInWord(sheet)) }
  const heading = headingOf(block.kind)
  const text = block.label === undefined ? block.runs : [{ text: withheldSign(sheet) }]
  const isCaption = block.kind === 'figure'
  const runs = typed === undefined || isCaption ? text : [{ text: `${typed} ` }, ...text]
  const write = (text: Run): TextRun => textRun(text, manner)
  const children = runs.flatMap((run): ParagraphChild[] => {
    if (run.note !== undefined) return [reference(run.note)]
    return run.to ? paragraphs.children(run, run.to, write) : [child(run, manner)]
  })
  const marked = (all: ParagraphChild[]): ParagraphChild[] => paragraphs.marked(index, all)
  const number = isCaption ? captionNumber(block, text => write({ text }), marked) : []
  return new Paragraph({
    children: isCaption ? [...number, ...children] : marked(children),
    ...(isCaption && { style: captionStyle }),
    ...(heading !== undefined && { heading }),
    ...(list !== undefined && { numbering: list }),
    ...(block.kind === 'quote' && { style: 'Quote' }),
    ...(onNewPage && { pageBreakBefore: true }),
    ...(rightToLeft && { bidirectional: true, alignment: AlignmentType.START }),
  })
}

const inBold = (block: Block): Block => ({
  ...block,
  runs: block.runs.map(run => ({ ...run, bold: true as const })),
})

/** A page break is a property of the paragraph behind it, so that no empty line begins the page. */
const blockParagraphs = (sheet: Sheet, numbers: readonly WordNumber[]): (Paragraph | Table)[] => {
  const { blocks } = sheet.page
  const [reference, paragraphs] = [referencesOf(sheet), paragraphReferences(blocks, numbers)]
  let onNewPage = false
  const isMirrored = directionOf(sheet) === 'rtl'
  const empty = (): Paragraph => new Paragraph({ bidirectional: isMirrored })
  const paragraphOf = (block: Block, index: number): Paragraph => {
    const inFile = { onNewPage, reference, paragraphs, index }
    onNewPage = false
    return blockParagraph(block, sheet, { ...numbers[index], ...inFile })
  }
  /** Its picture, and below it its caption. */
  const figureOf = (block: Block, index: number): Paragraph[] => {
    const bidirectional = (block.direction ?? directionOf(sheet)) === 'rtl'
    const rest = { bidirectional, pageBreakBefore: onNewPage }
    onNewPage = false
    return [
      pictureParagraph(sheet, block, pictureOf(sheet, block), rest),
      paragraphOf(block, index),
    ]
  }
  const parts = partsOf(blocks.map((block, index) => ({ ...block, index })))
  return parts.flatMap((part, at) => {
    if ('rows' in part) {
      const rows = part.rows.map(({ head, cells }) => ({
        isHead: head,
        cells: cells.map(all =>
          all.map(({ index, ...block }) => paragraphOf(head ? inBold(block) : block, index)),
        ),
      }))
      const next = parts[at + 1]
      // Word joins adjacent tables, and ends no file with one.
      const isApart = next !== undefined && !('rows' in next)
      return [wordTable(rows, { isMirrored, empty }), ...(isApart ? [] : [empty()])]
    }
    const { index, ...block } = part
    if (block.kind === 'pagebreak') onNewPage = true
    if (block.kind === 'pagebreak' && !hasWords(block) && at < parts.length - 1) return []
    return isFigure(block) ? figureOf(block, index) : [paragraphOf(block, index)]
  })
}

/** The bytes of an Office Open XML document (ISO/IEC 29500, transitional). */
export const toDocx = async (sheet: Sheet): Promise<Uint8Array> => {
  const numbers = sheet.page.blocks.map(wordNumbers(sheet.page.meta))
  const document = new Document({
    title: titleOf(sheet),
    creator: '',
    lastModifiedBy: '',
    styles: stylesOf(sheet.page.meta.language),
    footnotes: footnotes(sheet),
    numbering: numberingOf(sheet.page.meta),
    sections: [
      {
        children: [
          ...wordMasthead(sheet, [{ text: titleOf(sheet), isOurs: false }]),
          ...blockParagraphs(sheet, numbers),
        ],
      },
    ],
  })
  const bytes = new Uint8Array(await Packer.toArrayBuffer(document))
  return repackDocx(bytes, {
    title: escape(titleOf(sheet)),
    language: sheet.page.meta.language,
    numbering: xml => withBrackets(xml, numbers),
  })
}
