// A web page, by the allow-list for foreign markup. No script of it runs, and nothing is fetched.
import { parse } from 'parse5'
import {
  blockMarkup,
  breaksPage,
  deepestMarkup,
  droppedMarkup,
  formatMarkup,
  headingMarkup,
  isBulletMark,
  isListMark,
  wordListLevel,
  wordQuote,
} from '#document/imports'
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
} from '../flow.ts'
import { decoded, mustBeSmall } from '../plain-bytes.ts'
import { lookUnder } from './formats.ts'
import { isLayout, rowsOf } from './tables.ts'
import { isElement, valueOf, type Element, type Node } from './tree.ts'

type Context = {
  role: ParagraphRole | null
  look: Look
  list: number
  isNumbered: boolean
  isMirrored: boolean
  depth: number
}

type Open = { paragraph: Paragraph; isItem: boolean }

/** The words in an element, however deep it is. */
const wordsIn = (element: Element): string => {
  const words: string[] = []
  const waiting: Node[] = [element]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('value' in node) words.push(node.value)
    else if (isElement(node) && !droppedMarkup.has(node.tagName))
      waiting.push(...node.childNodes.toReversed())
  }
  return words.join('')
}

const itemOf = (isNumbered: boolean, list: number): ParagraphRole => ({
  kind: 'item',
  level: Math.max(1, list),
  isNumbered,
})

/** The role that an element gives, before that of its surroundings. */
const roleIn = (element: Element, style: string, context: Context): ParagraphRole | null => {
  const { tagName } = element
  const kind = valueOf(element, 'class')
  if (headingMarkup[tagName]) return { kind: 'heading', level: Number(tagName.slice(1)) }
  if (tagName === 'blockquote') return { kind: 'quote' }
  if (tagName === 'li') return itemOf(context.isNumbered, context.list)
  const level = tagName === 'p' ? wordListLevel(style) : 0
  if (level > 0) return itemOf(true, level)
  if (tagName === 'p' && /\bMsoTitle\b/.test(kind)) return { kind: 'title' }
  return tagName === 'p' && wordQuote.test(kind) ? { kind: 'quote' } : context.role
}

const contextIn = (element: Element, style: string, context: Context): Context => {
  const { tagName } = element
  const direction = valueOf(element, 'dir').toLowerCase()
  const isList = tagName === 'ol' || tagName === 'ul'
  const href = tagName === 'a' ? valueOf(element, 'href').trim() : ''
  const look = lookUnder(context.look, formatMarkup[tagName], style)
  // A place on the same page is no link to keep or to lose.
  const isLink = href !== '' && !href.startsWith('#')
  return {
    role: isList ? context.role : roleIn(element, style, context),
    look: isLink ? { ...look, href } : look,
    list: headingMarkup[tagName] ? 0 : isList ? context.list + 1 : context.list,
    isNumbered: isList ? tagName === 'ol' : context.isNumbered,
    isMirrored: direction === 'rtl' || (direction !== 'ltr' && context.isMirrored),
    depth: context.depth + 1,
  }
}

class Reader {
  readonly foreign = { ...nothingElse(), flow: [] as Flow }
  private flow: Flow = this.foreign.flow
  private open: Open | null = null
  private beginsPage = false

  visit(node: Node, context: Context): void {
    if (!isElement(node)) {
      if ('value' in node) this.text(node.value, context)
      return
    }
    const style = valueOf(node, 'style')
    const { tagName } = node
    if (tagName === 'img' || tagName === 'svg') return this.picture(node)
    if (droppedMarkup.has(tagName)) return
    if (isListMark(style)) return this.mark(wordsIn(node))
    if (breaksPage.test(style)) this.breakPage()
    if (tagName === 'br') return this.line(context)
    if (context.depth > deepestMarkup) return this.text(wordsIn(node), context)
    if (tagName === 'table' && !isLayout(node)) return this.table(node, context)
    this.element(node, style, context)
  }

  private element(node: Element, style: string, context: Context): void {
    const inside = contextIn(node, style, context)
    const isPlain = node.tagName === 'p' || node.tagName === 'div'
    // The first paragraph in a list item is that item; a second one has no number.
    const isFirst = isPlain && this.open?.isItem === true && this.open.paragraph.pieces.length === 0
    const isHeld = !blockMarkup.has(node.tagName) || isFirst
    const isItem = node.tagName === 'li' || wordListLevel(style) > 0
    if (isPlain && context.list > 0 && !isHeld && !isItem) inside.role = null
    if (!isHeld) this.begin(inside, isItem)
    for (const child of node.childNodes) this.visit(child, inside)
    if (!isHeld) this.open = null
  }

  private begin({ role, isMirrored }: Context, isItem: boolean): Open {
    const paragraph = paragraphOf(role ?? { kind: 'body' })
    paragraph.isMirrored = isMirrored
    this.open = { paragraph, isItem }
    return this.open
  }

  /** A paragraph is there once it has words. */
  private text(value: string, context: Context): void {
    if (!this.open && value.trim() === '') return
    const { paragraph } = this.open ?? this.begin(context, false)
    const text = value.replace(/\s+/g, white => (/^\u00a0+$/.test(white) ? white : ' '))
    if (paragraph.pieces.length === 0) {
      if (text.trim() === '') return
      paragraph.beginsPage = this.beginsPage
      this.beginsPage = false
      this.flow.push(paragraph)
    }
    paragraph.pieces.push(pieceOf(text, context.look))
  }

  private line(context: Context): void {
    const { open } = this
    if (!open) return
    const { kind } = open.paragraph.role
    if (kind === 'heading' || kind === 'title') return this.text(' ', context)
    this.begin({ ...context, role: open.isItem ? null : open.paragraph.role }, false)
  }

  private breakPage(): void {
    this.open = null
    this.beginsPage = true
  }

  /** Word's mark of a list item says whether its list is numbered. */
  private mark(words: string): void {
    const role = this.open?.paragraph.role
    if (role?.kind === 'item') role.isNumbered = !isBulletMark(words)
  }

  private picture(node: Element): void {
    const isOutside = /^(?:https?:)?\/\//i.test(valueOf(node, 'src').trim())
    count(this.foreign.leftOut, isOutside ? 'linked-picture' : 'picture')
  }

  private table(node: Element, context: Context): void {
    const around = this.flow
    this.open = null
    const within = { ...context, role: null, list: 0, depth: context.depth + 1 }
    const rows = rowsOf(node).map(({ cells, isHead }) => ({
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
    if (rows.length > 0) this.flow.push({ is: 'table', rows })
  }
}

/** By its byte order mark, or as the page says near its beginning; else UTF-8. */
const encodingOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const [, named = 'utf-8'] =
    /<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)/i.exec(beginning) ?? []
  try {
    return new TextDecoder(named).encoding
  } catch {
    return 'utf-8'
  }
}

const elementNamed = (nodes: readonly Node[], name: string): Element | undefined =>
  nodes.filter(isElement).find(({ tagName }) => tagName === name)

/** Failures `file-wrong-kind`, `file-too-large`. */
export const readHtml = (bytes: Uint8Array): Foreign => {
  mustBeSmall(bytes)
  const page = elementNamed(parse(decoded(bytes, encodingOf(bytes))).childNodes, 'html')
  const body = page && elementNamed(page.childNodes, 'body')
  const reader = new Reader()
  const isMirrored = page !== undefined && valueOf(page, 'dir').toLowerCase() === 'rtl'
  const outer = { role: null, look: {}, list: 0, isNumbered: false, isMirrored, depth: 0 }
  if (body) reader.visit(body, outer)
  return reader.foreign
}
