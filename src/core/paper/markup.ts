// HTML of a sheet, for the web page and for print. Everything is escaped here and nowhere else;
// numbers stand as text, since a reader may copy them and a style sheet may be missing.
import { blockText, runElements, type Block, type Run } from '#document/model'
import { partsOf } from '#document/tables'
import {
  asParagraph,
  directionOf,
  figureNumber,
  hasWords,
  headerOf,
  middleDot,
  groupLineOf,
  mastheadOf,
  noteNumbersOf,
  notesOf,
  notesTitle,
  pictureOf,
  type Sheet,
  type SheetPicture,
  titleOf,
  isFigure,
  withheldSign,
  withLeads,
  wordsForPicture,
} from './sheet.ts'
import { printedPartsOf } from './printed-words.ts'
import type { PdfFacts, TableShape } from './pdf/index.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escape = (text: string): string =>
  text.replace(/[&<>"]/g, sign => entities[sign] ?? '')

/** The only schemes that a document may link to. */
export const safeLink = (href: string): boolean => /^(https?:\/\/|mailto:)/i.test(href)

/** The placeholder of a restricted paragraph is in the app's words, in the language of the text. */
const blocksOf = (sheet: Sheet): Block[] =>
  sheet.page.blocks.map(block => {
    if (block.label === undefined) return block
    const { language: _, ...rest } = block
    return rest
  })

type NoteNumbers = ReadonlyMap<string, number>

/** The first reference to a note is the one that the note leads back to. */
const referenceMarkup = (note: string, numbers: NoteNumbers, cited: Set<string>): string => {
  const number = numbers.get(note) ?? ''
  const id = cited.has(note) ? '' : ` id="reference-${number}"`
  cited.add(note)
  return `<sup><a href="#note-${number}"${id} role="doc-noteref">${number}</a></sup>`
}

const runMarkup = (run: Run): string => {
  const inner = runElements.reduce(
    (text, [format, tag]) => (run[format] === true ? `<${tag}>${text}</${tag}>` : text),
    escape(run.text),
  )
  return run.href !== undefined && safeLink(run.href)
    ? `<a href="${escape(run.href)}" rel="noreferrer">${inner}</a>`
    : inner
}

const anchor = (index: number): string => `paragraph-${index + 1}`

/** A reference to a paragraph leads to it. */
const paragraphMarkup = (run: Run): string => {
  const { standing, index = 0 } = run.to?.reads ?? {}
  const inner = runMarkup(run)
  return standing === 'there' ? `<a href="#${anchor(index)}">${inner}</a>` : inner
}

const referredTo = (blocks: readonly Block[]): Set<number> =>
  new Set(
    blocks.flatMap(({ runs }) => runs.flatMap(({ to }) => (to?.reads ? [to.reads.index] : []))),
  )

// The title is the sheet's h1, so the document's own headings begin one below it.
const tagOf: Partial<Record<Block['kind'], string>> = {
  h1: 'h2',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  quote: 'blockquote',
}

const attributes = (block: Block, id: string | null): string =>
  [id === null ? '' : ` id="${id}"`, ` class="${block.kind}"`, manner(block)].join('')

/** Its language and direction, where they are its own. */
const manner = ({ language, direction }: Block): string =>
  [
    language === undefined ? '' : ` lang="${language}"`,
    direction === undefined ? '' : ` dir="${direction}"`,
  ].join('')

type TextOf = (block: Block) => string

type Markups = {
  block(block: Block, index: number): string
  /** The words of a block in a cell. */
  words(block: Block): string
}

/**
 * Most bytes of pictures in one page, each counted as often as it occurs: more than one feed brings
 * into a text. A hostile author could name one picture so often that no page could be made.
 */
const mostPictured = 128 * 1024 * 1024

/** Blocks are asked for in their order: each reference is counted once. */
const markupsOf = (sheet: Sheet): Markups => {
  const [numbers, cited] = [noteNumbersOf(sheet), new Set<string>()]
  const markupOf = (run: Run): string => {
    if (run.note !== undefined) return referenceMarkup(run.note, numbers, cited)
    return run.to ? paragraphMarkup(run) : runMarkup(run)
  }
  const targets = referredTo(sheet.page.blocks)
  const textOf: TextOf = ({ label, runs }) =>
    label === undefined ? runs.map(markupOf).join('') : withheldSign(sheet)
  let pictured = 0
  const pictureIn = (block: Block): SheetPicture | null => {
    const picture = pictureOf(sheet, block)
    pictured += picture?.bytes.length ?? 0
    return pictured > mostPictured ? null : picture
  }
  const shownOf = (block: Block): string => {
    const picture = pictureIn(block)
    if (picture) return pictureMarkup(block, picture)
    return `<p>[${escape(wordsForPicture(sheet, block))}]</p>`
  }
  return {
    block(block, index) {
      const id = targets.has(index) ? anchor(index) : null
      return block.kind === 'figure'
        ? figureMarkup(block, textOf, { id, shown: isFigure(block) ? shownOf(block) : '' })
        : blockMarkup(block, textOf, id)
    },
    words: textOf,
  }
}

export type MarkedRow = { head: boolean; cells: Block[][] }

/** Puts more beside the parts of a sheet, which are asked for in their order. */
export type Beside = {
  block(markup: string, block: Block & { index: number }): string
  row(markup: string, row: MarkedRow): string
  table(markup: string, rows: readonly MarkedRow[]): string
}

const nothingBeside: Beside = {
  block: markup => markup,
  row: markup => markup,
  table: markup => markup,
}

const rowMarkup = (cells: readonly Block[][], isHead: boolean, words: Markups['words']): string =>
  `<tr>${cells
    .map(blocks => {
      const said = blocks.map(words).join('<br>')
      // An empty header cell heads nothing.
      const [tag, scope] = isHead && said !== '' ? ['th', ' scope="col"'] : ['td', '']
      return `<${tag}${scope}${blocks[0] ? manner(blocks[0]) : ''}>${said}</${tag}>`
    })
    .join('')}</tr>`

/** Blocks and whole tables in their order. */
export const partMarkups = (sheet: Sheet, beside = nothingBeside): string[] => {
  const { block: markupOf, words } = markupsOf(sheet)
  return partsOf(blocksOf(sheet).map((block, index) => ({ ...block, index }))).map(part => {
    if (!('rows' in part)) return beside.block(markupOf(part, part.index), part)
    const [head, body] = [part.rows.filter(row => row.head), part.rows.filter(row => !row.head)]
    const rows = (all: typeof head, tag: string): string[] =>
      all.length === 0
        ? []
        : [
            `<${tag}>`,
            ...all.map(each => beside.row(rowMarkup(each.cells, each.head, words), each)),
            `</${tag}>`,
          ]
    const markup = ['<table>', ...rows(head, 'thead'), ...rows(body, 'tbody'), '</table>']
    return beside.table(markup.join('\n'), part.rows)
  })
}

/** In the file itself: nothing is fetched. */
const pictureMarkup = (
  { alternative = '' }: Block,
  { type, width, height, bytes }: SheetPicture,
): string => {
  const source = `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`
  return `<img src="${source}" alt="${escape(alternative)}" width="${width}" height="${height}">`
}

const figureMarkup = (
  block: Block,
  textOf: TextOf,
  { id, shown }: { id: string | null; shown: string },
): string => {
  const number = figureNumber(block) === '' ? '' : `${escape(figureNumber(block))} `
  const caption = `<figcaption>${number}${textOf(block)}</figcaption>`
  return `<figure${attributes(block, id)}>${shown}${caption}</figure>`
}

const blockMarkup = (block: Block, textOf: TextOf, id: string | null = null): string => {
  if (block.kind === 'pagebreak')
    return [
      '<hr class="pagebreak">',
      ...(hasWords(block) ? [blockMarkup(asParagraph(block), textOf, id)] : []),
    ].join('\n')
  const tag = tagOf[block.kind] ?? 'p'
  const text = textOf(block)
  const number = block.number === '' ? '' : `<span class="number">${escape(block.number)}</span> `
  return `<${tag}${attributes(block, id)}>${number}${text}</${tag}>`
}

// At the end: no browser lays out notes at the foot of a printed page.
export const notesMarkup = (sheet: Sheet): string[] => {
  const notes = notesOf(sheet)
  if (notes.length === 0) return []
  return [
    `<section class="notes" role="doc-endnotes" aria-label="${escape(notesTitle(sheet))}">`,
    ...notes.map(({ text }, at) => {
      const back = `<a href="#reference-${at + 1}" role="doc-backlink">${at + 1}</a>`
      const words = `<span class="number">${back}</span> ${escape(text)}`
      return `<p class="note" id="note-${at + 1}" dir="auto">${words}</p>`
    }),
    '</section>',
  ]
}

export const headerMarkup = (sheet: Sheet): string =>
  [
    '<header>',
    ...groupLineOf(sheet).map(text => `<p class="group">${escape(text)}</p>`),
    ...mastheadOf(sheet).map(text => `<p class="line"><bdi>${escape(text)}</bdi></p>`),
    '</header>',
  ].join('\n')

/** Header, title and blocks, without `<html>` around them. */
const bodyMarkup = (sheet: Sheet): string =>
  [
    headerMarkup(sheet),
    `<main><h1 dir="auto">${escape(titleOf(sheet))}</h1>`,
    ...partMarkups(withLeads(sheet)),
    ...notesMarkup(sheet),
    '</main>',
  ].join('\n')

const style = `
body{max-width:38em;margin:2em auto;padding:0 1em;font:1.05em/1.55 'Source Serif 4','Noto Naskh Arabic',Georgia,serif}
header{display:flex;flex-direction:column;border-block-end:2px solid;padding-block-end:.5em}
header p{margin:0}.group{font-weight:600}.line{font-size:.8em}
h1{font-size:1.35em}h2{font-size:1.15em}h3,h4,h5{font-size:1em}
.number{display:inline-block;min-inline-size:2.2em}
.num2,.bullet1{margin-inline-start:2em}.num3,.bullet2{margin-inline-start:4em}.num4,.bullet3{margin-inline-start:6em}
.bullet1::before,.bullet2::before,.bullet3::before{content:'\\2022  '}
blockquote{margin-inline:2em}
figure{margin:1.4em 0;break-inside:avoid}figure img{display:block;max-inline-size:100%;block-size:auto}figcaption{margin-block-start:.5em;font-size:.92em}
table{inline-size:100%;border-collapse:collapse;table-layout:fixed;margin-block:1em}
th,td{border:1px solid;padding:.35em .6em;text-align:start;vertical-align:top;overflow-wrap:break-word}
.notes{border-block-start:1px solid;margin-block-start:2em;font-size:.85em}.notes p{margin-block:.4em}
.pagebreak{break-after:page;border:0}
`
/** A test compares it with the style. */
const styleHash = 'sha256-PMbiof5v8hau4QQMTTug3khp9Q5XnJhfwPfgYnfqJ7c='
const policy = `default-src 'none'; style-src '${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`

/** One self-contained file: no script, nothing fetched. UTF-8. */
export const toHtml = (sheet: Sheet): string =>
  `<!doctype html>
<html lang="${sheet.page.meta.language}" dir="${directionOf(sheet)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escape(titleOf(sheet))}</title>
<style>${style}</style>
</head>
<body>
${bodyMarkup(sheet)}
</body>
</html>
`

/** The header of each page but the first, and the foot with its number, for the script of the print page. */
const pageMarkup = (sheet: Sheet): string => {
  const head = headerOf(sheet)
    .map(text => `<bdi>${escape(text)}</bdi>`)
    .join(middleDot)
  const foot = printedPartsOf(sheet.page.meta.language, 'paper.page')
    .map(({ text, value }) =>
      value === undefined ? escape(text) : `<span class="${value}-number"></span>`,
    )
    .join('')
  return [
    `<template class="page" data-paper="${sheet.paper ?? 'a4'}">`,
    `<div class="page-head" aria-hidden="true">${head}</div>`,
    `<div class="page-foot" aria-hidden="true">${foot}</div>`,
    '</template>',
  ].join('')
}

/** The printable page; the print window adds its style sheet and fonts, and lays it out in pages. */
export type Printable = PdfFacts & { direction: 'ltr' | 'rtl'; body: string }

const headingsOf = (sheet: Sheet): string[] => [
  titleOf(sheet),
  ...sheet.page.blocks
    .filter(({ kind, cell }) => cell === undefined && tagOf[kind]?.startsWith('h'))
    .map(block => {
      const said = block.label === undefined ? blockText(block) : withheldSign(sheet)
      return block.number === '' ? said : `${block.number} ${said}`
    })
    .filter(text => text.trim() !== ''),
]

/** Letters that the engine does not paint: spaces, and signs that only say how others are read. */
const unpainted = /^[\s\p{Cf}]*$/u

/** A withheld cell shows the sign for that. */
const isSaid = ({ label, runs }: Block): boolean =>
  label !== undefined || runs.some(({ text, note }) => note !== undefined || !unpainted.test(text))

const shapesOf = (sheet: Sheet): TableShape[] =>
  partsOf(sheet.page.blocks).flatMap(part =>
    'rows' in part ? [part.rows.map(({ cells }) => cells.map(each => each.some(isSaid)))] : [],
  )

/** The facts that the finished PDF says of itself. A text without a title goes by its group. */
const factsOf = (sheet: Sheet): PdfFacts => ({
  title: titleOf(sheet) || sheet.group,
  language: sheet.page.meta.language,
  headings: headingsOf(sheet),
  tables: shapesOf(sheet),
})

export const toPrintable = (sheet: Sheet): Printable => ({
  ...factsOf(sheet),
  direction: directionOf(sheet),
  body: `${pageMarkup(sheet)}\n${bodyMarkup(sheet)}`,
})
