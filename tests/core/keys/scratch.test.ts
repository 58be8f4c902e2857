// What is sealed or hashed in libsodium's own memory comes out as its wrappers give it.
import fc from 'fast-check'
import sodium from 'libsodium-wrappers-sumo'
import { expect, test } from 'vitest'
import { decrypt, encrypt, keyedDigest, random } from '#core/keys'
import { quickDigest, quickSeal } from '../../../src/core/keys/scratch.ts'

await sodium.ready

const bytes = (most: number) => fc.uint8Array({ maxLength: most })
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

test('a text is sealed as the wrappers seal it', () => {
  fc.assert(
    fc.property(
      exactly(32),
      exactly(24),
      bytes(2000),
      bytes(300),
      (key, nonce, text, associated) => {
        const wrapped = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
          ...[text, associated, null, nonce, key],
        )
        expect(quickSeal(key, nonce, text, associated)).toEqual(
          new Uint8Array([...nonce, ...wrapped]),
        )
      },
    ),
    { numRuns: 300 },
  )
})

test('a keyed digest is what the wrappers give', () => {
  const key = fc.uint8Array({ minLength: 16, maxLength: 64 })
  fc.assert(
    fc.property(key, bytes(2000), (secret, text) => {
      expect(quickDigest(secret, text)).toEqual(sodium.crypto_generichash(32, text, secret))
    }),
    { numRuns: 300 },
  )
})

test('what is long goes the long way, and is the same on both sides of the line', () => {
  const key = random(32)
  const associated = random(5)
  for (const length of [0, 16_383, 16_384, 16_385, 100_000]) {
    const text = random(length)
    expect(decrypt(key, encrypt(key, text, associated), associated)).toEqual(text)
    expect(keyedDigest(key, 'x', text)).toHaveLength(32)
  }
  const [text, long] = [random(16_384), random(16_385)]
  expect(quickSeal(key, random(24), text, associated)).not.toBeNull()
  expect(quickSeal(key, random(24), long, associated)).toBeNull()
  expect(quickSeal(key, random(24), text, random(1025))).toBeNull()
  expect(quickDigest(key, long)).toBeNull()
})

test('a key of another length is refused', () => {
  expect(() => encrypt(random(31), random(10), random(10))).toThrow('key')
  expect(() => keyedDigest(random(65), 'x', random(10))).toThrow('invalid usage')
})

test('ten thousand texts have ten thousand nonces', () => {
  const key = random(32)
  const nonces = Array.from({ length: 10_000 }, () =>
    Buffer.from(encrypt(key, random(1), random(1)).subarray(0, 24)).toString('hex'),
  )
  expect(new Set(nonces).size).toBe(10_000)
})
