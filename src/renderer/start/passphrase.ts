// Judging a passphrase while it is typed: how many guesses it takes on a taken device, where common
// words and sentences are tried first. Core normalizes and stretches the passphrase.

/** The same tidying that core does, so that two equal passphrases look equal here as well. */
export const tidy = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ')

/**
 * The powers of ten that must be tried before a piece without spaces is found. The five words that
 * Baraza offers take 16.5 (55 bits).
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
/** A longer piece is no word: scripts without spaces, and passphrases that use no words. */
const longestWord = 12
const word = /^[\p{L}\p{M}’'-]+$/u

const worth = (piece: string, guesses: PieceGuesses | undefined): number => {
  const letters = Array.from(piece).length
  const known = guesses?.(piece) ?? new Set(piece).size
  return word.test(piece) && letters <= longestWord
    ? Math.min(known, letters * perLetter, perWord)
    : known
}

/**
 * A word that comes again counts once. Without `guesses` (its dictionaries are still being read) the
 * length of each word is all that counts.
 */
export function strengthOf(text: string, guesses?: PieceGuesses): Strength {
  const tidied = tidy(text)
  if (tidied === '') return { state: 'empty' }
  const pieces = new Set(tidied.toLocaleLowerCase().split(' '))
  const total = [...pieces].reduce((sum, piece) => sum + worth(piece, guesses), 0)
  if (total >= enough) return { state: 'good', steps: total >= plenty ? 4 : 3 }
  return { state: 'weak', steps: total >= little ? 2 : 1 }
}
