// Bytes that a person reads, prints and types: groups of four out of 32 letters and digits that are
// not confused, in upper or lower case, with any spaces.

/** No I, O, 0 or 1. Each character is 5 bits. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** The lowest `characters` times 5 bits, most significant first: `XXXX-XXXX-…`. */
export const spell = (bits: bigint, characters: number): string => {
  let text = ''
  for (let index = 0; index < characters; index++) {
    text = (alphabet[Number((bits >> BigInt(5 * index)) & 31n)] ?? '') + text
  }
  return text.replace(/.{4}(?=.)/g, '$&-')
}

/**
 * A longer text is refused first: bringing it into one form could take eighteen times its length.
 */
export const longestSpelled = 4_096

/** The bits that `text` spells; null when it is not exactly so many characters of the alphabet. */
export const unspell = (text: string, characters: number): bigint | null => {
  if (text.length > longestSpelled) return null
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
  if (plain.length !== characters) return null
  let bits = 0n
  for (const character of plain) {
    const value = alphabet.indexOf(character)
    if (value < 0) return null
    bits = (bits << 5n) | BigInt(value)
  }
  return bits
}

export const bitsOf = (bytes: Uint8Array): bigint =>
  bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

/** `length` bytes, most significant first. */
export const bytesOfBits = (bits: bigint, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => Number((bits >> BigInt(8 * (length - 1 - at))) & 255n))
