// Sheets to print: a text with everything that a PDF can hold, and each template as it begins.
import type { Sheet } from '#core/paper'
import type { DocumentKind, Language, TemplateName } from '#shared/contract'
import { kindOfTemplate, templateOf } from '#document/templates'
import { newTable } from '#document/tables'
import { numberBlocks } from '#document/numbering'
import type { Block, Note, Picture, Run } from '#document/model'
import type { NewBlock } from '#document/blocks'
import { countedRandom } from '#tests/editor-peer'
import { png } from '#tests/pictures'

export const saidIn: Record<Language, string> = {
  en: 'States should protect women human rights defenders in law and in practice, and report on it every year.',
  fr: 'Les États devraient protéger les défenseuses des droits humains, en droit et en pratique, chaque année.',
  es: 'Los Estados deberían proteger a las defensoras de los derechos humanos, en la ley y en la práctica.',
  ar: 'ينبغي للدول أن تحمي المدافعات عن حقوق الإنسان في القانون والممارسة، وأن تقدم تقريراً كل سنة.',
  ru: 'Государствам следует защищать правозащитниц в законе и на практике и отчитываться каждый год.',
  zh: '各国应在法律和实践中保护妇女人权维护者，并每年提交报告。',
}

const bytes = png({ width: 600, height: 300 })
const picture: Picture = {
  ...{ type: 'png', size: bytes.length, width: 600, height: 300 },
  hash: 'a'.repeat(64),
}

const sheetOf = (
  blocks: readonly NewBlock[],
  { language, kind, title }: { language: Language; kind: DocumentKind; title: string },
): Sheet => {
  const numbers = numberBlocks([...blocks], { kind, language })
  return {
    group: 'Advisory Group <1>',
    pictures: new Map([[picture.hash, { ...picture, bytes }]]),
    page: {
      meta: { kind, title, language, reference: 'WG/4', symbol: '', status: 'draft', schema: 1 },
      blocks: blocks.map(({ id = null, ...rest }, at): Block => ({
        ...rest,
        id,
        number: numbers[at] ?? '',
      })),
    },
  }
}

export const templateSheet = (template: TemplateName, language: Language): Sheet =>
  sheetOf(templateOf(template, language), {
    ...{ language, kind: kindOfTemplate(template), title: `${template} ${language}` },
  })

type Rich = {
  sections?: number
  /** How often the words of every second note of a paragraph are said. */
  long?: number
  paper?: 'a4' | 'letter'
}

/** Headings, numbers, marks, links, references, quotations, figures, tables, notes, and a page break. */
export const richSheet = (
  language: Language,
  { sections = 4, long = 2, paper = 'a4' }: Rich = {},
): Sheet => {
  const said = saidIn[language]
  const notes: Note[] = []
  const note = (text: string): Run => {
    const id = `note${notes.length}`
    notes.push({ id, text })
    return { text: '', note: id }
  }
  const section = (at: number): NewBlock[] => {
    const cells =
      at % 2 === 0 ? newTable({ rows: 5, columns: 3, head: true }, countedRandom(at)) : null
    return [
      { kind: 'h1', runs: [{ text: said.slice(0, 24) }] },
      {
        kind: 'num1',
        runs: [
          { text: said },
          note(`${said} A/HRC/35/${at}.`),
          { text: ` ${`${said} `.repeat(1 + (at % 5))}` },
          { text: 'A/RES/68/181', href: 'https://example.org/68/181?a=1&b=2' },
          { text: ` ${said}` },
          note(`${said} `.repeat(long)),
        ],
      },
      // A level is left out here.
      { kind: at % 2 === 0 ? 'h3' : 'h2', runs: [{ text: said.slice(5, 30) }] },
      { kind: 'num2', runs: [{ text: said }] },
      {
        kind: 'bullet1',
        runs: [
          { text: said, bold: true },
          { text: said, italic: true },
        ],
      },
      { kind: 'quote', runs: [{ text: `${said} ${said}` }] },
      ...(at % 3 === 0
        ? [
            {
              kind: 'figure' as const,
              runs: [{ text: said.slice(0, 20) }],
              picture,
              alternative: said,
            },
          ]
        : []),
      ...(cells ?? []).map((cell, index): NewBlock => ({
        kind: 'paragraph',
        // Without words: the corner, a cell between two others, and a row.
        runs: [0, 4, 6, 7, 8].includes(index)
          ? []
          : [
              { text: index < 3 ? `Column ${index}` : said },
              ...(index % 5 === 0 ? [note(said)] : []),
            ],
        cell,
      })),
      ...(at === 3 ? [{ kind: 'pagebreak' as const, runs: [] }] : []),
      { kind: 'paragraph', runs: [{ text: said }] },
    ]
  }
  const blocks = Array.from({ length: sections }, (_, at) => section(at)).flat()
  const sheet = sheetOf(blocks, { language, kind: 'recommendations', title: said.slice(0, 40) })
  return { ...sheet, paper, page: { ...sheet.page, notes } }
}
