// A passphrase as a person says it and as the key derivation hears it: the same words give the
// same bytes on every keyboard, in every script.
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { random } from './primitives.ts'

const suggestedWords = 5

/**
 * The passphrase as it is stretched: Unicode NFKC, outer white space cut, every inner run of white
 * space one space. Case stays, for it carries strength.
 */
export const normalizePassphrase = (text: string): string =>
  text.normalize('NFKC').trim().replace(/\s+/gu, ' ')

/** Five words of 2,048, drawn evenly (55 bits), separated by single spaces. */
export const suggestPassphrase = (): string => {
  const drawn = random(suggestedWords * 2)
  return Array.from({ length: suggestedWords }, (_, index) => {
    const number = ((drawn[index * 2] ?? 0) << 8) | (drawn[index * 2 + 1] ?? 0)
    return wordlist[number % wordlist.length] ?? ''
  }).join(' ')
}
