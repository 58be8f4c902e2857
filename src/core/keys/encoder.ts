// The writer of the one encoding (see encoding.ts). It is written here because every keystroke
// passes it on the way to the disk, where a general one costs more than the write itself.
import { utf8, type Bytes } from './primitives.ts'

/** An encodable value. Numbers are safe integers; there are no floats, tags or `undefined`. */
export type Encodable =
  | null
  | boolean
  | number
  | string
  | Bytes
  | readonly Encodable[]
  | { readonly [key: string]: Encodable }

const refuse = (): never => {
  throw new TypeError('no encoding for this value')
}

/** The major types of RFC 8949, 3.1, that are used. */
const major = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5 } as const
const simple = { false: 0xf4, true: 0xf5, null: 0xf6 } as const

const firstBytes = 256
/** The buffer of the last small value, zeroed again: allocating one takes longer than writing. */
let spare: Bytes | null = null

/** Bytes that grow as they are written. */
class Output {
  private bytes: Bytes
  private at = 0

  constructor() {
    this.bytes = spare ?? new Uint8Array(firstBytes)
    spare = null
  }

  byte(value: number): void {
    this.reserve(1)
    this.bytes[this.at++] = value
  }

  /** `size` bytes, highest first. */
  number(value: number, size: number): void {
    this.reserve(size)
    for (let index = size - 1, rest = value; index >= 0; index--, rest = Math.floor(rest / 256)) {
      this.bytes[this.at + index] = rest % 256
    }
    this.at += size
  }

  /** Letters of ASCII only. */
  letters(text: string): void {
    this.reserve(text.length)
    for (let index = 0; index < text.length; index++) {
      this.bytes[this.at + index] = text.charCodeAt(index)
    }
    this.at += text.length
  }

  put(bytes: Bytes): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.at)
    this.at += bytes.length
  }

  /** A copy of the written part: the buffer is larger. */
  taken(): Bytes {
    const taken = this.bytes.slice(0, this.at)
    if (this.bytes.length === firstBytes) spare = this.bytes.fill(0, 0, this.at)
    return taken
  }

  private reserve(more: number): void {
    const needed = this.at + more
    if (needed <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(needed, 2 * this.bytes.length))
    grown.set(this.bytes)
    this.bytes = grown
  }
}

/** A major type with its argument, in the shortest form. */
const writeHead = (output: Output, type: number, value: number): void => {
  const first = type << 5
  if (value < 24) output.byte(first | value)
  else {
    const power = value < 2 ** 8 ? 0 : value < 2 ** 16 ? 1 : value < 2 ** 32 ? 2 : 3
    output.byte(first | (24 + power))
    output.number(value, 1 << power)
  }
}

const writeNumber = (output: Output, value: number): void => {
  if (!Number.isSafeInteger(value)) refuse()
  if (value < 0) writeHead(output, major.negative, -1 - value)
  else writeHead(output, major.unsigned, value)
}

/** As the encoded keys order: the shorter first, then byte by byte. */
const compareKeys = ([a]: [Bytes, unknown], [b]: [Bytes, unknown]): number => {
  if (a.length !== b.length) return a.length - b.length
  const differing = a.findIndex((byte, index) => byte !== b[index])
  return differing < 0 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0)
}

const writeText = (output: Output, text: Bytes): void => {
  writeHead(output, major.text, text.length)
  output.put(text)
}

const fewLetters = 16

/** Names of kinds are plain, and occur in everything that is written. */
const isPlainWord = (text: string): boolean => {
  if (text.length > fewLetters) return false
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false
  return true
}

/**
 * The reader refuses a leading byte order mark (decoder.ts). A person's text may begin with this
 * invisible character; it is left out, so that nothing else is lost.
 */
const readable = (text: string): string =>
  text.charCodeAt(0) === 0xfe_ff ? text.replace(/^\ufeff+/u, '') : text

const writeString = (output: Output, given: string): void => {
  const text = readable(given)
  if (isPlainWord(text)) {
    writeHead(output, major.text, text.length)
    output.letters(text)
  } else writeText(output, utf8(text))
}

const writeValue = (output: Output, value: Encodable): void => {
  if (value === null) output.byte(simple.null)
  else if (typeof value === 'number') writeNumber(output, value)
  else if (typeof value === 'string') writeString(output, value)
  else if (typeof value === 'boolean') output.byte(value ? simple.true : simple.false)
  else if (typeof value !== 'object') refuse()
  else if (value instanceof Uint8Array) {
    writeHead(output, major.bytes, value.length)
    output.put(value)
  } else if (isList(value)) {
    writeHead(output, major.array, value.length)
    for (const item of value) writeValue(output, item)
  } else {
    const entries = Object.entries(value).map(([key, item]): [Bytes, Encodable] => [
      utf8(key),
      item,
    ])
    writeHead(output, major.map, entries.length)
    for (const [key, item] of entries.toSorted(compareKeys)) {
      writeText(output, key)
      writeValue(output, item)
    }
  }
}

/** `Array.isArray` does not narrow read-only arrays. */
const isList = (value: readonly Encodable[] | object): value is readonly Encodable[] =>
  Array.isArray(value)

/** The beginning of a list of `length` values, whose `first` values are the same each time. */
export const beginList = (length: number, first: readonly Encodable[]): Bytes => {
  const output = new Output()
  writeHead(output, major.array, length)
  for (const item of first) writeValue(output, item)
  return output.taken()
}

/** The list that `begun` begins, with the rest of its values. */
export const endList = (begun: Bytes, rest: readonly Encodable[]): Bytes => {
  const output = new Output()
  output.put(begun)
  for (const item of rest) writeValue(output, item)
  return output.taken()
}

/** The one encoding of `value`, of texts without a byte order mark in front. Throws a TypeError for a float, bigint or `undefined`: a defect. */
export const encode = (value: Encodable): Bytes => {
  const output = new Output()
  writeValue(output, value)
  return output.taken()
}
