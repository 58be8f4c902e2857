// Six words, or the same as numbers, as a person types them from a card. The page compares and never
// shows a word of its own.
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'

/** Without accents: a person may leave them out, and no two words of a list differ by them alone. */
const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

const lists = [english, french, spanish].map(
  list => new Map(list.map((word, index) => [bare(word), index])),
)

const words = (typed: string): string[] =>
  bare(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')

/** Whether something is there to compare. */
export const isComplete = (typed: string): boolean =>
  words(typed).length === 6 || words(typed).join('').replace(/\D/g, '').length === 20

/** Whether these are the words of a card with these 66 bits, in any language, or its numbers. */
export const areWordsOf = (typed: string, bits: bigint): boolean => {
  const all = words(typed)
  const digits = all.join('')
  if (/^\d{20}$/.test(digits)) return BigInt(digits) === bits
  if (all.length !== 6) return false
  return lists.some(list => {
    let sum = 0n
    for (const word of all) {
      const index = list.get(word)
      if (index === undefined) return false
      sum = (sum << 11n) | BigInt(index)
    }
    return sum === bits
  })
}
