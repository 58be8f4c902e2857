// Paragraph and section numbers, computed and never stored, the same in editor, core and exports.
// Which kinds count together is a matter of the document's kind (numbering-schemes.ts), how a number
// is written one of its language (number-marks.ts). An unnumbered paragraph between two items does
// not interrupt them.
import { marksOf, type Digits, type Mark } from './number-marks.ts'
import { schemeOf, type Ladder, type Scheme } from './numbering-schemes.ts'
import type { Block, BlockKind, PageMeta } from './page.ts'

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

/** What numbers depend on. */
export type Numbering = Pick<PageMeta, 'kind' | 'language'>

/** Ordinals from the outermost level of a ladder down to the block's own; 0 for a level left out. */
type Path = { ladder: Ladder; ordinals: number[] }

export type Count = {
  /** Where the next block of the kind would stand; null for a kind without number. */
  peek(kind: BlockKind): Path | null
  /** Counts one block. */
  count(kind: BlockKind): Path | null
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
  }
}

type Numbered = { number: string; place: string }

/** "8." and "(b)" together name "8 (b)"; "IV.", "B." and "1." name "IV.B.1". */
const placeOf = (parts: readonly string[], dotted: boolean): string =>
  parts
    .filter(part => part !== '')
    .map(part => part.replace(/(\.| -)$/, ''))
    .reduce((all, part) => {
      if (all === '') return part
      const isBare = dotted && !/[)’]$/.test(all) && !/[)’]$/.test(part)
      return `${all}${isBare ? '.' : ' '}${part}`
    }, '')

const numberAll = (
  blocks: readonly Pick<Block, 'kind'>[],
  { kind: document, language }: Numbering,
  digits: Digits,
): Numbered[] => {
  const scheme = schemeOf(document)
  const marks = marksOf(language, digits)
  const marksOn = new Map<Ladder, readonly Mark[]>(scheme.map(each => [each, each.marks(marks)]))
  const counts = openCount(scheme)
  return blocks.map(({ kind }) => {
    const path = counts.count(kind)
    if (path === null) return { number: '', place: '' }
    const { ladder, ordinals } = path
    const parts = ordinals.map((n, depth) =>
      n > 0 ? (marksOn.get(ladder)?.[depth]?.(n) ?? '') : '',
    )
    const number = parts.at(-1) ?? ''
    return { number, place: placeOf(ladder.cited === 'whole' ? parts : [number], ladder.dotted) }
  })
}

/** The number of each block in order ("1.", "(a)", "II."); empty where its kind has none. */
export const numberBlocks = (
  blocks: readonly Pick<Block, 'kind'>[],
  numbering: Numbering,
  digits: Digits = 'western',
): string[] => numberAll(blocks, numbering, digits).map(({ number }) => number)

/** How each block is cited ("8 (b)", "II"); empty where its kind has no number. */
export const placesOf = (
  blocks: readonly Pick<Block, 'kind'>[],
  numbering: Numbering,
  digits: Digits = 'western',
): string[] => numberAll(blocks, numbering, digits).map(({ place }) => place)
