// Reading decoded values by shape: each reader returns null for anything that is not exactly right.
import { toHex, type Bytes, type Decoded } from '#core/keys'

type Value = Decoded | undefined

/** A list of exactly `length` entries. */
export const listOf = (value: Value, length: number): Decoded[] | null =>
  Array.isArray(value) && value.length === length ? value : null

export const listUpTo = (value: Value, most: number): Decoded[] | null =>
  Array.isArray(value) && value.length <= most ? value : null

/** `[1, kind, …]` with `length` entries in all. */
export const framed = (value: Value, kind: string, length: number): Decoded[] | null => {
  const list = listOf(value, length)
  return list && list[0] === 1 && list[1] === kind ? list : null
}

export const bytesOf = (value: Value, most: number): Bytes | null =>
  value instanceof Uint8Array && value.length <= most ? value : null

/** A byte string of exactly `length` bytes as the branded text that rooms use. */
export const idOf = <Id extends string>(value: Value, length = 32): Id | null =>
  value instanceof Uint8Array && value.length === length ? (toHex(value) as Id) : null

/** A whole number from 0 to `most`. */
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
export const ascending = (keys: readonly string[]): boolean =>
  keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key)
