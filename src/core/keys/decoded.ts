// Readers for parts of decoded values. Each returns null for anything that is not exactly right.
import type { Decoded } from './decoder.ts'
import { toHex, type Bytes } from './primitives.ts'

type Value = Decoded | undefined

/** A list, of exactly `length` entries where that is given. */
export const listOf = (value: Value, length?: number): Decoded[] | null =>
  Array.isArray(value) && (length === undefined || value.length === length) ? value : null

export const listUpTo = (value: Value, most: number): Decoded[] | null =>
  Array.isArray(value) && value.length <= most ? value : null

/** `[1, kind, …]` with `length` entries in all. */
export const framed = (value: Value, kind: string, length: number): Decoded[] | null => {
  const list = listOf(value, length)
  return list && list[0] === 1 && list[1] === kind ? list : null
}

/** Exactly `length` bytes. */
export const bytesOf = (value: Value, length: number): Bytes | null =>
  value instanceof Uint8Array && value.length === length ? value : null

export const bytesUpTo = (value: Value, most: number): Bytes | null =>
  value instanceof Uint8Array && value.length <= most ? value : null

/** Exactly `length` bytes, as the branded text that the rest of the program uses. */
export const idOf = <Id extends string>(value: Value, length = 32): Id | null => {
  const bytes = bytesOf(value, length)
  return bytes && (toHex(bytes) as Id)
}

/** Text of `least` to `most` UTF-16 units. */
export const textOf = (value: Value, least: number, most: number): string | null =>
  typeof value === 'string' && value.length >= least && value.length <= most ? value : null

/** A whole number from 0 to `most`; UTC milliseconds too. */
export const countOf = (value: Value, most = Number.MAX_SAFE_INTEGER): number | null =>
  typeof value === 'number' && value >= 0 && value <= most ? value : null

/** Every entry read; null when one of them, or the list, is not right. */
export const eachOf = <T>(
  value: Value,
  most: number,
  read: (entry: Decoded) => T | null,
): T[] | null => {
  const list = listUpTo(value, most)
  if (!list) return null
  const out: T[] = []
  for (const entry of list) {
    const item = read(entry)
    if (item === null) return null
    out.push(item)
  }
  return out
}

/** Whether `keys` ascend strictly: sorted, and nothing twice. */
export const areAscending = (keys: readonly string[]): boolean =>
  keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key)

/** `items` read one by one and strictly ascending by `key`; null if one cannot be read. */
export const ascending = <T>(
  items: readonly Decoded[],
  read: (item: Decoded) => T | null,
  key: (item: T) => string,
): T[] | null => {
  const out = eachOf(items as Decoded[], items.length, read)
  return out && areAscending(out.map(key)) ? out : null
}
