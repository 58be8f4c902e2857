// markdown-it, as a reader of files wants it: no address is judged or rewritten here, a paragraph
// that is too long is not searched for signs, and notes that nothing cites stay in the text.
import { largestTable } from '#document/tables'
import MarkdownIt, { type StateBlock, type StateCore, type Token } from 'markdown-it'
import footnotes from 'markdown-it-footnote'
import { cellsOf } from './cells.ts'

/** Characters of a paragraph that is read for its signs; a longer one is taken as it stands. */
const longestSigned = 1 << 14
/** Brackets within each other, in such a paragraph: each is searched once more for every one around it. */
const deepest = { brackets: 6, pictures: 2 }

const isShallow = (text: string): boolean => {
  const open: boolean[] = []
  let pictures = 0
  for (const [sign] of text.matchAll(/!?\[|\]/g)) {
    const isPicture = sign === '![' || (sign === ']' && open.pop() === true)
    if (isPicture) pictures += sign === ']' ? -1 : 1
    if (sign !== ']') open.push(isPicture)
    if (open.length > deepest.brackets || pictures > deepest.pictures) return false
  }
  return true
}

const isSigned = (text: string): boolean => text.length <= longestSigned && isShallow(text)

const readInline = (state: StateCore): void => {
  for (const token of state.tokens) {
    if (token.type !== 'inline') continue
    const children: Token[] = []
    token.children = children
    if (isSigned(token.content)) {
      state.md.inline.parse(token.content, state.md, state.env, children)
      continue
    }
    const text = new state.Token('text', '', 0)
    text.content = token.content
    children.push(text)
  }
}

/**
 * A table wider than ours has a paragraph for each row. It is not filled up: a small file would
 * become a huge one.
 */
const readWide = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const lineAt = (line: number): string => state.getLines(line, line + 1, state.blkIndent, false)
  const isRule = start + 1 < end && /^[\s|:-]*-[\s|:-]*$/.test(lineAt(start + 1))
  if (!isRule || cellsOf(lineAt(start)).length <= largestTable.columns) return false
  if (silent) return true
  let line = start
  for (
    ;
    line < end && !state.isEmpty(line) && (state.sCount[line] ?? 0) >= state.blkIndent;
    line++
  ) {
    const words = line === start + 1 ? '' : cellsOf(lineAt(line)).join(' ').trim()
    if (words === '') continue
    state.push('paragraph_open', 'p', 1)
    const inline = state.push('inline', '', 0)
    inline.content = words
    inline.children = []
    state.push('paragraph_close', 'p', -1)
  }
  state.line = line
  return true
}

type Notes = { footnotes?: { refs?: Record<string, number> } }

/** The library drops a note that nothing cites. */
const keepNotes = (state: StateCore): void => {
  const { refs = {} } = (state.env as Notes).footnotes ?? {}
  let isKept = false
  for (const token of state.tokens) {
    if (token.type === 'footnote_reference_open') {
      const label: unknown = (token.meta as { label?: unknown } | null)?.label
      isKept = typeof label === 'string' && (refs[`:${label}`] ?? -1) < 0
      if (isKept) token.type = 'kept_note_open'
    }
    if (token.type === 'footnote_reference_close' && isKept) token.type = 'kept_note_close'
  }
}

const parser = new MarkdownIt('default', { html: true })
// Links are judged where all formats meet.
parser.validateLink = () => true
parser.normalizeLink = address => address
parser.use(footnotes)
// A note within the line is read twice for each one around it.
parser.inline.ruler.disable('footnote_inline')
parser.block.ruler.before('table', 'wide_table', readWide, { alt: ['paragraph', 'reference'] })
parser.core.ruler.at('inline', readInline)
parser.core.ruler.before('footnote_tail', 'keep_notes', keepNotes)

export const tokensOf = (source: string): Token[] => parser.parse(source, {})
