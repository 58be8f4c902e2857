// A general decoder of CBOR, limited to our subset by encoding its result again: the reference for
// the product's own reader.
import { decode, Tokenizer, type Token } from 'cborg'
import { encode, equal, type Decoded } from '#core/keys'

const maxDepth = 32
const maxItems = 262_144

const options = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
}

/** Counts the items that it reads. */
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

/** Like `decodeStrict`. */
export const decodeGenerally = (bytes: Uint8Array, maxBytes: number): Decoded => {
  if (bytes.length > maxBytes) return null
  try {
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    const tokenizer = new BoundedTokenizer(plain, options)
    const value: Decoded = decode(plain, { ...options, tokenizer })
    return equal(encode(value), bytes) ? value : null
  } catch {
    return null
  }
}
