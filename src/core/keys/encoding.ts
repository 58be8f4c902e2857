// How values become bytes, for everything that is stored, hashed, signed or sent: one subset of
// deterministic CBOR (RFC 8949, 4.2.1). A value has exactly one encoding, and no other is read.
import { decode, encode as encodeCbor, rfc8949EncodeOptions, Tokenizer, type Token } from 'cborg'
import { equal, type Bytes } from './primitives.ts'

/** What can be encoded. Numbers are safe integers; there are no floats, tags or `undefined`. */
export type Encodable =
  | null
  | boolean
  | number
  | string
  | Bytes
  | readonly Encodable[]
  | { readonly [key: string]: Encodable }

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

const refuse = (): never => {
  throw new TypeError('no encoding for this value')
}

const encodeOptions = {
  ...rfc8949EncodeOptions,
  typeEncoders: {
    number: (value: number) => (Number.isSafeInteger(value) ? null : refuse()),
    undefined: refuse,
    bigint: refuse,
  },
}

/**
 * The one encoding of `value`. Throws a TypeError for a float, bigint or `undefined`: a defect.
 * The copy is no waste: the library gives views of a shared buffer, and such a view sent over a
 * port or wiped takes its neighbours with it.
 */
export const encode = (value: Encodable): Bytes => new Uint8Array(encodeCbor(value, encodeOptions))

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
