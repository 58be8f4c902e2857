// The block structure of Markdown (CommonMark 0.31, sections 4 and 5), flattened: one draft per
// block of our page, its text still Markdown.
import type { ReadInSteps } from './imported.ts'
import { largestTable } from './new-tables.ts'
import type { BlockKind } from './page.ts'

export type Draft = {
  kind: BlockKind
  lines: string[]
  literal?: true
  /** A pipe table: its rows as Markdown, the first of them its header. */
  rows?: string[][]
}

type Item = { content: number; ordered: boolean }
type State = {
  drafts: Draft[]
  /** The draft that a following line of text belongs to. */
  open: Draft | null
  /** Items of lists around the line, outermost first. */
  list: Item[]
  fence: string | null
  table: string[][] | null
}

const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/
const underline = /^ {0,3}(=+|-+)[ \t]*$/
const rule = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/
/** A line without white space around it. */
const tableRule = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?$/
const fence = /^ {0,3}(`{3,}|~{3,})/
const quote = /^ {0,3}>[ \t]?/
const item = /^(\s*)([-+*]|\d{1,9}[.)])(\s+|$)/

const headings: readonly BlockKind[] = ['h1', 'h2', 'h3', 'h4']
const ordered: readonly BlockKind[] = ['num1', 'num2', 'num3', 'num4']
const unordered: readonly BlockKind[] = ['bullet1', 'bullet2', 'bullet3']

const atDepth = (kinds: readonly BlockKind[], depth: number): BlockKind =>
  kinds[Math.min(depth, kinds.length - 1)] ?? 'paragraph'

const indentOf = (line: string): number => line.length - line.trimStart().length

/** Signs at the end of a heading that stand by themselves close it. */
const withoutClosing = (text: string): string => {
  const whole = text.trim()
  let end = whole.length
  while (whole[end - 1] === '#') end--
  return end === 0 || /[ \t]/.test(whole.charAt(end - 1)) ? whole.slice(0, end).trimEnd() : whole
}

const begin = (state: State, kind: BlockKind, text: string): void => {
  state.open = { kind, lines: [text] }
  state.drafts.push(state.open)
}

/** Items that a line of this indentation is within. */
const itemsAround = (state: State, line: string): Item[] => {
  const indent = indentOf(line)
  return state.list.filter(outer => indent >= outer.content)
}

const beginItem = (state: State, line: string, [mark = '', , sign = '']: string[]): void => {
  const isOrdered = /\d/.test(sign)
  state.list = itemsAround(state, line)
  const depth = state.list.filter(outer => outer.ordered === isOrdered).length
  state.list.push({ content: mark.length, ordered: isOrdered })
  begin(state, atDepth(isOrdered ? ordered : unordered, depth), line.slice(mark.length))
}

const readQuote = (state: State, line: string): void => {
  const text = line.replace(quote, '')
  if (text.trim() === '') state.open = null
  else if (state.open?.kind === 'quote') state.open.lines.push(text)
  else begin(state, 'quote', text)
}

/** A backslash in front of a pipe makes it a sign of the text. */
const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim())

/** The line above the rule is the header; what stands above that stays a paragraph. */
const beginTable = (state: State, line: string): boolean => {
  const { open } = state
  const header = open?.kind === 'paragraph' ? open.lines.at(-1) : undefined
  if (!open || header === undefined) return false
  const cells = cellsOf(header)
  if (cells.length !== cellsOf(line).length) return false
  open.lines.pop()
  if (open.lines.length === 0) state.drafts.splice(state.drafts.lastIndexOf(open), 1)
  state.table = [cells]
  state.open = null
  state.drafts.push({ kind: 'paragraph', lines: [], rows: state.table })
  return true
}

/**
 * Rows have the columns of the header: further cells of a row are added to its last. A table wider
 * than ours is not filled up: a small file would become a huge one.
 */
const addRow = (table: string[][], line: string): void => {
  const [cells, count] = [cellsOf(line), table[0]?.length ?? 1]
  if (count > largestTable.columns) return void table.push(cells)
  const [kept, more] = [cells.slice(0, count), cells.slice(count)]
  while (kept.length < count) kept.push('')
  table.push([...kept.slice(0, -1), [kept.at(-1) ?? '', ...more].join(' ').trim()])
}

/** A paragraph under a list item goes on at its level; one further left ends the list. */
const readText = (state: State, line: string): void => {
  if (state.open !== null) state.open.lines.push(line.trimStart())
  else {
    state.list = itemsAround(state, line)
    begin(state, 'paragraph', line.trim())
  }
}

const readFenced = (state: State, line: string, sign: string): void => {
  if (line.trim().startsWith(sign)) state.fence = null
  else if (line.trim() !== '')
    state.drafts.push({ kind: 'paragraph', lines: [line.trim()], literal: true })
}

const readLine = (state: State, line: string): void => {
  if (state.fence !== null) return readFenced(state, line, state.fence)
  const [fenced, title, mark] = [fence.exec(line), heading.exec(line), item.exec(line)]
  const isTable = state.table !== null && line.includes('|') && title === null
  if (isTable && state.table !== null && fenced === null && !quote.test(line))
    return addRow(state.table, line)
  state.table = null
  if (tableRule.test(line.trim()) && beginTable(state, line)) return
  const level = state.open?.kind === 'paragraph' ? underline.exec(line)?.[1] : undefined
  if (line.trim() === '') state.open = null
  else if (fenced !== null) {
    state.fence = fenced[1]?.slice(0, 3) ?? null
    state.open = null
  } else if (level !== undefined && state.open !== null) {
    state.open.kind = level.startsWith('=') ? 'h1' : 'h2'
    state.open = null
  } else if (rule.test(line) || tableRule.test(line.trim())) state.open = null
  else if (title !== null) {
    state.list = []
    begin(state, atDepth(headings, (title[1]?.length ?? 1) - 1), withoutClosing(title[2] ?? ''))
    state.open = null
  } else if (mark !== null) beginItem(state, line, mark)
  else if (quote.test(line)) readQuote(state, line)
  else readText(state, line)
}

export function* readingDrafts(lines: readonly string[]): ReadInSteps<Draft[]> {
  const state: State = { drafts: [], open: null, list: [], fence: null, table: null }
  for (const line of lines) {
    readLine(
      state,
      line.replace(/^[ \t]+/, white => white.replace(/\t/g, '    ')),
    )
    yield
  }
  return state.drafts
}
