// Markdown and plain text of a sheet. UTF-8, line feeds, one blank line between blocks.
import { partsOf, type TablePart } from '#document/tables'
import { runElements, type Block, type Run } from '#document/model'
import { textWithNotes } from '#document/tree'
import { safeLink } from './markup.ts'
import {
  asParagraph,
  figureNumber,
  hasWords,
  groupLineOf,
  mastheadOf,
  noteNumbersOf,
  notesOf,
  type Sheet,
  titleOf,
  isFigure,
  withheldSign,
  withLeads,
  wordsForPicture,
} from './sheet.ts'

// CommonMark 0.31, section 2.4: a backslash before ASCII punctuation makes it literal.
const literal = (text: string): string =>
  text.replace(/[\\`*_[\]<>#|~]|&(?=#?\w{1,32};)/g, sign => `\\${sign}`)

/** Words that would begin a list or a rule. */
const notBegun = (text: string): string =>
  text.replace(/^([-+])(?=\s|-|$)/, '\\$1').replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\')

/** Formats with a sign of Markdown. In places where the sign does not count, an element says the same. */
const signs: Partial<Record<(typeof runElements)[number][0], string>> = { italic: '*', bold: '**' }

const around = (text: string, before: string, after: string): string => {
  const [, space = '', inner = '', end = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  return inner === '' ? text : `${space}${before}${inner}${after}${end}`
}

type NoteNumbers = ReadonlyMap<string, number>

/**
 * A sign counts between spaces, and beside a bracket, a quotation mark or the end of a sentence where a letter or
 * digit stands within (CommonMark 0.31, section 6.2). All readers take these the same way.
 */
const isApart = (before: string, text: string, after: string): boolean =>
  (/(?:^|\s)$/.test(before) || (/[(“‘«„¿¡]$/u.test(before) && /^[\p{L}\p{N}]/u.test(text))) &&
  (/^(?:\s|$)/.test(after) || (/^[.,;:!?)”’»…،؛؟。，]/u.test(after) && /[\p{L}\p{N}]$/u.test(text)))

/** The words of a run beside another; of one with signs of its own, only its space. */
const beside = (run: Run | undefined): string =>
  run === undefined || runElements.every(([format]) => run[format] !== true)
    ? (run?.text ?? '')
    : run.text.replace(/\S+/gu, 'x')

/** `before` and `after`: the words beside the run, without their signs. */
const runMarkdown = (
  run: Run,
  numbers: NoteNumbers,
  { before, after }: { before: string; after: string },
): string => {
  if (run.note !== undefined) return `[^${numbers.get(run.note) ?? ''}]`
  const isFree = isApart(before + leading(run.text), run.text.trim(), trailing(run.text) + after)
  let text = literal(run.text)
  for (const [format, tag] of runElements) {
    if (run[format] !== true) continue
    const sign = isFree ? signs[format] : undefined
    text = around(text, sign ?? `<${tag}>`, sign ?? `</${tag}>`)
  }
  return run.href !== undefined && safeLink(run.href)
    ? `[${text}](<${run.href.replace(/[<>\s]/g, encodeURIComponent)}>)`
    : text
}

const leading = (text: string): string => /^\s*/.exec(text)?.[0] ?? ''
const trailing = (text: string): string => /\s*$/.exec(text)?.[0] ?? ''

const runsMarkdown = (runs: readonly Run[], numbers: NoteNumbers): string =>
  runs
    .map((run, at) =>
      runMarkdown(run, numbers, { before: beside(runs[at - 1]), after: beside(runs[at + 1]) }),
    )
    .join('')
    // Spaces at the beginning would set what lies in an item deeper.
    .replace(/^[ \t]+|[ \t]+$/g, '')

const indent: Partial<Record<Block['kind'], string>> = {
  num2: '    ',
  num3: '        ',
  num4: '            ',
  bullet2: '    ',
  bullet3: '        ',
}
const headings: Partial<Record<Block['kind'], string>> = {
  h1: '## ',
  h2: '### ',
  h3: '#### ',
  h4: '##### ',
}

/** The sheet, and the number of each of its notes. */
type Printing = { sheet: Sheet; numbers: NoteNumbers }

const bulletLevels: Partial<Record<Block['kind'], number>> = { bullet1: 1, bullet2: 2, bullet3: 3 }

/** The beginning of each item, by the items that it lies in; one that lies in none brings them. */
const bulletMarks = () => {
  let open = 0
  return (kind: Block['kind'] | null): string => {
    const level = (kind && bulletLevels[kind]) ?? 0
    const within = Math.min(open, level - 1)
    open = level
    return level === 0 ? '' : '  '.repeat(within) + '- '.repeat(level - within)
  }
}

const markdownBlock = (block: Block, printing: Printing, mark = ''): string => {
  if (block.kind === 'pagebreak')
    return hasWords(block) ? `---\n\n${markdownBlock(asParagraph(block), printing)}` : '---'
  const text =
    block.label === undefined
      ? runsMarkdown(block.runs, printing.numbers)
      : literal(withheldSign(printing.sheet))
  if (block.kind === 'figure') {
    const caption = `${figureNumber(block)} ${text}`.trim()
    if (!isFigure(block)) return caption
    const picture = `\\[${literal(wordsForPicture(printing.sheet, block))}\\]`
    return caption === '' ? picture : `${picture}\n\n${caption}`
  }
  const heading = headings[block.kind]
  if (heading !== undefined)
    return `${heading}${block.number === '' ? '' : `${block.number} `}${text}`
  if (mark !== '') return `${mark}${notBegun(text)}`
  if (block.kind === 'quote') return `> ${notBegun(text)}`
  // A list of CommonMark would renumber "(a)"; the number is kept as the group reads it.
  return notBegun(block.number === '' ? text : `${block.number} ${text}`)
}

/** Rows of the words of each cell. */
const linesOf = ({ rows }: TablePart<Block>, write: (block: Block) => string): string[][] =>
  rows.map(({ cells }) => cells.map(blocks => blocks.map(write).join(' ')))

/** A pipe table always has a header: it is empty if the table has none. */
const markdownTable = (table: TablePart<Block>, write: (block: Block) => string): string => {
  const lines = linesOf(table, write)
  const blank = (lines[0] ?? []).map(() => '')
  const [head, ...body] = table.rows[0]?.head ? lines : [blank, ...lines]
  return [head ?? [], blank.map(() => '---'), ...body]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
}

const headLines = (sheet: Sheet): string[] => [...groupLineOf(sheet), ...mastheadOf(sheet)]

export const toMarkdown = (sheet: Sheet): string => {
  const numbers = noteNumbersOf(sheet)
  const markOf = bulletMarks()
  return (
    [
      `# ${literal(titleOf(sheet))}`,
      headLines(sheet).map(literal).join('  \n'),
      ...partsOf(withLeads(sheet).page.blocks).map(part =>
        'rows' in part
          ? markdownTable(part, block => markdownBlock(block, { sheet, numbers }, markOf(null)))
          : markdownBlock(part, { sheet, numbers }, markOf(part.kind)),
      ),
      ...notesOf(sheet).map(({ text }, at) => `[^${at + 1}]: ${notBegun(literal(text))}`),
    ].join('\n\n') + '\n'
  )
}

const textBlock = (block: Block, printing: Printing): string => {
  if (block.kind === 'pagebreak')
    return hasWords(block) ? `\f${textBlock(asParagraph(block), printing)}` : '\f'
  const sign = block.kind.startsWith('bullet') ? '\u2022' : block.number
  const text =
    block.label === undefined
      ? textWithNotes(block, printing.numbers)
      : withheldSign(printing.sheet)
  if (block.kind === 'figure' && !isFigure(block)) return `${figureNumber(block)} ${text}`
  if (isFigure(block))
    return `[${wordsForPicture(printing.sheet, block)}]\n${figureNumber(block)} ${text}`.trimEnd()
  return `${indent[block.kind] ?? ''}${sign === '' ? '' : `${sign} `}${text}`
}

export const toText = (sheet: Sheet): string => {
  const numbers = noteNumbersOf(sheet)
  return (
    [
      ...headLines(sheet),
      '',
      titleOf(sheet),
      ...partsOf(withLeads(sheet).page.blocks).map(part => {
        if (!('rows' in part)) return `\n${textBlock(part, { sheet, numbers })}`
        const lines = linesOf(part, block => textBlock(block, { sheet, numbers }))
        return `\n${lines.map(cells => cells.join(' | ').trimEnd()).join('\n')}`
      }),
      ...notesOf(sheet).map(({ text }, at) => `\n[${at + 1}] ${text}`),
    ].join('\n') + '\n'
  )
}
