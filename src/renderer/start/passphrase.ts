// Judging a passphrase while it is typed. Core normalises and stretches it; here it is only about
// telling a person whether it will protect a taken device.

/** The same tidying that core does, so that two equal passphrases look equal here as well. */
export const tidy = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ')

export const leastWords = 5
/** In one piece: for scripts that write without spaces, and for those who do not use words. */
const leastLetters = 20

export type Strength =
  | { state: 'empty' }
  /** `steps` of 4, too few. */
  | { state: 'short'; words: number; steps: number }
  | { state: 'good'; words: number; steps: number }

/** Five different words, or twenty letters in one piece, is the least. */
export function strengthOf(text: string): Strength {
  const tidied = tidy(text)
  if (tidied === '') return { state: 'empty' }
  const pieces = tidied.toLocaleLowerCase().split(' ')
  const words = new Set(pieces).size
  const longest = Math.max(...pieces.map(piece => Array.from(piece).length))
  const varied = new Set(tidied).size >= 8
  const enough = varied && (words >= leastWords || longest >= leastLetters)
  const steps = enough ? (words > leastWords || longest > 32 ? 4 : 3) : words >= 3 ? 2 : 1
  return enough ? { state: 'good', words, steps } : { state: 'short', words, steps }
}
