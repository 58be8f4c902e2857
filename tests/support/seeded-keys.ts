// Everything that the product draws at random, drawn from a seed: keys, names, secrets. So a
// schedule with new groups is repeatable.
import { createRequire } from 'node:module'
import { vi } from 'vitest'
import { diceFrom, type Dice } from './documents.ts'

type Bytes = Uint8Array

const sodium = createRequire(import.meta.url)('sodium-native') as {
  crypto_sign_keypair(publicKey: Bytes, secret: Bytes): void
  crypto_sign_seed_keypair(publicKey: Bytes, secret: Bytes, seed: Bytes): void
  crypto_box_keypair(publicKey: Bytes, secret: Bytes): void
  crypto_box_seal(sealed: Bytes, message: Bytes, reader: Bytes): void
  crypto_box_easy(box: Bytes, message: Bytes, nonce: Bytes, reader: Bytes, secret: Bytes): void
  crypto_generichash(digest: Bytes, input: Bytes): void
  crypto_scalarmult(shared: Bytes, secret: Bytes, point: Bytes): void
}

/** The point of X25519 from which a public key is made (RFC 7748, 4.1). */
const base = Uint8Array.of(9, ...new Uint8Array(31))

/**
 * From now on all randomness follows from `seed`; `vi.restoreAllMocks` ends it. Each length is a
 * row of its own: bytes that are drawn in advance, and are left over from the seed before, change
 * no others.
 */
export const seedKeys = (seed: number): void => {
  const rows = new Map<number, Dice>()
  const draw = (length: number): Bytes => {
    const row = rows.get(length) ?? diceFrom(seed * 10_007 + length)
    rows.set(length, row)
    return row.bytes(length)
  }
  vi.spyOn(crypto, 'getRandomValues').mockImplementation(array => {
    const { buffer, byteOffset, byteLength } = array as NodeJS.TypedArray
    new Uint8Array(buffer, byteOffset, byteLength).set(draw(byteLength))
    return array
  })
  vi.spyOn(sodium, 'crypto_sign_keypair').mockImplementation((publicKey, secret) =>
    sodium.crypto_sign_seed_keypair(publicKey, secret, draw(32)),
  )
  vi.spyOn(sodium, 'crypto_box_keypair').mockImplementation((publicKey, secret) => {
    secret.set(draw(32))
    sodium.crypto_scalarmult(publicKey, secret, base)
  })
  // Like libsodium, with a key of its own for each box.
  vi.spyOn(sodium, 'crypto_box_seal').mockImplementation((sealed, message, reader) => {
    const [publicKey, nonce] = [sealed.subarray(0, 32), new Uint8Array(24)]
    const secret = draw(32)
    sodium.crypto_scalarmult(publicKey, secret, base)
    sodium.crypto_generichash(nonce, Uint8Array.of(...publicKey, ...reader))
    sodium.crypto_box_easy(sealed.subarray(32), message, nonce, reader, secret)
  })
}
