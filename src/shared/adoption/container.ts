// The ZIP around the files of a pack: stored files in byte order, with one fixed time and nothing else.
// One list of files has one sequence of bytes, so a reader compares a ZIP with the one that it would
// write and never follows what the ZIP says of itself (APPNOTE 4.3).
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import { areEqual, byteOrder, joined, type Bytes } from './bytes.ts'
import { isPackName } from './names.ts'
import { Refused, reading, type Read } from './refusal.ts'
import { inByteOrder, type Files } from './sums.ts'

/** Files in a pack, and bytes of all of them. */
export const mostFiles = 200
export const largestPack = 512 * 1024 * 1024

const table = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1
  return value
})

const crc32 = (bytes: Bytes): number => {
  let sum = 0xff_ff_ff_ff
  for (const byte of bytes) sum = (table[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8)
  return ~sum >>> 0
}

/** Each number with its bytes, least first. */
const numbers = (...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Bytes => {
  const all = new Uint8Array(fields.reduce((sum, [bytes]) => sum + bytes, 0))
  const view = new DataView(all.buffer)
  let at = 0
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  return all
}

const localSign = 0x04_03_4b_50
const centralSign = 0x02_01_4b_50
const endSign = 0x06_05_4b_50
const localBytes = 30
/** 1 January 1980, 0:00: the earliest that a ZIP has. */
const day = 0x21

type Entry = { name: Bytes; content: Bytes }

/** Fields that both headers of a file share: version 2.0, names in UTF-8, stored. */
const shared = ({ name, content }: Entry) =>
  [
    [2, 20],
    [2, 0x08_00],
    [2, 0],
    [2, 0],
    [2, day],
    [4, crc32(content)],
    [4, content.length],
    [4, content.length],
    [2, name.length],
    [2, 0],
  ] as const

const local = (fields: ReturnType<typeof shared>, { name }: Entry): Bytes =>
  joined(numbers([4, localSign], ...fields), name)

const central = (fields: ReturnType<typeof shared>, { name }: Entry, offset: number): Bytes => {
  const rest = [
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, offset],
  ] as const
  return joined(numbers([4, centralSign], [2, 20], ...fields, ...rest), name)
}

/** A piece of the ZIP, and the file that it belongs to; null for the end. */
type Piece = { of: string | null; bytes: Bytes; isContent: boolean }

const pieces = (entries: readonly Entry[]): Piece[] => {
  const found: Piece[] = []
  const centrals: Piece[] = []
  let at = 0
  for (const entry of entries) {
    const of = decodeUtf8(entry.name)
    const fields = shared(entry)
    centrals.push({ of, bytes: central(fields, entry, at), isContent: false })
    found.push({ of, bytes: local(fields, entry), isContent: false })
    found.push({ of, bytes: entry.content, isContent: true })
    at += localBytes + entry.name.length + entry.content.length
  }
  const size = centrals.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const count = entries.length
  const counts = [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, at],
    [2, 0],
  ] as const
  return [
    ...found,
    ...centrals,
    { of: null, bytes: numbers([4, endSign], ...counts), isContent: false },
  ]
}

export const writeContainer = (files: Files): Bytes => {
  const entries = inByteOrder(files.keys()).map(name => ({
    name: encodeUtf8(name),
    content: files.get(name) ?? new Uint8Array(),
  }))
  return joined(...pieces(entries).map(({ bytes }) => bytes))
}

const nameFrom = (bytes: Bytes): string => {
  try {
    return decodeUtf8(bytes)
  } catch {
    return ''
  }
}

/** The files as they lie one behind the other; sizes are those before each. */
const entriesIn = (bytes: Bytes): Entry[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const entries: Entry[] = []
  let at = 0
  while (at + localBytes <= bytes.length && view.getUint32(at, true) === localSign) {
    if (entries.length === mostFiles) throw new Refused(0, 'The pack has too many files.')
    const start = at + localBytes + view.getUint16(at + 26, true)
    const end = start + view.getUint32(at + 18, true)
    const name = bytes.subarray(at + localBytes, start)
    const before = entries.at(-1)
    const said = nameFrom(name)
    if (end > bytes.length) throw new Refused(0, `The pack ends within a file: ${said}`)
    if (!isPackName(said)) throw new Refused(0, 'The pack has a file that no pack has.')
    if (before && byteOrder(before.name, name) >= 0)
      throw new Refused(0, `A file of the pack is not in its place: ${said}`)
    entries.push({ name, content: bytes.subarray(start, end) })
    at = end
  }
  if (entries.length === 0) throw new Refused(0, 'The file is no pack of Baraza.')
  return entries
}

export type Container = {
  files: Files
  /** Files around which the ZIP is not as it was written; null for its end. */
  damaged: ReadonlySet<string | null>
}

/** The files of a ZIP in exactly the form of a pack, and where it departs from that form. */
export const readContainer = (bytes: Bytes): Read<Container> =>
  reading(() => {
    if (bytes.length > largestPack) throw new Refused(0, 'The file is larger than a pack may be.')
    const entries = entriesIn(bytes)
    const damaged = new Set<string | null>()
    let at = 0
    for (const piece of pieces(entries)) {
      const there = bytes.subarray(at, at + piece.bytes.length)
      if (!piece.isContent && !areEqual(piece.bytes, there)) damaged.add(piece.of)
      at += piece.bytes.length
    }
    if (at !== bytes.length) damaged.add(null)
    const files = new Map(entries.map(({ name, content }) => [decodeUtf8(name), content]))
    return { files, damaged }
  })
