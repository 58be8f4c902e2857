// The reader of the one encoding (see encoding.ts). It is written here because every frame,
// envelope, pack, message and body goes through it, most of them once a keystroke. It recognizes
// the one form of each value while reading, without encoding the value again.
import { utf8, type Bytes } from './primitives.ts'

/** A decoded value. It comes from outside: its shape is still to be checked. */
export type Decoded =
  | null
  | boolean
  | number
  | string
  | Bytes
  | Decoded[]
  | { [key: string]: Decoded }

/** Limits, so that a few bytes from outside cannot ask for much memory or stack. */
const mostDepth = 32
const mostItems = 262_144

/**
 * Thrown for bytes that are not the one encoding of anything. Made once, because its stack trace is
 * not used.
 */
const misread = new Error('not the one encoding of a value')

const letters = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const fewBytes = 32

/** Reads one value from the beginning of `bytes`. */
class Reading {
  at = 0
  private depth = 0
  private items = 0
  private readonly bytes: Bytes

  constructor(bytes: Bytes) {
    // A slice of a Buffer would be a view of it.
    this.bytes = Buffer.isBuffer(bytes)
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
      : bytes
  }

  value(): Decoded {
    if (++this.items > mostItems) throw misread
    const first = this.byte()
    switch (first >> 5) {
      case 0:
        return this.argument(first)
      case 1: {
        const value = -1 - this.argument(first)
        if (!Number.isSafeInteger(value)) throw misread
        return value
      }
      case 2:
        return this.taken(this.argument(first)).slice()
      case 3:
        return this.text(this.argument(first))
      case 4:
        return this.list(this.argument(first))
      case 5:
        return this.map(this.argument(first))
      default:
        if (first === 0xf6) return null
        if (first === 0xf5) return true
        if (first === 0xf4) return false
        throw misread
    }
  }

  private byte(): number {
    const byte = this.bytes[this.at++]
    if (byte === undefined) throw misread
    return byte
  }

  /** The argument of a head, in the shortest form and a safe integer. */
  private argument(first: number): number {
    const short = first & 31
    if (short < 24) return short
    if (short > 27) throw misread
    const size = 1 << (short - 24)
    let value = 0
    for (let index = 0; index < size; index++) value = value * 256 + this.byte()
    const least = size === 1 ? 24 : 2 ** (4 * size)
    if (value < least || value > Number.MAX_SAFE_INTEGER) throw misread
    return value
  }

  /** A view on the next bytes. */
  private taken(length: number): Bytes {
    const end = this.at + length
    if (end > this.bytes.length) throw misread
    const bytes = this.bytes.subarray(this.at, end)
    this.at = end
    return bytes
  }

  private text(length: number): string {
    const end = this.at + length
    if (length <= fewBytes && end <= this.bytes.length) {
      let text = ''
      let at = this.at
      for (; at < end; at++) {
        const letter = this.bytes[at] ?? 128
        if (letter > 127) break
        text += String.fromCharCode(letter)
      }
      if (at === end) {
        this.at = end
        return text
      }
    }
    const text = letters.decode(this.taken(length))
    // A leading byte order mark was never accepted, and every version must refuse the same.
    if (text.startsWith('\ufeff')) throw misread
    return text
  }

  private list(length: number): Decoded[] {
    if (length === 0) return []
    if (++this.depth > mostDepth) throw misread
    const list: Decoded[] = []
    for (let index = 0; index < length; index++) list.push(this.value())
    this.depth--
    return list
  }

  private map(length: number): { [key: string]: Decoded } {
    const map: { [key: string]: Decoded } = {}
    if (length === 0) return map
    if (++this.depth > mostDepth) throw misread
    let before: string | null = null
    for (let index = 0; index < length; index++) {
      const key = this.value()
      if (typeof key !== 'string' || (before !== null && !isBefore(before, key))) throw misread
      before = key
      const value = this.value()
      // A plain assignment of this one name would set what the map inherits from.
      if (key === '__proto__') Object.defineProperty(map, key, { ...own, value })
      else map[key] = value
    }
    this.depth--
    return map
  }
}

const own = { configurable: true, enumerable: true, writable: true }

/** In the order of encoded keys: the shorter first, then byte by byte; none twice. */
const isBefore = (a: string, b: string): boolean => {
  const [one, other] = [utf8(a), utf8(b)]
  if (one.length !== other.length) return one.length < other.length
  const differing = one.findIndex((byte, index) => byte !== other[index])
  return differing >= 0 && (one[differing] ?? 0) < (other[differing] ?? 0)
}

/**
 * The value that `bytes` encode; null when they are longer than `maxBytes`, are not CBOR, end early
 * or late, nest deeper than 32, hold more than 262,144 items, or are not what `encode` gives for
 * that value. Never throws.
 */
export const decodeStrict = (bytes: Bytes, maxBytes: number): Decoded => {
  if (bytes.length > maxBytes) return null
  const reading = new Reading(bytes)
  try {
    const value = reading.value()
    return reading.at === bytes.length ? value : null
  } catch {
    return null
  }
}
