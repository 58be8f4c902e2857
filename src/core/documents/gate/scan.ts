// Decodes an update (Yjs V1 bytes) without Yjs. Yjs' own decoder hangs on some bytes, reads past a
// view of others and disagrees with its own integration on a few. This decoder is bounded by the
// length of the bytes, and the gate applies only updates that it could decode to the last byte.
import type { Bytes } from '#core/keys'
import { updateLimits } from './limits.ts'
import { Overfull, readerOf, Undecodable, undecodable, type Reader } from './reader.ts'
import { readAny, readJson, type Values } from './values.ts'

export type Id = { client: number; clock: number }

/** Shared types by their number in the encoding. */
const typeKinds = ['list', 'map', 'words', 'element', 'fragment', 'hook', 'text'] as const
export type TypeKind = (typeof typeKinds)[number]

export type Content =
  | { kind: 'gc' | 'skip' | 'deleted' | 'json' | 'binary' | 'embed' | 'subdocument' }
  | { kind: 'string'; text: string }
  | ({ kind: 'any' } & Values)
  | ({ kind: 'format'; key: string } & Values)
  | { kind: 'type'; type: TypeKind; name: string }

/** One run of clocks of one client: its content and the place where its author put it. */
export type Struct = Id & {
  length: number
  /** The neighbours at the time of writing. */
  origin: Id | null
  rightOrigin: Id | null
  /** A root's name, or the item that holds a type; null: the neighbours' parent. */
  parent: string | Id | null
  /** The key in its parent, where that is not the neighbours' key. */
  key: string | null
  content: Content
}

/** All structs of one client in an update. */
export type Section = { client: number; structs: Struct[] }
export type Range = Id & { length: number }

export type Scan = {
  sections: Section[]
  /** How many structs the update has. */
  structs: number
  deletes: Range[]
  /** Where the delete set begins in the bytes. */
  deletesAt: number
  /** Bytes after the end of the update. */
  trailing: number
}

const readId = (reader: Reader): Id => ({ client: reader.unsigned(), clock: reader.unsigned() })

const readType = (reader: Reader): Content => {
  const type = typeKinds[reader.unsigned()] ?? undecodable()
  return { kind: 'type', type, name: type === 'element' || type === 'hook' ? reader.text() : '' }
}

type Sized = { content: Content; length: number }

const readValues = (reader: Reader): Sized => {
  const length = reader.unsigned()
  return { content: { kind: 'any', ...readAny(reader, length) }, length }
}

const readTexts = (reader: Reader): Sized => {
  const length = reader.unsigned()
  for (let left = length; left > 0; left--) reader.text()
  return { content: { kind: 'json' }, length }
}

const readContent = (reader: Reader, number: number): Sized => {
  switch (number) {
    case 1:
      return { content: { kind: 'deleted' }, length: reader.unsigned() }
    case 2:
      return readTexts(reader)
    case 3:
      reader.take(reader.unsigned())
      return { content: { kind: 'binary' }, length: 1 }
    case 4: {
      const text = reader.text()
      return { content: { kind: 'string', text }, length: text.length }
    }
    case 5:
      readJson(reader)
      return { content: { kind: 'embed' }, length: 1 }
    case 6: {
      const key = reader.text()
      return { content: { kind: 'format', key, ...readJson(reader) }, length: 1 }
    }
    case 7:
      return { content: readType(reader), length: 1 }
    case 8:
      return readValues(reader)
    case 9:
      reader.text()
      readAny(reader, 1)
      return { content: { kind: 'subdocument' }, length: 1 }
    default:
      return undecodable()
  }
}

const nowhere = { origin: null, rightOrigin: null, parent: null, key: null }

const readParent = (reader: Reader): string | Id => {
  const isRoot = reader.unsigned()
  if (isRoot > 1) return undecodable()
  return isRoot === 1 ? reader.text() : readId(reader)
}

const readStruct = (reader: Reader, client: number, clock: number): Struct => {
  reader.count()
  const info = reader.byte()
  const number = info & 31
  // Yjs' two readers distinguish these two from items in different ways unless no other bit is set.
  if (number === 0 || number === 10) {
    if (info !== number) return undecodable()
    const kind = number === 0 ? 'gc' : 'skip'
    return { client, clock, ...nowhere, length: reader.unsigned(), content: { kind } }
  }
  const origin = (info & 128) === 0 ? null : readId(reader)
  const rightOrigin = (info & 64) === 0 ? null : readId(reader)
  const isPlaced = origin === null && rightOrigin === null
  const parent = isPlaced ? readParent(reader) : null
  const key = isPlaced && (info & 32) !== 0 ? reader.text() : null
  const { content, length } = readContent(reader, number)
  return { client, clock, origin, rightOrigin, parent, key, content, length }
}

const readSection = (reader: Reader): Section => {
  const structs: Struct[] = []
  let left = reader.unsigned()
  const client = reader.unsigned()
  let clock = reader.unsigned()
  for (; left > 0; left--) {
    const struct = readStruct(reader, client, clock)
    clock += struct.length
    if (clock > Number.MAX_SAFE_INTEGER) return undecodable()
    structs.push(struct)
  }
  return { client, structs }
}

const readDeletes = (reader: Reader): Range[] => {
  const ranges: Range[] = []
  for (let clients = reader.unsigned(); clients > 0; clients--) {
    const client = reader.unsigned()
    for (let left = reader.unsigned(); left > 0; left--) {
      reader.count()
      const clock = reader.unsigned()
      const length = reader.unsigned()
      if (clock + length > Number.MAX_SAFE_INTEGER) return undecodable()
      ranges.push({ client, clock, length })
    }
  }
  return ranges
}

const read = (reader: Reader): Scan => {
  const sections: Section[] = []
  for (let left = reader.unsigned(); left > 0; left--) {
    reader.count()
    sections.push(readSection(reader))
  }
  const deletesAt = reader.position()
  return {
    sections,
    structs: sections.reduce((sum, { structs }) => sum + structs.length, 0),
    deletesAt,
    deletes: readDeletes(reader),
    trailing: reader.left(),
  }
}

/** A number of seven bits in a byte, and where the next one begins; null where there is none. */
const numberAt = (bytes: Bytes, start: number): { number: number; next: number } | null => {
  let number = 0
  let scale = 1
  for (let at = start; scale <= Number.MAX_SAFE_INTEGER; at++, scale *= 128) {
    const byte = bytes[at]
    if (byte === undefined) return null
    number += (byte & 127) * scale
    if (byte < 128) return Number.isSafeInteger(number) ? { number, next: at + 1 } : null
  }
  return null
}

/**
 * The clients that an update writes as, in its order; null where that cannot be read within
 * `mostThings`.
 */
export const clientsIn = (update: Bytes, mostThings = updateLimits.things): number[] | null => {
  const sections = numberAt(update, 0)
  if (sections === null) return null
  if (sections.number === 0) return []
  if (sections.number === 1) {
    const structs = numberAt(update, sections.next)
    const client = structs && numberAt(update, structs.next)
    return client && [client.number]
  }
  const scan = scanUpdate(update, mostThings)
  return typeof scan === 'string' ? null : scan.sections.map(({ client }) => client)
}

/**
 * Time and memory grow with the bytes, and memory no further than `mostThings` structs, ranges and
 * values. `undecodable`: the bytes are not one whole V1 update.
 */
export const scanUpdate = (
  update: Bytes,
  mostThings = Infinity,
): Scan | 'undecodable' | 'overfull' => {
  try {
    return read(readerOf(update, mostThings))
  } catch (error) {
    if (error instanceof Undecodable) return 'undecodable'
    if (error instanceof Overfull) return 'overfull'
    throw error
  }
}
