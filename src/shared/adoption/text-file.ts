// A text as a file that nothing can change: what a question names, what members sign, and what people
// outside read with any program. One text has one sequence of bytes. Layout: docs/protocol.md.
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import * as v from 'valibot'
import { isBlockId } from '#document/ids'
import { isSafeLink, blockKinds, runElements, type BlockKind, type Formats } from '#document/model'
import type { BlockId } from '../ids.ts'
import { plainLink } from '../mail-link.ts'
import { DocumentKind, Language } from '../vocabulary.ts'
import { readLine, textLinesOf, writeLine, type Line } from './lines.ts'
import { Refused, reading, type Read } from './refusal.ts'

/** Bytes of a text file. */
export const largestText = 8 * 1024 * 1024

const format = 'baraza-text/1'

type Direction = 'ltr' | 'rtl'

export type TextHead = {
  kind: DocumentKind
  language: Language
  direction: Direction
  title: string
  /** Empty, or as "Rev.1". */
  edition: string
}

/**
 * Words of equal look, or a reference to a note. `formats`: signs of `formatsOf`. `address`: where a
 * link leads, else empty.
 */
export type TextRun = { words: string; formats: string; address: string } | { note: number }

/** Language and direction, where they are not those of the text. */
type Manner = { language: Language | ''; direction: Direction | '' }

/** Each begins with `what`; an id is empty where the block has none of its own. */
export type TextLine =
  | ({ what: 'block'; kind: BlockKind; id: BlockId | ''; number: string; runs: TextRun[] } & Manner)
  | { what: 'table'; columns: number }
  | ({
      what: 'cell'
      id: BlockId | ''
      row: number
      column: number
      head: boolean
      runs: TextRun[]
    } & Manner)
  | {
      what: 'figure'
      id: BlockId | ''
      number: string
      /** SHA-256 of the picture, lower-case hexadecimal. */
      picture: string
      alternative: string
      runs: TextRun[]
    }
  | { what: 'withheld'; id: BlockId | ''; number: string }
  | { what: 'break' }
  | { what: 'note'; number: number; words: string }

/** The words of a line for eyes: a note as its number in brackets. */
export const wordsShown = (line: TextLine): string =>
  'runs' in line
    ? line.runs.map(run => ('note' in run ? `[${run.note}]` : run.words)).join('')
    : line.what === 'note'
      ? line.words
      : ''

export type TextFile = { head: TextHead; lines: TextLine[] }

const signs = ['b', 'i', 'u', 's', '^', '_']

/** The signs of a run's formats, in their one order. */
export const formatsOf = (run: Formats): string =>
  runElements.map(([name], at) => (run[name] ? signs[at] : '')).join('')

/** Kinds of a block line: a figure and a page break have lines of their own. */
export const textKinds: readonly BlockKind[] = blockKinds.filter(
  kind => kind !== 'figure' && kind !== 'pagebreak',
)

export const directionIn = (language: Language): Direction => (language === 'ar' ? 'rtl' : 'ltr')

/** Where a link leads, as a text says it; empty for an address that a text may not lead to. */
export const addressOf = (href: string): string => {
  const address = href.normalize('NFC')
  return isSafeLink(address) ? (plainLink(address) ?? '') : ''
}

const runLine = (run: TextRun): Line =>
  'note' in run ? ['', 'note', run.note] : [run.words, run.formats, run.address]

const headLine = ({ kind, language, direction, title, edition }: TextHead): Line => [
  format,
  kind,
  language,
  direction,
  title,
  edition,
]

const arrayOf = (line: TextLine): Line => {
  switch (line.what) {
    case 'block': {
      const { kind, id, number, language, direction, runs } = line
      return ['block', kind, id, number, language, direction, runs.map(runLine)]
    }
    case 'table':
      return ['table', line.columns]
    case 'cell': {
      const { id, row, column, head, language, direction, runs } = line
      const sign = head ? 'head' : ''
      return ['cell', id, row, column, sign, language, direction, runs.map(runLine)]
    }
    case 'figure': {
      const { id, number, picture, alternative, runs } = line
      return ['figure', id, number, picture, alternative, runs.map(runLine)]
    }
    case 'withheld':
      return ['withheld', line.id, line.number]
    case 'break':
      return ['break']
    case 'note':
      return ['note', line.number, line.words]
  }
}

/** The file as text; its bytes are the UTF-8 of it. */
export const writeTextLines = ({ head, lines }: TextFile): string =>
  [headLine(head), ...lines.map(arrayOf)].map(writeLine).join('')

const is = {
  text: v.pipe(
    v.string(),
    v.check(text => text === text.normalize('NFC')),
  ),
  count: v.pipe(v.number(), v.minValue(1)),
  id: v.custom<BlockId | ''>(value => value === '' || isBlockId(value)),
  kind: v.picklist(textKinds),
  language: v.union([v.literal(''), Language]),
  direction: v.picklist(['', 'ltr', 'rtl']),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  address: v.pipe(
    v.string(),
    v.check(address => addressOf(address) === address),
  ),
  formats: v.pipe(v.string(), v.regex(/^b?i?u?s?\^?_?$/)),
}

const Run = v.union([
  v.strictTuple([v.literal(''), v.literal('note'), is.count]),
  v.strictTuple([v.pipe(is.text, v.minLength(1)), is.formats, is.address]),
])
const Runs = v.array(Run)

const shapes = {
  block: v.strictTuple([
    v.literal('block'),
    is.kind,
    is.id,
    is.text,
    is.language,
    is.direction,
    Runs,
  ]),
  table: v.strictTuple([v.literal('table'), is.count]),
  cell: v.strictTuple([
    v.literal('cell'),
    is.id,
    is.count,
    is.count,
    v.picklist(['head', '']),
    is.language,
    is.direction,
    Runs,
  ]),
  figure: v.strictTuple([v.literal('figure'), is.id, is.text, is.hash, is.text, Runs]),
  withheld: v.strictTuple([v.literal('withheld'), is.id, is.text]),
  break: v.strictTuple([v.literal('break')]),
  note: v.strictTuple([v.literal('note'), is.count, is.text]),
}

const Head = v.strictTuple([
  v.literal(format),
  DocumentKind,
  Language,
  v.picklist(['ltr', 'rtl']),
  is.text,
  is.text,
])

const parsed = <S extends v.GenericSchema>(shape: S, line: Line, number: number) => {
  const read = v.safeParse(shape, line)
  if (!read.success) throw new Refused(number, 'The line is none that a text has.')
  return read.output
}

const readHead = (text: string): TextHead => {
  const line = readLine(text, 1)
  const [word] = line
  if (word !== format && typeof word === 'string' && /^baraza-text\/[1-9]\d*$/.test(word))
    throw new Refused(1, 'The text is of a newer version of this format.')
  if (word !== format) throw new Refused(1, 'The file is no text of Baraza.')
  const [, kind, language, direction, title, edition] = parsed(Head, line, 1)
  if (direction !== directionIn(language))
    throw new Refused(1, 'The direction is not that of the language.')
  return { kind, language, direction, title, edition }
}

const runsOf = (runs: v.InferOutput<typeof Runs>, at: number): TextRun[] =>
  runs.map((run, index): TextRun => {
    const [words, formats, third] = run
    if (typeof third === 'number') return { note: third }
    const before = runs[index - 1]
    if (before && before[1] === formats && before[2] === third)
      throw new Refused(at, 'Words of equal look are not joined.')
    return { words, formats, address: third }
  })

const readTextLine = (text: string, at: number): TextLine => {
  const line = readLine(text, at)
  switch (line[0]) {
    case 'block': {
      const [, kind, id, number, language, direction, runs] = parsed(shapes.block, line, at)
      return { what: 'block', kind, id, number, language, direction, runs: runsOf(runs, at) }
    }
    case 'table': {
      const [, columns] = parsed(shapes.table, line, at)
      return { what: 'table', columns }
    }
    case 'cell': {
      const [, id, row, column, sign, language, direction, runs] = parsed(shapes.cell, line, at)
      const head = sign === 'head'
      return { what: 'cell', id, row, column, head, language, direction, runs: runsOf(runs, at) }
    }
    case 'figure': {
      const [, id, number, picture, alternative, runs] = parsed(shapes.figure, line, at)
      return { what: 'figure', id, number, picture, alternative, runs: runsOf(runs, at) }
    }
    case 'withheld': {
      const [, id, number] = parsed(shapes.withheld, line, at)
      return { what: 'withheld', id, number }
    }
    case 'break':
      parsed(shapes.break, line, at)
      return { what: 'break' }
    case 'note': {
      const [, number, words] = parsed(shapes.note, line, at)
      return { what: 'note', number, words }
    }
    default:
      throw new Refused(at, 'The line is none that a text has.')
  }
}

/** A writer leaves out a language or direction that is that of the text. */
const mustBeItsOwn = (line: TextLine, head: TextHead, at: number): void => {
  if (!('language' in line)) return
  if (line.language === head.language || line.direction === head.direction)
    throw new Refused(at, 'The line repeats the language or the direction of the text.')
}

/**
 * Cells stand behind their table, by row and then by column; only the first row is a header. `columns`: of
 * the last table.
 */
const mustFitTheTable = (
  line: TextLine,
  before: TextLine | undefined,
  columns: number,
  at: number,
): void => {
  if (before?.what === 'table' && line.what !== 'cell')
    throw new Refused(at, 'A table has no cell.')
  if (line.what !== 'cell') return
  const { row, column, head } = line
  if (before?.what !== 'table' && before?.what !== 'cell')
    throw new Refused(at, 'A cell stands outside of a table.')
  const last = before.what === 'cell' ? before : { row: 1, column: 1, head }
  const isInOrder = row > last.row || (row === last.row && column >= last.column)
  if (!isInOrder || column > columns) throw new Refused(at, 'A cell is not in its place.')
  if (row === last.row ? head !== last.head : head)
    throw new Refused(at, 'A cell is of the header, and its row is not.')
}

/** Notes stand at the end, ascending; each is referred to, and each reference has one. */
const mustHaveItsNotes = (lines: readonly TextLine[]): void => {
  const referred = new Set(
    lines.flatMap(line =>
      'runs' in line ? line.runs.flatMap(run => ('note' in run ? [run.note] : [])) : [],
    ),
  )
  const first = lines.findIndex(({ what }) => what === 'note')
  let last = 0
  for (const [index, line] of lines.entries()) {
    if (first < 0 || index < first) continue
    if (line.what !== 'note' || line.number <= last || !referred.delete(line.number))
      throw new Refused(index + 2, 'A note is not in its place, or nothing refers to it.')
    last = line.number
  }
  if (referred.size > 0) throw new Refused(0, 'A note is missing.')
}

/** Refuses every file but those that a writer of this format writes. */
export const readTextFile = (bytes: Uint8Array): Read<TextFile> =>
  reading(() => {
    if (bytes.length > largestText) throw new Refused(0, 'The file is larger than a text may be.')
    const [first = '', ...rest] = textLinesOf(bytes)
    const head = readHead(first)
    const ids = new Set<string>()
    const lines = rest.map((text, index) => readTextLine(text, index + 2))
    let columns = 0
    for (const [index, line] of lines.entries()) {
      if (line.what === 'table') ({ columns } = line)
      mustBeItsOwn(line, head, index + 2)
      mustFitTheTable(line, lines[index - 1], columns, index + 2)
      if (!('id' in line) || line.id === '') continue
      if (ids.has(line.id)) throw new Refused(index + 2, 'Two lines have the same id.')
      ids.add(line.id)
    }
    if (lines.at(-1)?.what === 'table') throw new Refused(0, 'A table has no cell.')
    mustHaveItsNotes(lines)
    return { head, lines }
  })

const idInLine = /^\["(?:block","[a-z0-9]+|cell|figure|withheld)","([a-z2-7]{10})"/

/** The bytes of the line of a block, with their end: a reservation on the block has their hash. */
export const lineOf = (file: Uint8Array, block: BlockId): Uint8Array | null => {
  const line = decodeUtf8(file)
    .split('\n')
    .find(each => idInLine.exec(each)?.[1] === block)
  return line === undefined ? null : encodeUtf8(`${line}\n`)
}
