// The values that Yjs stores in attributes, maps and formats, read from bytes of unknown origin.
import { undecodable, type Reader } from './reader.ts'

/**
 * Values as a peer wrote them; their form is still to be judged. `depth` (0: no containers) is that
 * of the deepest, `bytes` that of the largest, in the peer's or in Yjs' encoding, whichever is
 * longer: other devices get the encoding of Yjs.
 */
export type Values = { values: unknown[]; depth: number; bytes: number }

/** Deeper than any check allows, and far from the end of the stack. */
const deepest = 64

/** `more`: bytes that Yjs needs for it beyond those in the update. */
type Nested = { value: unknown; depth: number; more: number }

const plain = (value: unknown, more = 0): Nested => ({ value, depth: 0, more })

/** Yjs writes no integer with more bits, and every other number in nine bytes. */
const largestInteger = 2 ** 31 - 1
const numberBytes = 9

const readInteger = (reader: Reader): Nested => {
  const start = reader.position() - 1
  const value = reader.signed()
  const more = numberBytes - (reader.position() - start)
  return plain(value, Math.abs(value) > largestInteger ? Math.max(0, more) : 0)
}

// In both, each item takes at least one byte, so a false count ends with the bytes.
const readObject = (reader: Reader, level: number): Nested => {
  const entries: [string, unknown][] = []
  let [depth, more] = [0, 0]
  for (let left = reader.unsigned(); left > 0; left--) {
    const key = reader.text()
    const item = readNested(reader, level + 1)
    depth = Math.max(depth, item.depth)
    more += item.more
    entries.push([key, item.value])
  }
  return { value: Object.fromEntries(entries), depth: depth + 1, more }
}

const readList = (reader: Reader, level: number): Nested => {
  const list: unknown[] = []
  let [depth, more] = [0, 0]
  for (let left = reader.unsigned(); left > 0; left--) {
    const item = readNested(reader, level + 1)
    depth = Math.max(depth, item.depth)
    more += item.more
    list.push(item.value)
  }
  return { value: list, depth: depth + 1, more }
}

/** lib0's `any`: the first byte shows which type follows. */
const readNested = (reader: Reader, level: number): Nested => {
  if (level > deepest) return undecodable()
  reader.count()
  switch (reader.byte()) {
    case 127:
      return plain(undefined)
    case 126:
      return plain(null)
    case 125:
      return readInteger(reader)
    case 124:
      return plain(reader.float32())
    case 123:
      return plain(reader.float64())
    case 122:
      return plain(reader.bigint())
    case 121:
      return plain(false)
    case 120:
      return plain(true)
    case 119:
      return plain(reader.text())
    case 118:
      return readObject(reader, level)
    case 117:
      return readList(reader, level)
    case 116:
      return plain(reader.take(reader.unsigned()).slice())
    default:
      return undecodable()
  }
}

/** `length` values of lib0's kind, one after the other. */
export const readAny = (reader: Reader, length: number): Values => {
  const values: unknown[] = []
  let depth = 0
  let bytes = 0
  for (let left = length; left > 0; left--) {
    const start = reader.position()
    const item = readNested(reader, 0)
    depth = Math.max(depth, item.depth)
    bytes = Math.max(bytes, reader.position() - start + item.more)
    values.push(item.value)
  }
  return { values, depth, bytes }
}

const depthOf = (value: unknown): number => {
  let depth = 0
  for (let level = [value]; level.length > 0 && depth <= deepest; depth++)
    level = level.flatMap(item =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    )
  return depth - 1
}

/** No format is near this long; a longer one is measured and not parsed. */
const longestJson = 65_536

/** The JSON text of one value. */
export const readJson = (reader: Reader): Values => {
  const text = reader.text()
  if (text.length > longestJson) return { values: [undefined], depth: 0, bytes: text.length }
  try {
    const value: unknown = JSON.parse(text)
    const bytes = Math.max(text.length, JSON.stringify(value).length)
    return { values: [value], depth: depthOf(value), bytes }
  } catch {
    return undecodable()
  }
}
