// The recovery code: a random secret as a person writes it down. 16 bytes and 12 bits of their
// digest, which tell a slip of the pen from a code of another device.
import { digest, random, type Bytes } from './primitives.ts'
import { bitsOf, bytesOfBits, spell, unspell } from './spelling.ts'

/** Length of every recovery secret, whether a code or shares spell it: 128 bits. */
export const recoverySecretBytes = 16
const checkBits = 12n
/** 28 characters of 5 bits: 128 + 12. */
const codeCharacters = 28

const checkOf = (secret: Bytes): bigint =>
  bitsOf(digest('recovery code', secret).subarray(0, 2)) >> (16n - checkBits)

/** The code of a 16-byte secret: seven groups of four. */
export const recoveryCodeOf = (secret: Bytes): string =>
  spell((bitsOf(secret) << checkBits) | checkOf(secret), codeCharacters)

/** The secret that a typed code spells; null when it was mistyped. */
export const readRecoveryCode = (text: string): Bytes | null => {
  const bits = unspell(text, codeCharacters)
  if (bits === null) return null
  const secret = bytesOfBits(bits >> checkBits, recoverySecretBytes)
  return (bits & ((1n << checkBits) - 1n)) === checkOf(secret) ? secret : null
}

export const newRecoverySecret = (): Bytes => random(recoverySecretBytes)
