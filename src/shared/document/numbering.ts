// Paragraph and section numbers, computed and never stored, the same in editor, core and exports.
// Numbered paragraphs run through the whole document whatever headings come between; what is below
// a paragraph starts anew under each, and below each heading. Headings start anew below the next
// higher one. An unnumbered paragraph between two items does not interrupt them.
import type { Language } from '../contract.ts'
import { marksOf, type Digits } from './number-marks.ts'
import type { Block, BlockKind } from './page.ts'

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

type Counts = Record<Level['family'], [number, number, number, number]>

/** Counts one block; returns its ordinal. */
const count = (counts: Counts, { family, depth }: Level): number => {
  const own = counts[family]
  own[depth]++
  own.fill(0, depth + 1)
  if (family === 'headings') counts.paragraphs.fill(0, 1)
  return own[depth]
}

type Numbered = { number: string; place: string }

const numberAll = (
  blocks: readonly Pick<Block, 'kind'>[],
  language: Language,
  digits: Digits,
): Numbered[] => {
  const marks = marksOf(language, digits)
  const counts: Counts = { headings: [0, 0, 0, 0], paragraphs: [0, 0, 0, 0] }
  return blocks.map(({ kind }) => {
    const level = levelOf(kind)
    if (level === null) return { number: '', place: '' }
    const { family, depth } = level
    const number = marks[family][depth]?.(count(counts, level)) ?? ''
    const above = counts[family]
      .slice(0, depth)
      .map((n, index) => (n > 0 ? (marks[family][index]?.(n) ?? '') : ''))
    return { number, place: placeOf(family === 'paragraphs' ? [...above, number] : [number]) }
  })
}

/** "8." and "(b)" together name "8 (b)". */
const placeOf = (parts: readonly string[]): string =>
  parts
    .filter(part => part !== '')
    .map(part => part.replace(/(\.| -)$/, ''))
    .join(' ')

/** The number of each block in order ("1.", "(a)", "II."); empty where its kind has none. */
export const numberBlocks = (
  blocks: readonly Pick<Block, 'kind'>[],
  language: Language,
  digits: Digits = 'western',
): string[] => numberAll(blocks, language, digits).map(({ number }) => number)

/** How each block is cited ("8 (b)", "II"); empty where its kind has no number. */
export const placesOf = (
  blocks: readonly Pick<Block, 'kind'>[],
  language: Language,
  digits: Digits = 'western',
): string[] => numberAll(blocks, language, digits).map(({ place }) => place)
