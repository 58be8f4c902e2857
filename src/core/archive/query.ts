// Parses a search: phrases that must all be found, and phrases that must not be there. Words stand
// alone, "words in quotes" stand together, the last word may be unfinished, and a minus before a word
// or a quotation leaves out what holds it. There is no other syntax, so no input can break a query.
import type { Piece } from './rows.ts'
import { isUnspaced, wordsOf, type Word } from './tokenizer.ts'

/** Folded words in a row; with `open` the last one may go on. */
export type Phrase = { words: string[]; open: boolean }

export type Query = { phrases: Phrase[]; without: Phrase[] }

const maxPhrases = 16
const maxWords = 32

/** A part of the text between two quotation marks, or a word outside them. */
type Chunk = { text: string; isLeftOut: boolean }

const chunksOf = (text: string): Chunk[] => {
  const parts = text.split(/["“”„«»]/u)
  return parts.flatMap((part, index): Chunk[] => {
    if (index % 2 === 1)
      return [{ text: part, isLeftOut: /(?:^|\s)-$/u.test(parts[index - 1] ?? '') }]
    return part
      .split(/\s+/u)
      .map(chunk => ({ text: chunk, isLeftOut: /^-[\p{L}\p{N}]/u.test(chunk) }))
  })
}

export const parseQuery = (text: string): Query => {
  const query: Query = { phrases: [], without: [] }
  let last: Phrase | undefined
  for (const { text: chunk, isLeftOut } of chunksOf(text)) {
    const words = wordsOf(chunk).map(word => word.folded)
    if (words.length === 0) continue
    const phrase = { words: words.slice(0, maxWords), open: false }
    last = isLeftOut ? undefined : phrase
    const list = isLeftOut ? query.without : query.phrases
    if (list.length < maxPhrases) list.push(phrase)
  }
  const unfinished = last?.words.at(-1) ?? ''
  const isLong = unfinished.length > 1 || isUnspaced(unfinished)
  if (last && isLong && /[\p{L}\p{N}\p{M}]$/u.test(text)) last.open = true
  return query
}

const quoted = ({ words, open }: Phrase): string => `"${words.join(' ')}"${open ? ' *' : ''}`

/** For FTS5: folded words hold letters, digits and marks only, so quoting them is enough. */
export const matchExpression = (phrases: readonly Phrase[]): string =>
  phrases.map(quoted).join(' AND ')

/** Matches what holds one of the phrases; null for none. */
export const anyOf = (phrases: readonly Phrase[]): string | null =>
  phrases.length === 0 ? null : phrases.map(quoted).join(' OR ')

/** All phrases in a row, as one. */
export const inOneRow = (phrases: readonly Phrase[]): Phrase => ({
  words: phrases.flatMap(phrase => phrase.words),
  open: phrases.at(-1)?.open ?? false,
})

const standsAt = (words: readonly Word[], at: number, phrase: Phrase): boolean =>
  phrase.words.every((wanted, offset) => {
    const folded = words[at + offset]?.folded
    if (folded === undefined) return false
    const last = offset === phrase.words.length - 1
    return last && phrase.open ? folded.startsWith(wanted) : folded === wanted
  })

/** Which words of a text belong to a found phrase, and how many of the phrases were found. */
export const findPhrases = (
  words: readonly Word[],
  phrases: readonly Phrase[],
): { marked: Set<number>; found: number } => {
  const marked = new Set<number>()
  let found = 0
  for (const phrase of phrases) {
    let here = false
    for (let at = 0; at + phrase.words.length <= words.length; at += 1) {
      if (!standsAt(words, at, phrase)) continue
      here = true
      for (let index = at; index < at + phrase.words.length; index += 1) marked.add(index)
    }
    if (here) found += 1
  }
  return { marked, found }
}

const wordsBefore = 8

/** A stretch of the block's own text around the first mark, cut between words. */
export const snippetOf = (
  text: string,
  words: readonly Word[],
  marked: ReadonlySet<number>,
  wordsInAll = 28,
): Piece[] => {
  const firstMark = marked.size > 0 ? Math.min(...marked) : 0
  const first = Math.max(0, Math.min(firstMark - wordsBefore, words.length - wordsInAll))
  const last = Math.min(words.length, first + wordsInAll) - 1
  const pieces: Piece[] = []
  const add = (piece: string, match: boolean): void => {
    const previous = pieces.at(-1)
    if (piece === '') return
    if (previous?.match === match) previous.text += piece
    else pieces.push({ text: piece, match })
  }
  let at = first === 0 ? 0 : (words[first]?.from ?? 0)
  if (first > 0) add('…', false)
  for (let index = first; index <= last; index += 1) {
    const word = words[index]
    if (!word) break
    const joined = marked.has(index) && marked.has(index - 1) && index > first
    add(text.slice(at, word.from), joined)
    add(text.slice(word.from, word.to), marked.has(index))
    at = word.to
  }
  if (last === words.length - 1) add(text.slice(at), false)
  else add('…', false)
  return pieces
}
