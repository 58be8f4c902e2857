// Readers for parts of decoded values. Each returns null for anything that is not exactly right.
import { toHex, type Bytes, type Decoded } from '#core/keys'

/** `value` as an array of exactly `length` entries. */
export const listOf = (value: Decoded | undefined, length?: number): Decoded[] | null =>
  Array.isArray(value) && (length === undefined || value.length === length) ? value : null

export const bytesOf = (value: Decoded | undefined, length: number): Bytes | null =>
  value instanceof Uint8Array && value.length === length ? value : null

/** A string of 32 bytes as the branded text that the rest of the program uses. */
export const idOf = <Id extends string>(value: Decoded | undefined): Id | null => {
  const bytes = bytesOf(value, 32)
  return bytes && (toHex(bytes) as Id)
}

/** Text of `least` to `most` UTF-16 units. */
export const textOf = (value: Decoded | undefined, least: number, most: number): string | null =>
  typeof value === 'string' && value.length >= least && value.length <= most ? value : null

export const timeOf = (value: Decoded | undefined): number | null =>
  typeof value === 'number' && value >= 0 ? value : null

/** `items` read one by one and strictly ascending by `key`; null if one cannot be read. */
export const ascending = <T>(
  items: readonly Decoded[],
  read: (item: Decoded) => T | null,
  key: (item: T) => string,
): T[] | null => {
  const out: T[] = []
  for (const item of items) {
    const value = read(item)
    const last = out.at(-1)
    if (value === null || (last !== undefined && key(last) >= key(value))) return null
    out.push(value)
  }
  return out
}
