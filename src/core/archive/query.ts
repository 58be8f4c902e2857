// Parses a search: phrases that must all be found. Words stand alone, "words in quotes" stand
// together, and the last word may be unfinished. There is no other syntax, so no input can break a
// query.
import type { Piece } from './rows.ts'
import { wordsOf, type Word } from './tokenizer.ts'

/** Folded words in a row; with `open` the last one may go on. */
export type Phrase = { words: string[]; open: boolean }

const maxPhrases = 16
const maxWords = 32

export const parseQuery = (text: string): Phrase[] => {
  const phrases: Phrase[] = []
  for (const [index, part] of text.split(/["“”„«»]/u).entries()) {
    const quoted = index % 2 === 1
    for (const chunk of quoted ? [part] : part.split(/\s+/u)) {
      const words = wordsOf(chunk).map(word => word.folded)
      if (words.length > 0) phrases.push({ words: words.slice(0, maxWords), open: false })
    }
  }
  const last = phrases.at(-1)
  const unfinished = last?.words.at(-1) ?? ''
  if (last && unfinished.length > 1 && /[\p{L}\p{N}\p{M}]$/u.test(text)) last.open = true
  return phrases.slice(0, maxPhrases)
}

/** For FTS5: folded words hold letters and digits only, so quoting them is enough. */
export const matchExpression = (phrases: readonly Phrase[]): string =>
  phrases.map(({ words, open }) => `"${words.join(' ')}"${open ? ' *' : ''}`).join(' AND ')

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
const wordsInAll = 28

/** A stretch of the block's own text around the first mark, cut between words. */
export const snippetOf = (
  text: string,
  words: readonly Word[],
  marked: ReadonlySet<number>,
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
