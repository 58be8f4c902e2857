// The paragraphs of a version as words, signs and ends, so that two versions can be laid beside each
// other. The text of a paragraph is split at the words of the comparison; a word keeps its looks.
import { wordsIn } from '#document/words'
import type { Run } from '#document/model'
import type { WordPlace } from '#document/history/compare'
import { isTable, type Line, type LinePart, type TableOfLines } from './lines.ts'
import type { Manner } from './look.ts'
import type { Item, Version } from './version.ts'

export type Piece = { item: Item; manner: Manner }

export type Token =
  | { is: 'item'; line: Line; pieces: Piece[]; key: string; place: WordPlace | null }
  | { is: 'end'; line: Line }
  | { is: 'table'; table: TableOfLines }

/** A unit of text of a row of words, and the run that it is of. */
type Part = { run: Run; from: number; to: number }

const textOfItem = (item: Item): string => {
  if (item.is === 'caption') return item.text
  return item.is === 'picture' ? (item.block.picture?.hash ?? '') : item.run.text
}

/** A word stays where this is the same in both versions. */
const keyOf = (item: Item): string => {
  if (item.is === 'note') return `note ${item.run.note}`
  if (item.is === 'picture') return `picture ${textOfItem(item)} ${item.block.alternative ?? ''}`
  const to = item.is === 'reference' ? `${item.run.to?.block} ` : ''
  return `${item.is} ${to}${textOfItem(item)}`
}

/** The place of a part of a run; letters that printing put in have none. */
const placeIn = ({ run, from, to }: Part, index: number): WordPlace | null => {
  const { place } = run
  if (!place) return null
  const isWhole = from === 0 && to === run.text.length
  if (place.to - place.from === run.text.length)
    return { index, from: place.from + from, to: place.from + to }
  return isWhole ? { index, from: place.from, to: place.to } : null
}

const placeOf = (parts: readonly Part[], index: number): WordPlace | null => {
  const places = parts.map(part => placeIn(part, index))
  const [first, last] = [places[0], places.at(-1)]
  const isWhole = places.every((each, at) => each && (at === 0 || places[at - 1]?.to === each.from))
  return first && last && isWhole ? { index, from: first.from, to: last.to } : null
}

/** Runs of words in a row, as tokens. */
const wordTokens = (runs: readonly Run[], line: Line, manner: Manner): Token[] => {
  const tokens: Token[] = []
  let [at, used] = [0, 0]
  for (const word of wordsIn(runs.map(({ text }) => text).join(''))) {
    const parts: Part[] = []
    let left = word.length
    while (left > 0) {
      const run = runs[at]
      if (!run) break
      const to = Math.min(run.text.length, used + left)
      if (to > used) parts.push({ run, from: used, to })
      left -= to - used
      used = to
      if (used >= run.text.length) [at, used] = [at + 1, 0]
    }
    const pieces = parts.map(({ run, from, to }) => ({
      item: { is: 'words' as const, run: { ...run, text: run.text.slice(from, to) } },
      manner,
    }))
    const leads = new Set(parts.map(({ run }) => run.href ?? ''))
    const key = `words ${[...leads].join(' ')} ${word}`
    tokens.push({ is: 'item', line, pieces, key, place: placeOf(parts, line.index) })
  }
  return tokens
}

const lineTokens = (version: Version, line: Line): Token[] => {
  const manner = version.mannerOf(line)
  const tokens: Token[] = []
  let words: Run[] = []
  const flush = (): void => {
    tokens.push(...wordTokens(words, line, manner))
    words = []
  }
  for (const item of version.itemsOf(line)) {
    if (item.is === 'words') {
      words.push(item.run)
      continue
    }
    flush()
    const place =
      item.is === 'note' || item.is === 'reference'
        ? placeIn({ run: item.run, from: 0, to: item.run.text.length }, line.index)
        : null
    tokens.push({ is: 'item', line, pieces: [{ item, manner }], key: keyOf(item), place })
  }
  flush()
  return [...tokens, { is: 'end', line }]
}

export const tokensOf = (version: Version, parts: readonly LinePart[]): Token[] =>
  parts.flatMap(part =>
    isTable(part) ? [{ is: 'table' as const, table: part }] : lineTokens(version, part),
  )
