// The hashes and signatures of a pack, computed in the page: a browser may give a page from the disk no
// WebCrypto, and an older one knows no Ed25519.
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToNumberLE } from '@noble/curves/utils.js'
import { argon2idAsync } from '@noble/hashes/argon2.js'
import { blake2b } from '@noble/hashes/blake2.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import type { PackCrypto } from '#shared/adoption'

const { Point } = ed25519

/**
 * Whether the equation holds without the cofactor, as libsodium and OpenSSL check it: by the library alone
 * a signature with a part of small order passes here and nowhere else.
 */
const isExact = (bytes: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean => {
  const left = signature.subarray(0, 32)
  const hashed = sha512.create().update(left).update(key).update(bytes).digest()
  const factor = bytesToNumberLE(hashed) % Point.Fn.ORDER
  const once = Point.fromBytes(left)
  const found = Point.BASE.multiplyUnsafe(bytesToNumberLE(signature.subarray(32))).subtract(
    Point.fromBytes(key).multiplyUnsafe(factor),
  )
  return !once.isSmallOrder() && found.equals(once)
}

export const packCrypto: PackCrypto = {
  sha256,
  sha512,
  verify(bytes, signature, key) {
    try {
      const isRight = ed25519.verify(signature, bytes, key, { zip215: false })
      return isRight && isExact(bytes, signature, key)
    } catch {
      return false
    }
  },
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** As docs/protocol.md frames what is hashed: each part behind its length in eight bytes. */
const frame = (label: string, bytes: Uint8Array): Uint8Array => {
  const name = utf8(`baraza/1/${label}`)
  const all = new Uint8Array(16 + name.length + bytes.length)
  const view = new DataView(all.buffer)
  view.setUint32(4, name.length)
  all.set(name, 8)
  view.setUint32(12 + name.length, bytes.length)
  all.set(bytes, 16 + name.length)
  return all
}

/**
 * The 66 bits of a card's words, slowly: 64 MiB and three passes. It takes seconds, and minutes in a browser
 * that compiles no script. `onProgress`: from 0 to 1.
 */
export const cardBits = async (
  card: Uint8Array,
  onProgress: (part: number) => void = () => {},
): Promise<bigint> => {
  const transcript = blake2b(frame('card', card), { dkLen: 32 })
  const cost = { t: 3, m: 64 * 1024, p: 1, dkLen: 32, asyncTick: 250, onProgress }
  const bytes = await argon2idAsync(transcript, utf8('baraza six words'), cost)
  return bytes.subarray(0, 9).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> 6n
}
