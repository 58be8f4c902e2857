// How values become bytes, for everything that is stored, hashed, signed or sent: one subset of
// deterministic CBOR (RFC 8949, 4.2.1). A value has exactly one encoding, and no other is read.
import { decode, Tokenizer, type Token } from 'cborg'
import { encode } from './encoder.ts'
import { equal, type Bytes } from './primitives.ts'

export { beginList, encode, endList, type Encodable } from './encoder.ts'

/** What decoding gives back. It comes from outside: its shape is still to be checked. */
export type Decoded =
  | null
  | boolean
  | number
  | string
  | Bytes
  | Decoded[]
  | { [key: string]: Decoded }

const maxDepth = 32
const maxItems = 262_144

const decodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
}

/** Counts what it reads, so that a few bytes from outside cannot ask for much memory or stack. */
class BoundedTokenizer extends Tokenizer {
  private items = 0
  private readonly open: number[] = []

  override next(): Token {
    const token = super.next()
    if (++this.items > maxItems) throw new RangeError('too many items')
    while (this.open.at(-1) === 0) this.open.pop()
    const last = this.open.length - 1
    if (last >= 0) this.open[last] = (this.open[last] ?? 0) - 1
    const size = token.type.name === 'array' ? 1 : token.type.name === 'map' ? 2 : 0
    if (size > 0 && token.value > 0) {
      if (this.open.push(token.value * size) > maxDepth) throw new RangeError('too deep')
    }
    return token
  }
}

/**
 * The value that `bytes` encode; null when they are longer than `maxBytes`, are not CBOR, end early
 * or late, nest deeper than 32, hold more than 262,144 items, or are not what `encode` gives for
 * that value. Never throws.
 */
export const decodeStrict = (bytes: Bytes, maxBytes: number): Decoded => {
  if (bytes.length > maxBytes) return null
  try {
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    const tokenizer = new BoundedTokenizer(plain, decodeOptions)
    const value: Decoded = decode(plain, { ...decodeOptions, tokenizer })
    return equal(encode(value), bytes) ? value : null
  } catch {
    return null
  }
}
