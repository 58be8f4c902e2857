// Foreign markup (a web page, or what Word, LibreOffice and Docs put on a clipboard), by an allow-list. It is read
// from the tree of any parser: no script of it runs, and nothing is fetched.
import { isSafeLink } from '#document/model'
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
} from './flow.ts'
import {
  blockMarkup,
  breaksPage,
  deepestMarkup,
  droppedMarkup,
  formatMarkup,
  headingMarkup,
  isBulletMark,
  isListMark,
  type MarkupElement,
  type MarkupNode,
  wordListLevel,
  wordQuote,
} from './markup.ts'
import { lookUnder } from './markup-formats.ts'
import { childrenOf, isLayout, rowsOf } from './markup-tables.ts'

/** `links`: those that are left out. `layouts`: tables with several cells that were read as paragraphs. */
export type ForeignMarkup = { foreign: Foreign; links: number; layouts: number }

type Context = {
  role: ParagraphRole
  look: Look
  list: number
  isNumbered: boolean
  isMirrored: boolean
  depth: number
}

type Open = { paragraph: Paragraph; isItem: boolean }

/** Line breaks of the source are no lines of the page. Narrow spaces stay: French has them before signs. */
const whiteSpace = /[\t\n\v\f\r\u0085\u2028\u2029 \u00a0]+/g

const body: ParagraphRole = { kind: 'body' }
const bodyOfItem: ParagraphRole = { kind: 'body', isOfItem: true }

const isPicture = ({ name }: MarkupElement): boolean => name === 'img' || name === 'svg'

const itemOf = (isNumbered: boolean, list: number): ParagraphRole => ({
  kind: 'item',
  level: Math.max(1, list),
  isNumbered,
})

/** The role that an element gives, before that of its surroundings. */
const roleIn = (element: MarkupElement, style: string, context: Context): ParagraphRole => {
  const { name } = element
  const kind = element.value('class')
  if (headingMarkup.has(name)) return { kind: 'heading', level: Number(name.slice(1)) }
  if (name === 'blockquote') return { kind: 'quote' }
  if (name === 'li') return itemOf(context.isNumbered, context.list)
  const level = name === 'p' ? wordListLevel(style) : 0
  if (level > 0) return itemOf(true, level)
  if (name === 'p' && /\bMsoTitle\b/.test(kind)) return { kind: 'title' }
  return name === 'p' && wordQuote.test(kind) ? { kind: 'quote' } : context.role
}

const contextIn = (element: MarkupElement, style: string, context: Context): Context => {
  const { name } = element
  const direction = element.value('dir').toLowerCase()
  const isList = name === 'ol' || name === 'ul'
  const href = name === 'a' ? element.value('href').trim() : ''
  const look = lookUnder(context.look, formatMarkup[name], style)
  // A place on the same page is no link to keep or to lose.
  const isLink = href !== '' && !href.startsWith('#')
  return {
    role: isList ? context.role : roleIn(element, style, context),
    look: isLink ? { ...look, href } : look,
    list: headingMarkup.has(name) ? 0 : isList ? context.list + 1 : context.list,
    isNumbered: isList ? name === 'ol' : context.isNumbered,
    isMirrored: direction === 'rtl' || (direction !== 'ltr' && context.isMirrored),
    depth: context.depth + 1,
  }
}

class Reader {
  readonly foreign = { ...nothingElse(), flow: [] as Flow }
  links = 0
  layouts = 0
  private flow: Flow = this.foreign.flow
  private open: Open | null = null
  private beginsPage = false

  visit(node: MarkupNode, context: Context): void {
    if (typeof node === 'string') return this.text(node, context)
    const { name } = node
    if (isPicture(node)) return this.picture(node)
    if (droppedMarkup.has(name)) return void this.wordsIn(node)
    const style = node.value('style')
    if (isListMark(style)) return this.mark(this.wordsIn(node))
    if (breaksPage.test(style)) this.breakPage()
    if (name === 'br') return this.line(context)
    if (context.depth > deepestMarkup) return this.text(this.wordsIn(node), context)
    if (name === 'table' && this.table(node, context)) return
    this.element(node, style, context)
  }

  /** The words in an element, however deep it is. Its pictures are counted, also those beside words that are left out. */
  private wordsIn(element: MarkupElement): string {
    const words: string[] = []
    const waiting: { node: MarkupNode; isDropped: boolean }[] = [
      { node: element, isDropped: false },
    ]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { node } = next
      if (typeof node === 'string') {
        if (!next.isDropped) words.push(node)
      } else if (isPicture(node)) this.picture(node)
      else {
        const isDropped = next.isDropped || droppedMarkup.has(node.name)
        for (const child of node.children().toReversed()) waiting.push({ node: child, isDropped })
      }
    }
    return words.join('')
  }

  private element(node: MarkupElement, style: string, context: Context): void {
    const inside = contextIn(node, style, context)
    const { href } = inside.look
    if (href !== context.look.href && !isSafeLink(href)) this.links++
    const isPlain = node.name === 'p' || node.name === 'div'
    // The first paragraph in a list item is that item; a second one has no number.
    const isFirst = isPlain && this.open?.isItem === true && this.open.paragraph.pieces.length === 0
    const isHeld = !blockMarkup.has(node.name) || isFirst
    const isItem = node.name === 'li' || wordListLevel(style) > 0
    if (isPlain && context.list > 0 && !isHeld && !isItem) inside.role = bodyOfItem
    if (!isHeld) this.begin(inside, isItem)
    for (const child of node.children()) this.visit(child, inside)
    if (!isHeld) this.open = null
  }

  private begin({ role, isMirrored }: Context, isItem: boolean): Open {
    const paragraph = { ...paragraphOf(role), isMirrored }
    this.open = { paragraph, isItem }
    return this.open
  }

  /** A paragraph is there once it has words. */
  private text(value: string, context: Context): void {
    if (!this.open && value.trim() === '') return
    const { paragraph } = this.open ?? this.begin(context, false)
    const text = value.replace(whiteSpace, white => (/^\u00a0+$/.test(white) ? white : ' '))
    if (paragraph.pieces.length === 0) {
      if (text.trim() === '') return
      this.put(paragraph)
    }
    paragraph.pieces.push(pieceOf(text, context.look))
  }

  private put(paragraph: Paragraph): void {
    paragraph.beginsPage = this.beginsPage
    this.beginsPage = false
    this.flow.push(paragraph)
  }

  private line(context: Context): void {
    const { open } = this
    if (!open) return
    const { kind } = open.paragraph.role
    if (kind === 'heading' || kind === 'title') return this.text(' ', context)
    this.begin({ ...context, role: open.isItem ? bodyOfItem : open.paragraph.role }, false)
  }

  /** A cell has no pages. */
  private breakPage(): void {
    this.open = null
    if (this.flow === this.foreign.flow) this.beginsPage = true
  }

  /** Word's mark of a list item says whether its list is numbered. */
  private mark(words: string): void {
    const role = this.open?.paragraph.role
    if (role?.kind === 'item') role.isNumbered = !isBulletMark(words)
  }

  private picture(node: MarkupElement): void {
    const isOutside = /^(?:https?:)?\/\//i.test(node.value('src').trim())
    count(this.foreign.leftOut, isOutside ? 'linked-picture' : 'picture')
  }

  /** False where it is a way to lay out a page. */
  private table(node: MarkupElement, context: Context): boolean {
    const read = rowsOf(node)
    if (isLayout(node, read)) {
      if (read.length > 1 || (read[0]?.cells.length ?? 0) > 1) this.layouts++
      return false
    }
    this.open = null
    const within = { ...context, role: body, list: 0, depth: context.depth + 1 }
    for (const caption of childrenOf(node, 'caption')) this.visit(caption, within)
    // A break before a table without a caption stands in a paragraph of its own.
    if (this.beginsPage) this.put(paragraphOf(body))
    const around = this.flow
    const rows = read.map(({ cells, isHead }) => ({
      isHead,
      inserted: null,
      deleted: null,
      cells: cells.map(({ element, columns, continues }) => {
        this.flow = []
        if (element) this.visit(element, within)
        this.open = null
        if (columns > 1) count(this.foreign.altered, 'merged-cell')
        return { flow: this.flow, columns, continues }
      }),
    }))
    this.flow = around
    this.flow.push({ is: 'table', rows })
    return true
  }
}

/** `page` says in which direction the page runs around its `body`. */
export const readMarkup = (page: MarkupElement, inside: MarkupElement): ForeignMarkup => {
  const reader = new Reader()
  const isMirrored = page.value('dir').toLowerCase() === 'rtl'
  reader.visit(inside, { role: body, look: {}, list: 0, isNumbered: false, isMirrored, depth: 0 })
  const { foreign, links, layouts } = reader
  return { foreign, links, layouts }
}
