// The one place where cryptography is called: libsodium, with a label in front of everything that
// is hashed, signed or derived, so that bytes made for one purpose are never accepted for another.
import sodium from 'sodium-native'

export type Bytes = Uint8Array

const encoder = new TextEncoder()
export const utf8 = (text: string): Bytes => encoder.encode(text)

// For ids, which are many; libsodium's function is ten times slower because it takes constant time.
export const toHex = (bytes: Bytes): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
/** Throws a TypeError for anything but pairs of hexadecimal digits. */
export const fromHex = (hex: string): Bytes => {
  const bytes = new Uint8Array(Buffer.from(hex, 'hex'))
  if (2 * bytes.length !== hex.length) throw new TypeError('not hexadecimal')
  return bytes
}
export const equal = (a: Bytes, b: Bytes): boolean =>
  a.length === b.length && sodium.sodium_memcmp(a, b)

const mostAtOnce = 65_536

/**
 * `length` unpredictable bytes from the system's source. libsodium's function asks the system for
 * every four bytes, which costs more than sealing a short text.
 */
export const random = (length: number): Bytes => {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += mostAtOnce) {
    crypto.getRandomValues(bytes.subarray(at, at + mostAtOnce))
  }
  return bytes
}

/** Overwrites a secret. Copies made by the engine may stay: only ending the process removes those. */
export const wipe = (bytes: Bytes): void => sodium.sodium_memzero(bytes)

/**
 * Memory for a secret, in a page that is not swapped out if the system allows one more. A page
 * stays locked as long as it is used.
 */
const newSecret = (length: number): Bytes => {
  // An own buffer from the first: the engine moves short arrays, and leaves copies behind.
  const bytes = new Uint8Array(new ArrayBuffer(length))
  try {
    sodium.sodium_mlock(bytes)
  } catch {
    // Beyond the limit, or without locking on this system, it is normal memory.
  }
  return bytes
}

/** The same bytes in such memory; the source is wiped. */
export const heldSecret = (bytes: Bytes): Bytes => {
  const held = newSecret(bytes.length)
  held.set(bytes)
  wipe(bytes)
  return held
}

/** A new 32-byte key. */
export const newKey = (): Bytes => heldSecret(random(32))

/** A label with its length in front. Labels are as many as kinds of hashed things. */
const labels = new Map<string, Bytes>()
const labelBytes = (label: string): Bytes => {
  const known = labels.get(label)
  if (known) return known
  const text = utf8(`baraza/1/${label}`)
  const bytes = new Uint8Array(8 + text.length)
  writeLength(bytes, 0, text.length)
  bytes.set(text, 8)
  labels.set(label, bytes)
  return bytes
}

/** Eight bytes, highest first. */
const writeLength = (out: Bytes, at: number, length: number): void => {
  for (let byte = 7, rest = length; rest > 0; byte--, rest = Math.floor(rest / 256)) {
    out[at + byte] = rest % 256
  }
}

const framed = (label: string, parts: readonly Bytes[]): Bytes => {
  const head = labelBytes(label)
  let at = head.length
  for (const part of parts) at += 8 + part.length
  const out = new Uint8Array(at)
  out.set(head)
  at = head.length
  for (const part of parts) {
    writeLength(out, at, part.length)
    out.set(part, at + 8)
    at += 8 + part.length
  }
  return out
}

/** BLAKE2b-256 over the label and the parts, each with its length in front. 32 bytes. */
export const digest = (label: string, ...parts: Bytes[]): Bytes => {
  const out = new Uint8Array(32)
  sodium.crypto_generichash(out, framed(label, parts))
  return out
}

/** `digest` of a label and parts of which all but the last are the same each time. */
export const digestFrom = (label: string, ...first: Bytes[]): ((last: Bytes) => Bytes) => {
  const begun = framed(label, first)
  return last => {
    const all = new Uint8Array(begun.length + 8 + last.length)
    all.set(begun)
    writeLength(all, begun.length, last.length)
    all.set(last, begun.length + 8)
    const out = new Uint8Array(32)
    sodium.crypto_generichash(out, all)
    return out
  }
}

/** 16 bytes; the stretched digest contains all that differs. */
const slowSalt = utf8('baraza/1/slowly!')
const slowMemory = 384 * 1024

/**
 * `digest`, stretched by Argon2id with one pass over 384 KiB: about 0.2 ms for each value, so that
 * searching many values for a match is expensive. 32 bytes.
 */
export const slowDigest = (label: string, ...parts: Bytes[]): Bytes =>
  stretch(digest(label, ...parts), slowSalt, 1, slowMemory)

/** As `digest`, keyed with 16 to 64 bytes: guesses cannot be tested without the key. */
export const keyedDigest = (key: Bytes, label: string, ...parts: Bytes[]): Bytes =>
  keyedInto(new Uint8Array(32), key, framed(label, parts))

const keyedInto = (out: Bytes, key: Bytes, bytes: Bytes): Bytes => {
  sodium.crypto_generichash(out, bytes, key)
  return out
}

/** A 32-byte key for one purpose, from a 32-byte key. */
export const deriveKey = (key: Bytes, label: string): Bytes =>
  keyedInto(newSecret(32), key, framed(`derive/${label}`, []))

const [nonceBytes, tagBytes] = [24, 16]

/** Many nonces at a time: asking the system for one takes as long as sealing a keystroke. */
let nonces: Bytes = new Uint8Array(0)
let noncesUsed = 0
const newNonce = (): Bytes => {
  if (noncesUsed === nonces.length) {
    nonces = random(128 * nonceBytes)
    noncesUsed = 0
  }
  noncesUsed += nonceBytes
  return nonces.subarray(noncesUsed - nonceBytes, noncesUsed)
}

const nonceBefore = (key: Bytes, nonce: Bytes): Bytes =>
  keyedDigest(key, 'nonce', nonce).subarray(0, nonceBytes)

/** The 16-byte name of the chain in which this nonce has this place, from 0. */
export const nameOfChain = (key: Bytes, nonce: Bytes, place: number): Bytes => {
  let before = nonce
  for (let at = 0; at <= place; at++) before = nonceBefore(key, before)
  return before.subarray(0, 16)
}

/**
 * `count` nonces, one or more, and a name for all of them. The last is random, and each of the
 * others follows from the next one: a device that has seen some of them can make no later one.
 */
export const nonceChain = (key: Bytes, count: number): { name: Bytes; nonces: Bytes[] } => {
  let nonce = newNonce()
  const nonces = [nonce]
  while (nonces.length < count) {
    nonce = nonceBefore(key, nonce)
    nonces.unshift(nonce)
  }
  return { name: nameOfChain(key, nonce, 0), nonces }
}

/** XChaCha20-Poly1305 under a 32-byte key; returns the 24-byte nonce and the ciphertext. */
export const encrypt = (
  key: Bytes,
  plaintext: Bytes,
  associated: Bytes,
  nonce = newNonce(),
): Bytes => {
  const out = new Uint8Array(nonceBytes + plaintext.length + tagBytes)
  out.set(nonce)
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    ...[out.subarray(nonceBytes), plaintext, associated, null, nonce, key],
  )
  return out
}

/** The nonce of bytes that `encrypt` made. */
export const nonceOf = (sealed: Bytes): Bytes => sealed.subarray(0, nonceBytes)

/** The plaintext, or null when key, associated data or bytes are not those that were sealed. */
export const decrypt = (key: Bytes, sealed: Bytes, associated: Bytes): Bytes | null => {
  if (sealed.length < nonceBytes + tagBytes) return null
  const plaintext = new Uint8Array(sealed.length - nonceBytes - tagBytes)
  const [nonce, ciphertext] = [nonceOf(sealed), sealed.subarray(nonceBytes)]
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      ...[plaintext, null, ciphertext, associated, nonce, key],
    )
    return plaintext
  } catch {
    return null
  }
}

/** One device's keys in one group: Ed25519 to sign (secret: 64 bytes), X25519 to receive. */
export type DeviceKeys = {
  signing: { public: Bytes; secret: Bytes }
  agreement: { public: Bytes; secret: Bytes }
}

/** A pair of keys of these lengths in bytes, as `fill` makes it. */
const newPair = (publicBytes: number, secretBytes: number, fill: (...pair: Pair) => void) => {
  const [publicKey, secret] = [new Uint8Array(publicBytes), newSecret(secretBytes)]
  fill(publicKey, secret)
  return { public: publicKey, secret }
}
type Pair = [publicKey: Bytes, secretKey: Bytes]

/** A fresh X25519 pair, 32 bytes each. */
export const newAgreementPair = (): DeviceKeys['agreement'] =>
  newPair(32, 32, sodium.crypto_box_keypair)

export const newDeviceKeys = (): DeviceKeys => ({
  signing: newPair(32, 64, sodium.crypto_sign_keypair),
  agreement: newAgreementPair(),
})

/** The Ed25519 pair that a 32-byte seed names; an invitation's code is such a seed. */
export const signingPairFrom = (seed: Bytes): DeviceKeys['signing'] =>
  newPair(32, 64, (...pair) => sodium.crypto_sign_seed_keypair(...pair, seed))

/** Ed25519 over the labelled digest of `bytes`. 64 bytes. */
export const sign = (label: string, bytes: Bytes, secret: Bytes): Bytes => {
  const signature = new Uint8Array(64)
  sodium.crypto_sign_detached(signature, digest(`sign/${label}`, bytes), secret)
  return signature
}

export const verify = (label: string, bytes: Bytes, signature: Bytes, signer: Bytes): boolean =>
  signature.length === 64 &&
  signer.length === 32 &&
  sodium.crypto_sign_verify_detached(signature, digest(`sign/${label}`, bytes), signer)

/**
 * SHA-256, SHA-512, Ed25519 and its check over bytes as they are, without a label: for what other programs
 * check. A pair for these signs nothing else.
 */
export const sha256 = (bytes: Bytes): Bytes => {
  const out = new Uint8Array(32)
  sodium.crypto_hash_sha256(out, bytes)
  return out
}

export const sha512 = (bytes: Bytes): Bytes => {
  const out = new Uint8Array(64)
  sodium.crypto_hash_sha512(out, bytes)
  return out
}

export const signPlain = (bytes: Bytes, secret: Bytes): Bytes => {
  const signature = new Uint8Array(64)
  sodium.crypto_sign_detached(signature, bytes, secret)
  return signature
}

export const verifyPlain = (bytes: Bytes, signature: Bytes, signer: Bytes): boolean =>
  signature.length === 64 &&
  signer.length === 32 &&
  sodium.crypto_sign_verify_detached(signature, bytes, signer)

/** Bytes that `crypto_box_seal` adds: a public key and a tag. */
const boxBytes = 48

/** Bytes that only the holder of the X25519 key can open; the sender stays unnamed. */
export const boxFor = (recipient: Bytes, bytes: Bytes): Bytes => {
  const box = new Uint8Array(bytes.length + boxBytes)
  sodium.crypto_box_seal(box, bytes, recipient)
  return box
}

export const openBox = (keys: DeviceKeys['agreement'], box: Bytes): Bytes | null => {
  if (box.length < boxBytes) return null
  const bytes = newSecret(box.length - boxBytes)
  return sodium.crypto_box_seal_open(bytes, box, keys.public, keys.secret) ? bytes : null
}

/** X25519: what two pairs have in common, 32 bytes; null for a point of small order. */
export const agreed = (secret: Bytes, theirs: Bytes): Bytes | null => {
  const shared = new Uint8Array(32)
  try {
    sodium.crypto_scalarmult(shared, secret, theirs)
    return shared
  } catch {
    return null
  }
}

/** Argon2id version 1.3 (RFC 9106): `memory` in bytes, 32 bytes out. */
export const stretch = (secret: Bytes, salt: Bytes, passes: number, memory: number): Bytes => {
  const key = newSecret(32)
  const { crypto_pwhash_ALG_ARGON2ID13: argon2id } = sodium
  sodium.crypto_pwhash(key, secret, salt, passes, memory, argon2id)
  return key
}
