// Hashed bytes have a label and lengths, so that bytes for one purpose are never accepted for
// another.
import sodium from 'libsodium-wrappers-sumo'
import { expect, test } from 'vitest'
import { digest, keyedDigest, random, toHex, utf8 } from '#core/keys'

await sodium.ready

const lengths = [0, 1, 255, 256, 257, 65_535, 65_536, 70_000]

/** As docs/protocol.md says: each part with its length in eight bytes, highest first. */
const framed = (label: string, parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat(
    [utf8(`baraza/1/${label}`), ...parts].flatMap(part => {
      const length = Buffer.alloc(8)
      length.writeBigUInt64BE(BigInt(part.length))
      return [length, part]
    }),
  )

test('when a digest is made, it is BLAKE2b over label and parts, each with its length in front', () => {
  const key = random(32)
  for (const first of lengths) {
    for (const second of lengths) {
      const parts = [random(first), random(second)]
      // Each label twice, because it is cached.
      for (const label of ['some purpose', 'another', 'ein längerer Zweck']) {
        const text = framed(label, parts)
        expect(toHex(digest(label, ...parts))).toBe(
          toHex(sodium.crypto_generichash(32, text, null)),
        )
        expect(toHex(keyedDigest(key, label, ...parts))).toBe(
          toHex(sodium.crypto_generichash(32, text, key)),
        )
      }
    }
  }
})
