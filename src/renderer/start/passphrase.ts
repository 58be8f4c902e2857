// Judging a passphrase while it is typed. Core normalises and stretches it; here it is only about
// telling a person whether it will protect a taken device.

/** The same tidying that core does, so that two equal passphrases look equal here as well. */
export const tidy = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ')

export const leastWords = 5
/** For scripts that write without spaces, and for those who do not use words. */
const leastLetters = 20

export type Strength =
  | { state: 'empty' }
  /** `steps` of 4, too few. */
  | { state: 'short'; words: number; steps: number }
  | { state: 'good'; words: number; steps: number }

/** Five words, or twenty letters, is the least; repeated words count once. */
export function strengthOf(text: string): Strength {
  const tidied = tidy(text)
  if (tidied === '') return { state: 'empty' }
  const words = new Set(tidied.toLocaleLowerCase().split(' ')).size
  const letters = new Set(tidied).size < 8 ? 0 : Array.from(tidied).length
  const enough = letters >= leastLetters || (words >= leastWords && letters > 0)
  const steps = enough ? (words > leastWords || letters > 32 ? 4 : 3) : words >= 3 ? 2 : 1
  return enough ? { state: 'good', words, steps } : { state: 'short', words, steps }
}
