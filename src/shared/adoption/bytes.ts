// Bytes as text, without Node: a page of a browser has no Buffer.
import { base16 } from '@scure/base'

export type Bytes = Uint8Array

/** Lower case. */
export const hexOf = (bytes: Bytes): string => base16.encode(bytes).toLowerCase()

/** `hex`: pairs of lower-case digits. */
export const fromHex = (hex: string): Bytes => base16.decode(hex.toUpperCase())

export const isHex = (text: unknown, bytes: number): text is string =>
  typeof text === 'string' && text.length === bytes * 2 && /^[0-9a-f]*$/.test(text)

export const joined = (...parts: readonly Bytes[]): Bytes => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Below 0 where `a` comes first. */
export const byteOrder = (a: Bytes, b: Bytes): number => {
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1)
}

export const areEqual = (a: Bytes, b: Bytes): boolean => byteOrder(a, b) === 0

/** The checks that a reader of a pack needs; each program brings its own. */
export type PackCrypto = {
  sha256(bytes: Bytes): Bytes
  sha512(bytes: Bytes): Bytes
  /** Plain Ed25519 (RFC 8032), strict. */
  verify(bytes: Bytes, signature: Bytes, key: Bytes): boolean
}
