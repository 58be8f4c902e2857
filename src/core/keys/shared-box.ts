// One 32-byte key for many recipients at once: a new X25519 pair for all of them, and for each
// recipient the key under a pad of its own, 32 bytes a recipient instead of 80 for a
// box. There is no tag: the recipient must know the key by its hash, such as an epoch's id. The key
// is random and used nowhere else, and each pad once, so a pad is as good as a cipher.
import {
  agreed,
  keyedDigest,
  newAgreementPair,
  wipe,
  type Bytes,
  type DeviceKeys,
} from './primitives.ts'

export type SharedBox = {
  /** X25519 public key, 32 bytes. */
  ephemeral: Bytes
  /** 32 bytes for each recipient, in the order they were given. */
  sealed: Bytes
}

const padFor = (shared: Bytes, ephemeral: Bytes, recipient: Bytes): Bytes =>
  keyedDigest(shared, 'shared-box', ephemeral, recipient)

const combined = (a: Bytes, b: Bytes): Bytes => a.map((byte, index) => byte ^ (b[index] ?? 0))

/** `key` (32 random bytes, used for nothing else before) for X25519 public keys of full order. */
export const boxForAll = (recipients: readonly Bytes[], key: Bytes): SharedBox => {
  const pair = newAgreementPair()
  const sealed = new Uint8Array(32 * recipients.length)
  for (const [index, recipient] of recipients.entries()) {
    const shared = agreed(pair.secret, recipient)
    if (!shared) throw new TypeError('a recipient without a key')
    const pad = padFor(shared, pair.public, recipient)
    sealed.set(combined(pad, key), 32 * index)
    wipe(shared)
    wipe(pad)
  }
  wipe(pair.secret)
  return { ephemeral: pair.public, sealed }
}

/** The key in the box for `keys`, found by `isKey`; null if it has none for them. */
export const openSharedBox = (
  keys: DeviceKeys['agreement'],
  { ephemeral, sealed }: SharedBox,
  isKey: (key: Bytes) => boolean,
): Bytes | null => {
  const shared = agreed(keys.secret, ephemeral)
  // A point of small order, which no honest device makes.
  if (!shared) return null
  const pad = padFor(shared, ephemeral, keys.public)
  wipe(shared)
  for (let at = 0; at < sealed.length; at += 32) {
    const key = combined(pad, sealed.subarray(at, at + 32))
    if (isKey(key)) return key
  }
  return null
}
