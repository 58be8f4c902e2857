// Markdown: CommonMark 0.31 with tables, struck words and footnotes. Ordered lists become numbered
// paragraphs, unordered ones bullets, each by its depth. Code, rules and raw markup have no place on
// our page and give their text.
import type { Token } from 'markdown-it'
import { noteSign, type Format } from '#document/model'
import {
  count,
  nothingElse,
  paragraphOf,
  pieceOf,
  type Flow,
  type Foreign,
  type Look,
  type Paragraph,
  type ParagraphRole,
  type Table,
} from '#document/flow'
import { textOf } from '../plain-bytes.ts'
import { longestTitle } from '../title.ts'
import { cellsOf } from './cells.ts'
import { tokensOf } from './parser.ts'
import { wordsOfMarkup } from './raw-markup.ts'

const formats: Record<string, Format> = {
  strong: 'bold',
  b: 'bold',
  em: 'italic',
  i: 'italic',
  s: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  sup: 'superscript',
  sub: 'subscript',
}

type List = { isNumbered: boolean; level: number; isFresh: boolean }

class Reader {
  readonly foreign = { ...nothingElse(), flow: [] as Flow, notes: new Map<string, Flow>() }
  private flow: Flow = this.foreign.flow
  private readonly around: Flow[] = []
  private lists: List[] = []
  private readonly outerLists: List[][] = []
  private quotes = 0
  private paragraph: Paragraph | null = null
  private table: Table | null = null
  private isHead = false
  private readonly lines: readonly string[]
  /** The line of the row that is read. */
  private row: number | null = null

  /** Levels of headings that the title takes. */
  private readonly above: number

  constructor(source: string, above: number) {
    this.lines = source.split('\n')
    this.above = above
  }

  block(token: Token): void {
    this.blocks[token.type]?.(token)
  }

  private readonly blocks: Record<string, (token: Token) => void> = {
    heading_open: ({ tag }) =>
      this.begin({ kind: 'heading', level: Number(tag.slice(1)) - this.above }),
    paragraph_open: () => this.begin(this.role()),
    inline: token => this.inline(token.children ?? []),
    fence: ({ content }) => this.literal(content),
    code_block: ({ content }) => this.literal(content),
    html_block: ({ content }) => this.literal(wordsOfMarkup(content)),
    bullet_list_open: () => this.beginList(false),
    ordered_list_open: () => this.beginList(true),
    bullet_list_close: () => void this.lists.pop(),
    ordered_list_close: () => void this.lists.pop(),
    list_item_open: () => this.beginItem(),
    blockquote_open: () => void this.quotes++,
    blockquote_close: () => void this.quotes--,
    thead_open: () => void (this.isHead = true),
    thead_close: () => void (this.isHead = false),
    table_open: () => this.beginTable(),
    table_close: () => this.endTable(),
    tr_open: token => this.beginRow(token),
    tr_close: () => this.endRow(),
    th_open: () => this.beginCell(),
    td_open: () => this.beginCell(),
    th_close: () => this.leave(),
    td_close: () => this.leave(),
    footnote_open: token => this.beginNote(token),
    footnote_close: () => this.leave(),
  }

  private role(): ParagraphRole {
    const list = this.lists.at(-1)
    const isFresh = list?.isFresh === true
    for (const each of this.lists) each.isFresh = false
    if (list && isFresh) return { kind: 'item', level: list.level, isNumbered: list.isNumbered }
    return this.quotes > 0 ? { kind: 'quote' } : { kind: 'body' }
  }

  private begin(role: ParagraphRole): void {
    for (const each of this.lists) each.isFresh = false
    this.paragraph = paragraphOf(role)
    this.flow.push(this.paragraph)
  }

  /** Lines without signs, each a paragraph. */
  private literal(text: string): void {
    for (const line of text.split('\n'))
      if (line.trim() !== '') this.flow.push(paragraphOf(this.role(), line.trim()))
  }

  /** Lists of the other kind around it do not make it deeper. */
  private beginList(isNumbered: boolean): void {
    const level = 1 + this.lists.filter(each => each.isNumbered === isNumbered).length
    this.lists.push({ isNumbered, level, isFresh: false })
  }

  private beginItem(): void {
    const list = this.lists.at(-1)
    if (list) list.isFresh = true
  }

  private enter(flow: Flow): void {
    this.around.push(this.flow)
    this.outerLists.push(this.lists)
    this.flow = flow
    this.lists = []
  }

  private leave(): void {
    this.flow = this.around.pop() ?? this.flow
    this.lists = this.outerLists.pop() ?? []
    this.paragraph = null
  }

  private beginTable(): void {
    this.table = { is: 'table', rows: [] }
  }

  private beginRow({ map }: Token): void {
    this.row = map?.[0] ?? null
    this.table?.rows.push({ cells: [], isHead: this.isHead, inserted: null, deleted: null })
  }

  /** Cells beyond the last column are added to its last one; the library drops them. */
  private endRow(): void {
    const cells = this.table?.rows.at(-1)?.cells ?? []
    const line = this.row === null || this.isHead ? '' : (this.lines[this.row] ?? '')
    const more = cellsOf(line).slice(cells.length).join(' ').trim()
    const last = cells.at(-1)?.flow.at(-1)
    if (more !== '' && last?.is === 'paragraph') last.pieces.push(pieceOf(` ${more}`))
  }

  private beginCell(): void {
    const flow: Flow = []
    this.table?.rows.at(-1)?.cells.push({ flow, columns: 1, continues: false })
    this.enter(flow)
    this.paragraph = paragraphOf({ kind: 'body' })
    flow.push(this.paragraph)
  }

  /** A table without a header has an empty one. */
  private endTable(): void {
    const { table } = this
    this.table = null
    if (!table) return
    const [head, ...rows] = table.rows
    const words = head?.cells.some(({ flow }) =>
      flow.some(each => each.is === 'paragraph' && each.pieces.length > 0),
    )
    if (words !== true && rows.length > 0) table.rows = rows
    this.flow.push(table)
  }

  private beginNote({ meta }: Token): void {
    const flow: Flow = []
    this.foreign.notes.set(noteNamed(meta), flow)
    this.enter(flow)
  }

  private inline(tokens: readonly Token[]): void {
    const looks: [string, Look][] = []
    const links: string[] = []
    const add = (text: string, note?: string): void => {
      const [, look = {}] = looks.at(-1) ?? []
      const href = links.at(-1)
      const whole = href === undefined ? look : { ...look, href }
      if (text !== '') this.paragraph?.pieces.push(pieceOf(text, whole, note))
    }
    const open = (tag: string): void => {
      const format = formats[tag]
      if (format) looks.push([tag, { ...looks.at(-1)?.[1], [format]: true }])
    }
    const close = (tag: string): void => {
      if (looks.at(-1)?.[0] === tag) looks.pop()
    }
    for (const token of tokens) {
      if (token.type === 'text' || token.type === 'code_inline')
        add(token.content.replaceAll('\n', ' '))
      else if (token.type === 'softbreak' || token.type === 'hardbreak') add(' ')
      else if (token.type === 'link_open') links.push(String(token.attrGet('href') ?? ''))
      else if (token.type === 'link_close') links.pop()
      else if (token.type === 'footnote_ref') add(noteSign, noteNamed(token.meta))
      else if (token.type === 'image') {
        count(this.foreign.leftOut, 'picture')
        add(wordsIn(token.children ?? []))
      } else if (token.type === 'html_inline') {
        const [, end, tag = ''] = /^<(\/?)([a-z]+)/i.exec(token.content) ?? []
        if (token.content.startsWith('<![')) add(wordsOfMarkup(token.content))
        if (tag.toLowerCase() === 'br') add(' ')
        else if (end === '/') close(tag.toLowerCase())
        else open(tag.toLowerCase())
      } else if (token.nesting > 0) open(token.tag)
      else if (token.nesting < 0) close(token.tag)
    }
  }
}

const noteNamed = (meta: unknown): string => `note ${String((meta as { id?: unknown } | null)?.id)}`

/** The words of a picture, without signs. */
const wordsIn = (tokens: readonly Token[]): string =>
  tokens
    .map(token =>
      token.type === 'image'
        ? wordsIn(token.children ?? [])
        : token.type === 'softbreak' || token.type === 'hardbreak'
          ? ' '
          : token.type === 'html_inline'
            ? ''
            : token.content,
    )
    .join('')

/**
 * The words of the heading with which the file begins, if it is the only one of the first level and others stand
 * below it: it is the title, and the headings of the text begin one level deeper.
 */
const titleIn = (tokens: readonly Token[]): string | null => {
  const [first, inline] = tokens
  const headings = tokens.filter(({ type }) => type === 'heading_open')
  const highest = headings.filter(({ tag }) => tag === 'h1')
  if (first !== highest[0] || highest.length !== 1 || headings.length === 1) return null
  const parts = inline?.children ?? []
  const words = wordsIn(parts).trim()
  const isPlain = parts.every(({ type }) => type === 'text')
  return isPlain && words !== '' && words.length <= longestTitle ? words : null
}

/** Failures `file-wrong-kind`, `file-too-large`. */
export const readMarkdown = (bytes: Uint8Array): Foreign => {
  const source = textOf(bytes)
  const tokens = tokensOf(source)
  const title = titleIn(tokens)
  const reader = new Reader(source, title === null ? 0 : 1)
  for (const token of title === null ? tokens : tokens.slice(3)) reader.block(token)
  return { ...reader.foreign, title }
}
