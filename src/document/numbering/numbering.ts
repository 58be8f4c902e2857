// Paragraph and section numbers, computed and never stored, the same in editor, core and exports.
// Which kinds count together is a matter of the document's kind (numbering-schemes.ts), how a number
// is written one of its language (number-marks.ts). An unnumbered paragraph between two items does
// not interrupt them. Alternatives in square brackets do not count (bracket-numbers.ts).
import type { Language } from '#shared/vocabulary'
import {
  figureMark,
  type Block,
  type BlockKind,
  type PageMeta,
  type PlacePart,
} from '#document/model'
import { besideNumber, ranksOf } from './bracket-numbers.ts'
import { marksOf, type Digits, type Mark } from './number-marks.ts'
import { schemeOf, type Ladder, type Scheme } from './numbering-schemes.ts'

export type Level = { family: 'headings' | 'paragraphs'; depth: 0 | 1 | 2 | 3 }

const levels: Partial<Record<BlockKind, Level>> = {
  h1: { family: 'headings', depth: 0 },
  h2: { family: 'headings', depth: 1 },
  h3: { family: 'headings', depth: 2 },
  h4: { family: 'headings', depth: 3 },
  num1: { family: 'paragraphs', depth: 0 },
  num2: { family: 'paragraphs', depth: 1 },
  num3: { family: 'paragraphs', depth: 2 },
  num4: { family: 'paragraphs', depth: 3 },
}

export const levelOf = (kind: BlockKind): Level | null => levels[kind] ?? null

/** The properties that numbers depend on. */
export type Numbering = Pick<PageMeta, 'kind' | 'language'>

/** Ordinals from the outermost level of a ladder down to the block's own; 0 for a level left out. */
export type Path = { ladder: Ladder; ordinals: number[] }

export type Count = {
  /** Where the next block of the kind would stand; null for a kind without number. */
  peek(kind: BlockKind): Path | null
  /** Counts one block. */
  count(kind: BlockKind): Path | null
  /**
   * Passes an alternative to the block of the kind that was counted last; counting below it
   * restarts.
   */
  beside(kind: BlockKind): Path | null
}

export const openCount = (scheme: Scheme): Count => {
  const counts = scheme.map(ladder => ({ ladder, own: ladder.levels.map(() => 0) }))
  const find = (kind: BlockKind) => {
    for (const { ladder, own } of counts) {
      const depth = ladder.levels.findIndex(kinds => kinds.includes(kind))
      if (depth >= 0) return { ladder, own, depth }
    }
    return null
  }
  const peek = (kind: BlockKind): Path | null => {
    const found = find(kind)
    if (found === null) return null
    const { ladder, own, depth } = found
    return { ladder, ordinals: [...own.slice(0, depth), (own[depth] ?? 0) + 1] }
  }
  return {
    peek,
    count(kind) {
      const [found, path] = [find(kind), peek(kind)]
      if (found === null || path === null) return null
      const { ladder, own, depth } = found
      own.fill(0, depth + 1)
      own[depth] = path.ordinals.at(-1) ?? 0
      if (ladder.ends !== undefined)
        for (const other of counts) if (other.own !== own) other.own.fill(0, ladder.ends)
      return path
    },
    beside(kind) {
      const found = find(kind)
      if (found === null) return null
      const { ladder, own, depth } = found
      own.fill(0, depth + 1)
      return { ladder, ordinals: own.slice(0, depth + 1) }
    },
  }
}

type Numbered = { number: string; place: string; path: PlacePart[] }

/** The properties that determine the number of a block. */
export type Counted = Pick<Block, 'kind' | 'bracket'>

/** Whether blocks of the kind have a number in a document of this kind. */
const numberedIn =
  (scheme: Scheme) =>
  (kind: BlockKind): boolean =>
    scheme.some(({ levels: all }) => all.some(kinds => kinds.includes(kind)))

/** For each block, how many alternatives stand between it and the first version of its set. */
const alternativesIn = (blocks: readonly Counted[], { kind }: Numbering): number[] =>
  ranksOf(blocks, numberedIn(schemeOf(kind)))

type Marked = { mark: string; index: number }

/** "8." and "(b)" together name "8 (b)"; "IV.", "B." and "1." name "IV.B.1". `dot`: between bare ones. */
const joinedMarks = (marks: readonly Marked[], dot: string): PlacePart[] => {
  const parts: PlacePart[] = []
  for (const { mark, index } of marks) {
    if (mark === '') continue
    const bare = mark.replace(/(\.| -)$/, '')
    const above = parts.at(-1)?.mark
    const isBare = above !== undefined && !/[)’]$/.test(above) && !/[)’]$/.test(bare)
    parts.push({ before: above === undefined ? '' : isBare ? dot : ' ', mark: bare, index })
  }
  return parts
}

const textOfPlace = (parts: readonly PlacePart[]): string =>
  parts.map(({ before, mark }) => before + mark).join('')

/** Between the numbers of headings that are cited together. */
const dotOf = (language: Language): string => (language === 'ar' ? ' - ' : '.')

const numberAll = (
  blocks: readonly Counted[],
  numbering: Numbering,
  digits: Digits,
): Numbered[] => {
  const { kind: document, language } = numbering
  const scheme = schemeOf(document)
  const marks = marksOf(language, digits)
  const marksOn = new Map<Ladder, readonly Mark[]>(scheme.map(each => [each, each.marks(marks)]))
  const counts = openCount(scheme)
  const ranks = alternativesIn(blocks, numbering)
  /** The number of the first version of each set, and the alternatives that stand at the levels now. */
  const firsts = new Map<string, string>()
  const standing = new Map<Ladder, string[]>()
  /** The block that has the number of each level now. */
  const holders = new Map<Ladder, number[]>(scheme.map(ladder => [ladder, []]))
  let figures = 0
  return blocks.map(({ kind, bracket }, index) => {
    const rank = ranks[index] ?? 0
    const path = rank > 0 ? counts.beside(kind) : counts.count(kind)
    if (kind === 'figure' && rank === 0) {
      const mark = String(++figures)
      const number = figureMark(figures, language)
      return { number, place: '', path: [{ before: '', mark, index }] }
    }
    if (path === null)
      return { number: rank > 0 ? besideNumber('', rank, language) : '', place: '', path: [] }
    const { ladder, ordinals } = path
    const depth = ordinals.length - 1
    const above = (standing.get(ladder) ?? []).slice(0, depth)
    const parts = ordinals.map(
      (n, at) => above[at] ?? (n > 0 ? (marksOn.get(ladder)?.[at]?.(n) ?? '') : ''),
    )
    if (rank > 0) {
      const beside = besideNumber(firsts.get(bracket?.set ?? '') ?? '', rank, language)
      parts[depth] = beside
      above[depth] = beside
    }
    standing.set(ladder, above)
    const number = parts.at(-1) ?? ''
    if (bracket && !firsts.has(bracket.set)) firsts.set(bracket.set, number)
    const holding = holders.get(ladder) ?? []
    holding[depth] = index
    const marked = parts.map((mark, at) => ({ mark, index: holding[at] ?? index }))
    const isWhole = ladder.cited === 'whole'
    return {
      number,
      place: textOfPlace(
        joinedMarks(isWhole ? marked : marked.slice(-1), ladder.dotted ? '.' : ' '),
      ),
      path: joinedMarks(marked, isWhole && !ladder.dotted ? ' ' : dotOf(language)),
    }
  })
}

/** The number of each block in order ("1.", "(a)", "II."); empty where its kind has none. */
export const numberBlocks = (
  blocks: readonly Counted[],
  numbering: Numbering,
  digits: Digits = 'western',
): string[] => numberAll(blocks, numbering, digits).map(({ number }) => number)

/** How each block is cited ("8 (b)", "II"); empty where its kind has no number. */
export const placesOf = (
  blocks: readonly Counted[],
  numbering: Numbering,
  digits: Digits = 'western',
): string[] => numberAll(blocks, numbering, digits).map(({ place }) => place)

/** Each block by all numbers down to it, "8 (b)", "II.A", of a figure "3"; none where its kind has none. */
export const pathsTo = (blocks: readonly Counted[], numbering: Numbering): PlacePart[][] =>
  numberAll(blocks, numbering, 'western').map(({ path }) => path)
