// Pages for the archive's benches: made-up words of which few are frequent, as in a language, from a
// seeded row of numbers, so that every run meets the same text.

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const numbersFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const consonants = 'bcdfghklmnprstvw'
const vowels = 'aeiou'

/** Two to five syllables that name the number, so each is one word and no other. */
const wordOf = (rank: number): string => {
  let word = ''
  for (let rest = rank + 80; rest > 0; rest = Math.floor(rest / 80)) {
    word += `${consonants[rest % 16]}${vowels[Math.floor(rest / 16) % 5]}`
  }
  return word
}

const vocabularySize = 20_000
const vocabulary = Array.from({ length: vocabularySize }, (_, rank) => wordOf(rank))

/** Zipf's law: the word of rank n comes about 1/n as often as the first. */
const drawn = (next: () => number): string =>
  vocabulary[Math.floor(vocabularySize ** next()) - 1] ?? wordOf(0)

/** The word that only few pages have; the lower the rank the more. */
export const wordOfRank = (rank: number): string => vocabulary[rank] ?? wordOf(rank)

export type BenchPage = { title: string; blocks: string[] }

const blockCount = 25
const blockWords = 80

/** A page of 2,000 words, some 13 kB. */
export const pageFrom = (next: () => number): BenchPage => {
  const text = (count: number): string => Array.from({ length: count }, () => drawn(next)).join(' ')
  return {
    title: text(6),
    blocks: Array.from({ length: blockCount }, () => `${text(blockWords)}.`),
  }
}
