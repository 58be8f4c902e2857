// Reads numbers and text from bytes of unknown origin. Every read is checked against the end of the
// bytes first: Yjs' own reader trusts lengths, loops on them and reads past a view.
import type { Bytes } from '#core/keys'

/** The bytes are malformed (or hold too much). Never leaves this folder. */
export class Undecodable extends Error {}
export class Overfull extends Error {}

export const undecodable = (): never => {
  throw new Undecodable()
}

// Like Yjs: invalid UTF-8 is an error, and a byte order mark is a character.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Up to this many letters are read here, when all of them are ASCII: the decoder is slow to begin.
 */
const fewBytes = 16

const textOf = (bytes: Bytes): string => {
  if (bytes.length <= fewBytes) {
    let text = ''
    for (const byte of bytes) {
      if (byte > 127) break
      text += String.fromCharCode(byte)
    }
    if (text.length === bytes.length) return text
  }
  try {
    return decoder.decode(bytes)
  } catch {
    return undecodable()
  }
}

export type Reader = ReturnType<typeof readerOf>

/**
 * Reads `bytes` from the start. Each function throws Undecodable where they end or are malformed;
 * `count`, called for each thing that is kept, throws Overfull after `mostThings`, so that a few
 * bytes cannot ask for much memory.
 */
export const readerOf = (bytes: Bytes, mostThings: number) => {
  let things = 0
  let at = 0

  const byte = (): number => bytes[at++] ?? undecodable()

  /** Seven bits in a byte, lowest first, like lib0's; nothing above 2^53 - 1. */
  const rest = (start: number, unit: number): number => {
    let number = start
    for (let scale = unit; ; scale *= 128) {
      const next = byte()
      number += (next & 127) * scale
      if (number > Number.MAX_SAFE_INTEGER) return undecodable()
      if (next < 128) return number
      if (scale > Number.MAX_SAFE_INTEGER) return undecodable()
    }
  }
  const unsigned = (): number => rest(0, 1)
  const signed = (): number => {
    const first = byte()
    const magnitude = (first & 128) === 0 ? first & 63 : rest(first & 63, 64)
    return (first & 64) === 0 ? magnitude : -magnitude
  }
  const take = (length: number): Bytes => {
    if (length > bytes.length - at) return undecodable()
    at += length
    return bytes.subarray(at - length, at)
  }
  const number = (length: 4 | 8): DataView => {
    take(length)
    return new DataView(bytes.buffer, bytes.byteOffset + at - length, length)
  }
  return {
    byte,
    unsigned,
    signed,
    take,
    text: (): string => textOf(take(unsigned())),
    float32: (): number => number(4).getFloat32(0),
    float64: (): number => number(8).getFloat64(0),
    bigint: (): bigint => number(8).getBigInt64(0),
    count: (): void => {
      if (++things > mostThings) throw new Overfull()
    },
    position: (): number => at,
    left: (): number => bytes.length - at,
  }
}
