// A sheet as Akoma Ntoso 3.0 (OASIS LegalDocML): recommendations and other texts as a `statement`, an
// agenda as a `debateReport`, minutes as a `debate`. Numbers, brackets and labels are the words that
// every format prints. The same sheet gives the same text.
import { partsOf } from '#document/tables'
import type { Block } from '#document/model'
import {
  asParagraph,
  figureNumber,
  hasWords,
  isFigure,
  groupLineOf,
  mastheadOf,
  pictureOf,
  titleOf,
  withOutcomes,
  wordsForPicture,
  type Sheet,
} from '../sheet.ts'
import { element, escaped, type Attributes } from '../xml.ts'
import { metaXml, typeOf } from './meta.ts'
import { treeOf, type Node } from './tree.ts'
import { Words } from './words.ts'

const namespace = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'

/** The elements of a statement or a report. Parts without a name of their own are named containers. */
const names: Partial<Record<Block['kind'], string>> = {
  ...{ num2: 'subparagraph', num3: 'clause', num4: 'subclause' },
}
const containers = new Set<Block['kind']>([
  ...(['bullet1', 'bullet2', 'bullet3'] as const),
  ...(['decision', 'action', 'information', 'reservation'] as const),
])

class TextWriter {
  private readonly sheet: Sheet
  private readonly words: Words

  constructor(sheet: Sheet, words: Words) {
    this.sheet = sheet
    this.words = words
  }

  /** Sections and paragraphs of a statement or a report. */
  hierarchy(node: Node): string {
    const { block, children, id } = node
    const inner = children.map(child => this.hierarchy(child)).join('')
    if (node.is === 'section') return element('section', { eId: id }, this.head(node) + inner)
    const [name, own] = this.nameOf(block)
    const blocks = this.blocks(node)
    const content =
      children.length === 0 ? element('content', {}, blocks) : element('intro', {}, blocks) + inner
    return element(name, { eId: id, ...own }, this.number(block) + content)
  }

  /** Sections and lines of minutes. */
  debate(node: Node): string {
    const { block, children, id } = node
    const inner = children.map(child => this.debate(child)).join('')
    if (node.is === 'section')
      return element('debateSection', { eId: id, name: 'section' }, this.head(node) + inner)
    const own = { eId: id, class: block?.kind ?? 'table' }
    return element('tblock', own, this.number(block) + this.blocks(node) + inner)
  }

  private nameOf(block: Block | null): [name: string, own: Attributes] {
    const kind = block?.kind ?? 'paragraph'
    if (containers.has(kind)) return ['hcontainer', { name: kind.replace(/\d$/, '') }]
    return [names[kind] ?? 'paragraph', {}]
  }

  private number(block: Block | null): string {
    if (block === null || block.kind === 'figure') return ''
    const number = block.kind.startsWith('bullet') ? '\u2022' : block.number
    return number === '' ? '' : element('num', {}, escaped(number))
  }

  private head({ block }: Node): string {
    if (block === null) return ''
    return this.number(block) + element('heading', this.manner(block), this.words.of(block))
  }

  private manner(block: Block): Attributes {
    return { 'xml:lang': this.words.languageOf(block) }
  }

  private blocks({ id, block, table }: Node): string {
    if (table) return this.table(id, table.rows)
    if (block === null) return element('p')
    const kinds = new Set<Block['kind']>(['quote', 'preamble'])
    const own = kinds.has(block.kind) ? block.kind : undefined
    const manner = { class: own, ...this.manner(block) }
    if (!isFigure(block)) return element('p', manner, this.words.of(block))
    const number = figureNumber(block) === '' ? '' : `${escaped(figureNumber(block))} `
    const caption = element('p', { ...manner, class: 'caption' }, number + this.words.of(block))
    return this.picture(block) + caption
  }

  private picture(block: Block): string {
    const picture = pictureOf(this.sheet, block)
    if (!picture) return element('p', {}, escaped(`[${wordsForPicture(this.sheet, block)}]`))
    const { type, width, height, bytes } = picture
    const src = `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`
    const alt = block.alternative ?? ''
    return element('p', { class: 'figure' }, element('img', { src, alt, width, height }))
  }

  private table(id: string, rows: NonNullable<Node['table']>['rows']): string {
    const rowXml = ({ head, cells }: (typeof rows)[number]): string =>
      element(
        'tr',
        {},
        cells
          .map(blocks => {
            const said = blocks.map(each => element('p', this.manner(each), this.words.of(each)))
            return element(head ? 'th' : 'td', {}, said.join('') || element('p'))
          })
          .join(''),
      )
    return element('table', { eId: `${id}__table_1` }, rows.map(rowXml).join(''))
  }
}

/** Page breaks are of paper; words that another program left in one stay. */
const shownParts = ({ page }: Sheet) =>
  partsOf(
    page.blocks
      .map((block, index) => ({ ...block, index }))
      .filter(block => block.kind !== 'pagebreak' || hasWords(block))
      .map(block =>
        block.kind === 'pagebreak' ? { ...asParagraph(block), index: block.index } : block,
      ),
  )

const prefaceXml = (sheet: Sheet): string =>
  element(
    'preface',
    { 'xml:lang': sheet.page.meta.language },
    [
      ...groupLineOf(sheet).map(text => element('p', { class: 'group' }, escaped(text))),
      ...mastheadOf(sheet).map(text => element('p', { class: 'line' }, escaped(text))),
      element('p', {}, element('docTitle', {}, escaped(titleOf(sheet)))),
    ].join(''),
  )

const emptyPart: Node = { id: 'para_1', is: 'part', block: null, children: [] }

/** Minutes begin with a section, also where no heading does. */
const sectionsOf = (children: readonly Node[]): Node[] => {
  const first = children.findIndex(({ is }) => is === 'section')
  const before = first < 0 ? children : children.slice(0, first)
  const rest = first < 0 ? [] : children.slice(first)
  const own: Node = { id: 'sec_0', is: 'section', block: null, children: [...before] }
  return before.length === 0 && rest.length > 0 ? [...rest] : [own, ...rest]
}

/** UTF-8 text of an XML file. */
export const toAkomaNtoso = (plain: Sheet): string => {
  const sheet = withOutcomes(plain)
  const { root, ids } = treeOf(shownParts(sheet))
  const writer = new TextWriter(sheet, new Words(sheet, ids))
  const type = typeOf(sheet)
  const isDebate = type.element === 'debate'
  const language = { 'xml:lang': sheet.page.meta.language }
  const parts = root.children.length === 0 && !isDebate ? [emptyPart] : root.children
  const body = isDebate
    ? element(
        'debateBody',
        language,
        sectionsOf(parts)
          .map(node => writer.debate(node))
          .join(''),
      )
    : element('mainBody', language, parts.map(node => writer.hierarchy(node)).join(''))
  const document = element(
    type.element,
    { name: type.name },
    metaXml(sheet) + prefaceXml(sheet) + body,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'akomaNtoso',
    { xmlns: namespace },
    document,
  )}\n`
}
