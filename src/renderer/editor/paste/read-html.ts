// Foreign markup (Word, Docs, LibreOffice, a web page) to our blocks, by allow-list: only text, the
// formats of `inline.ts`, safe links, headings, lists, quotes and tables come through. Everything else gives
// its text or nothing.
import {
  blockMarkup,
  breaksPage,
  deepestMarkup,
  droppedMarkup,
  headingMarkup,
  isBulletMark,
  isListMark,
  wordListLevel,
  wordQuote,
} from '#document/imports'
import { countedNames } from '#document/tables'
import { joinRuns } from '#document/tree'
import type { BlockKind, Run } from '#document/model'
import { lookInside, safeHref, type Look } from './inline.ts'
import { cleanText, nothingLeftOut, type Pasted, type PastedBlock } from './pasted.ts'
import { readTable } from './read-table.ts'
import {
  nothingAbove,
  sectionMarkLength,
  typedMark,
  withoutStart,
  type Above,
} from './typed-marks.ts'
import { listKind } from './word-lists.ts'

const plain = new Set(['P', 'DIV'])
const space: Run = { text: ' ' }

type Context = {
  kind: BlockKind | null
  look: Look
  list: number
  numbered: boolean
  rtl: boolean
  depth: number
  inTable: boolean
}
type Open = { block: PastedBlock; mark: string; item: boolean }

const isElement = (node: Node): node is HTMLElement => node.nodeType === Node.ELEMENT_NODE
const inline = (element: HTMLElement): boolean => !blockMarkup.has(element.localName)
const isEmpty = (block: PastedBlock): boolean => block.runs.every(run => run.text.trim() === '')

/** Under the content policy a style attribute is there but unread; setting it by script is allowed. */
function readStyles(page: Document): Map<Element, string> {
  const styles = new Map<Element, string>()
  for (const element of page.querySelectorAll<HTMLElement>('[style]')) {
    const css = element.getAttribute('style') ?? ''
    styles.set(element, css)
    element.removeAttribute('style')
    if (element.style) element.style.cssText = css
  }
  return styles
}

/** The context within `element`; links that cannot be kept are counted in `leftOut`. */
function contextIn(
  element: HTMLElement,
  style: string,
  context: Context,
  leftOut: Pasted['leftOut'],
): Context {
  const next = { ...context, depth: context.depth + 1, look: lookInside(element, context.look) }
  const tag = element.tagName
  if (element.dir === 'rtl' || element.dir === 'ltr') next.rtl = element.dir === 'rtl'
  if (tag === 'A') {
    const raw = element.getAttribute('href')
    const href = safeHref(raw)
    if (href) {
      const { underline: _, ...look } = next.look
      next.look = { ...look, href }
    } else if (raw && !raw.startsWith('#')) leftOut.links++
  }
  const heading = headingMarkup[element.localName]
  if (heading) {
    // A heading is set in its own weight; a bold tag inside it says nothing more.
    const { bold: _, ...look } = next.look
    return { ...next, kind: heading, look, list: 0 }
  }
  if (tag === 'BLOCKQUOTE') return { ...next, kind: 'quote' }
  if (tag === 'OL' || tag === 'UL') {
    const depth = context.list + 1
    const numbered = tag === 'OL'
    return { ...next, list: depth, numbered, kind: listKind(numbered, depth) }
  }
  if (tag === 'LI') return { ...next, kind: listKind(context.numbered, context.list) }
  const level = tag === 'P' ? wordListLevel(style) : 0
  if (level > 0) return { ...next, list: level, kind: listKind(true, level) }
  if (tag === 'P' && element.classList.contains('MsoTitle')) return { ...next, kind: 'h1' }
  if (tag === 'P' && wordQuote.test(element.className)) return { ...next, kind: 'quote' }
  return next
}

/** Reads an inert document as `parseMarkup` makes one; changes it on the way. */
export function readHtml(page: Document): Pasted {
  const leftOut = nothingLeftOut()
  leftOut.images = page.querySelectorAll('img, picture > source:first-child, svg').length
  for (const element of page.querySelectorAll([...droppedMarkup].join(',')))
    if (element !== page.head) element.remove()
  const styles = readStyles(page)
  const top: PastedBlock[] = []
  /** Where blocks are put: within a table, what is in one of its cells. */
  let found = top
  const name = countedNames()
  let above: Above = nothingAbove
  let open: Open | null = null

  const close = (): void => {
    const last = open
    open = null
    if (!last) return
    const runs = trimmed(last.block.runs)
    if (runs.length === 0) return
    const whole = { ...last.block, runs }
    const { block, letter } = last.item ? { block: whole, letter: '' } : withoutMark(whole, above)
    above = { letter }
    if (block.runs.length > 0) found.push(block)
  }
  const begin = (context: Context, item: boolean): Open => {
    close()
    return (open = {
      block: { kind: context.kind, runs: [], ...(context.rtl && { direction: 'rtl' as const }) },
      mark: '',
      item,
    })
  }
  const text = (value: string, context: Context): void => {
    if (!open && value.trim() === '') return
    const target = open ?? begin(context, false)
    target.block.runs.push({ ...context.look, text: value })
  }

  const visit = (node: Node, context: Context): void => {
    if (node.nodeType === Node.TEXT_NODE) return text(node.textContent ?? '', context)
    if (!isElement(node)) return
    const style = styles.get(node) ?? ''
    if (isListMark(style)) return markItem(node.textContent ?? '', context)
    if (node.tagName === 'BR') return breaksPage.test(style) ? breakPage() : lineBreak(context)
    if (node.tagName === 'IMG') return
    if (context.depth > deepestMarkup) return text(node.textContent ?? '', context)
    if (breaksPage.test(style)) breakPage()
    if (node.tagName === 'TABLE' && readCells(node, context)) return
    const inside = contextIn(node, style, context, leftOut)
    // The first paragraph in a list item is that item; a second one has no number.
    const held =
      inline(node) || (plain.has(node.tagName) && open?.item === true && isEmpty(open.block))
    const item = node.tagName === 'LI' || wordListLevel(style) > 0
    if (plain.has(node.tagName) && context.list > 0 && !held && !item) inside.kind = 'paragraph'
    if (!held) begin(inside, item)
    for (const child of node.childNodes) visit(child, inside)
    if (!held) close()
  }
  /** False where it is read as the paragraphs in it. */
  const readCells = (element: HTMLElement, context: Context): boolean => {
    const table = context.inTable ? null : readTable(element, name)
    if (table === null) {
      if (element.querySelectorAll('td, th').length > 1) leftOut.tables++
      return false
    }
    close()
    const before = found
    for (const { element: place, cell } of table.places) {
      found = []
      if (place) visit(place, { ...context, kind: 'paragraph', inTable: true, list: 0 })
      close()
      const runs = joinRuns(found.flatMap((each, at) => [...(at > 0 ? [space] : []), ...each.runs]))
      const isMirrored = found[0]?.direction === 'rtl'
      before.push({ kind: 'paragraph', runs, cell, ...(isMirrored && { direction: 'rtl' }) })
    }
    found = before
    return true
  }
  const breakPage = (): void => {
    // A cell has no pages.
    if (found !== top) return close()

    close()
    if (found.length > 0 && found.at(-1)?.kind !== 'pagebreak')
      found.push({ kind: 'pagebreak', runs: [] })
  }
  const markItem = (mark: string, context: Context): void => {
    if (open?.item) open.block.kind = listKind(!isBulletMark(mark), context.list)
  }
  const lineBreak = (context: Context): void => {
    if (!open) return
    if (open.block.kind && headingMarkup[open.block.kind]) return text(' ', context)
    begin({ ...context, kind: open.item ? 'paragraph' : context.kind }, false)
  }

  visit(page.body, {
    kind: null,
    look: {},
    list: 0,
    numbered: false,
    rtl: page.body.dir === 'rtl',
    depth: 0,
    inTable: false,
  })
  close()
  // A page break at the end would begin an empty page.
  if (found.at(-1)?.kind === 'pagebreak') found.pop()
  return { blocks: found, leftOut }
}

/** Clean white space inside and none at either end. */
function trimmed(runs: readonly Run[]): Run[] {
  const joined = joinRuns(runs.map(run => ({ ...run, text: cleanText(run.text) })))
  let before = ' '
  for (const run of joined) {
    if (/\s$/.test(before)) run.text = run.text.replace(/^[ \u00a0]+/, '')
    if (run.text !== '') before = run.text
  }
  while (joined.length > 0) {
    const last = joined.at(-1)
    if (!last) break
    last.text = last.text.replace(/[ \u00a0]+$/, '')
    if (last.text !== '') break
    joined.pop()
  }
  return joinRuns(joined)
}

/** A paragraph with its typed number taken off, or a heading without one. */
function withoutMark(block: PastedBlock, above: Above): { block: PastedBlock; letter: string } {
  const text = block.runs.map(run => run.text).join('')
  if (block.kind?.startsWith('h'))
    return {
      block: { ...block, runs: withoutStart(block.runs, sectionMarkLength(text)) },
      letter: '',
    }
  if (block.kind !== null) return { block, letter: above.letter }
  const mark = typedMark(text, above)
  if (!mark) return { block, letter: above.letter }
  const runs = withoutStart(block.runs, mark.length)
  return { block: { ...block, kind: mark.kind, runs }, letter: mark.letter }
}
