// Judging a passphrase while it is typed: how many guesses it takes on a taken device, where common
// words and sentences are tried first. Core normalizes and stretches the passphrase.

/** The same tidying that core does, so that two equal passphrases look equal here as well. */
export const tidy = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ')

/**
 * The powers of ten that must be tried before a piece is found. The five words that Baraza offers take
 * 16.5 (55 bits).
 */
export type PieceGuesses = (piece: string) => number

/** `steps`: how many of the four marks are lit. */
export type Strength = { state: 'empty' } | { state: 'weak' | 'good'; steps: number }

/** Powers of ten: at a million guesses a second, three years; Argon2id allows far fewer. */
const enough = 14
const plenty = 18
const little = 7

/**
 * A letter of a word says little about the word: written English has 0.6 to 1.3 bits a letter
 * (Shannon 1951). We count 1.7 bits, and 4 powers of ten (13 bits) for a whole word, in any language.
 */
const perLetter = 0.5
const perWord = 4
/** More letters in a row are words without spaces, and count by the letter. */
const longestWord = 12
const word = /^[\p{L}\p{M}]+$/u
const lettersInARow = /\p{L}[\p{L}\p{M}]{5,}/gu
/** In scripts without spaces a piece is a sentence, and a character says more than a letter does. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const perCharacter = 0.75

const lengthOf = (text: string): number => Array.from(text).length

/** The most that a piece counts, by its length alone. */
const most = (piece: string): number => {
  const length = lengthOf(piece)
  if (unspaced.test(piece)) return length * perCharacter
  if (word.test(piece) && length <= longestWord) return Math.min(length * perLetter, perWord)
  const letters = lengthOf((piece.match(lettersInARow) ?? []).join(''))
  return letters * perLetter + length - letters
}

const worth = (piece: string, guesses: PieceGuesses | undefined): number => {
  if (guesses === undefined) return Math.min(most(piece), perWord)
  const known = guesses(piece)
  // A dictionary has no number for the names of its own object, such as "constructor".
  return Number.isFinite(known) ? Math.min(known, most(piece)) : Math.min(most(piece), perWord)
}

/** Fewer signs are the beginning of many phrases. */
const leastCompared = 8
const nearBy = 2

/**
 * Whether a phrase is the offered one, or its beginning, but for one or two letters: it was meant to be that one.
 * Both tidied.
 */
export function isNearly(typed: string, offered: string): boolean {
  const [own, other] = [Array.from(typed), Array.from(offered)]
  if (own.length < leastCompared || offered.startsWith(typed)) return false
  // How many letters differ between what is typed and each beginning of the other (Levenshtein).
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [at, letter] of own.entries()) {
    const next = [at + 1]
    for (const [place, wanted] of other.entries()) {
      const same = (row[place] ?? 0) + (letter === wanted ? 0 : 1)
      next.push(Math.min(same, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1))
    }
    row = next
  }
  return Math.min(...row) <= nearBy
}

/** Signs that may stand between two words of a sentence. */
const between = /[\s\p{Pd}\p{Pc}.,;:!?'’"]+/u

/**
 * A word that comes again counts once. Without `guesses` (its dictionaries are still being read) the
 * length of each piece is all that counts, and no piece counts more than a word.
 */
export function strengthOf(text: string, guesses?: PieceGuesses): Strength {
  const tidied = tidy(text)
  if (tidied === '') return { state: 'empty' }
  let total = 0
  for (const piece of new Set(tidied.toLocaleLowerCase().split(between))) {
    if (piece !== '') total += worth(piece, guesses)
    if (total >= plenty) return { state: 'good', steps: 4 }
  }
  if (total >= enough) return { state: 'good', steps: 3 }
  return { state: 'weak', steps: total >= little ? 2 : 1 }
}
