// Normalizes a passphrase for key derivation: the same words give the same bytes on every keyboard,
// in every script.
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { random } from './primitives.ts'

const suggestedWords = 5

/**
 * The passphrase as it is stretched: Unicode NFKC, trimmed, every inner run of white space one
 * space. Case stays, because it adds strength.
 */
export const normalizePassphrase = (text: string): string =>
  text.normalize('NFKC').trim().replace(/\s+/gu, ' ')

const drawWord = (): string => {
  const [high = 0, low = 0] = random(2)
  // 2,048 divides 65,536, so every word is as likely as another.
  return wordlist[((high << 8) | low) % wordlist.length] ?? ''
}

/**
 * Five different words of 2,048, drawn evenly (just under 55 bits), separated by single spaces. A
 * word that came twice would count once where the strength of a passphrase is judged.
 */
export const suggestPassphrase = (draw: () => string = drawWord): string => {
  const words = new Set<string>()
  while (words.size < suggestedWords) words.add(draw())
  return [...words].join(' ')
}
