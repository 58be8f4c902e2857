// Rekeying: an update with other ids for its own items, for the items that it refers to, and in
// values that name text or entries by their ids. The text and its meaning stay the same.
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { decodeState, encodeState } from '#document/history/versions'
import { writeDeletes, writeSection } from './fold.ts'

/** The new id of an item. `run`: how many clocks from this one on are renamed alike. */
export type Renamed = { client: number; clock: number; run: number }

export type Renaming = {
  /** Returns the same id for text that keeps it. Two ids never become one. */
  word(client: number, clock: number): Renamed
  /** The client id in the name of an entry, `<client id in base 36>-<random>`. */
  name(client: number, drawn: string): number
}

/** Each client has one new id for all of its text. */
export const whole = (rename: (client: number) => number): Renaming => ({
  word: (client, clock) => ({ client: rename(client), clock, run: Infinity }),
  name: rename,
})

type Run = { client: number; clock: number; length: number }

/** A run of clocks, in as many parts as it has new ids. */
const inRun = ({ client, clock, length }: Run, renaming: Renaming): Run[] => {
  const parts: Run[] = []
  let done = 0
  do {
    const at = renaming.word(client, clock + done)
    const part = Math.min(length - done, at.run)
    parts.push({ client: at.client, clock: at.clock, length: part })
    done += part
  } while (done < length)
  return parts
}

/** An entry's id, alone or behind another character. */
const entryId = /(^|[/:])([0-9a-z]{1,11})-([a-z2-7]{10})(?=$|\/)/g

const inText = (text: string, renaming: Renaming): string =>
  text.replace(entryId, (all, before: string, client: string, drawn: string) => {
    const number = Number.parseInt(client, 36)
    const other = Number.isSafeInteger(number) ? renaming.name(number, drawn) : number
    // A word that looks like an entry's id stays unchanged.
    return other === number ? all : `${before}${other.toString(36)}-${drawn}`
  })

/** A state that a version names, in one piece; other bytes stay. */
const inBytes = (bytes: Uint8Array, renaming: Renaming): Uint8Array => {
  const state = decodeState(bytes)
  if (!state) return bytes
  const clocks = new Map<number, number>()
  const deleted = new Map<number, { from: number; to: number }[]>()
  for (const [client, length] of state.clocks)
    for (const part of inRun({ client, clock: 0, length }, renaming))
      clocks.set(part.client, Math.max(clocks.get(part.client) ?? 0, part.clock + part.length))
  for (const [client, spans] of state.deleted)
    for (const { from, to } of spans)
      for (const part of inRun({ client, clock: from, length: to - from }, renaming)) {
        const own = deleted.get(part.client) ?? []
        deleted.set(part.client, own)
        own.push({ from: part.clock, to: part.clock + part.length })
      }
  return encodeState({ clocks, deleted })
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

/** `[client, clock, length]`, the form in which comments name text. */
const asRun = (value: unknown): Run | null => {
  const [client, clock, length, ...more] = Array.isArray(value) ? (value as unknown[]) : []
  const isRun = more.length === 0 && isCount(client) && isCount(clock) && isCount(length)
  return isRun ? { client, clock, length } : null
}

/** One value of a list; a list of runs may have more parts than before. */
const inList = (value: unknown, renaming: Renaming): unknown[] => {
  const run = asRun(value)
  return run
    ? inRun(run, renaming).map(({ client, clock, length }) => [client, clock, length])
    : [inValue(value, renaming)]
}

const isPlace = (value: object): value is { client: number; clock: number } =>
  'client' in value && 'clock' in value && isCount(value.client) && isCount(value.clock)

/** Yjs' relative positions name an item by `{ client, clock }`. */
function inValue(value: unknown, renaming: Renaming): unknown {
  if (typeof value === 'string') return inText(value, renaming)
  if (value instanceof Uint8Array) return inBytes(value, renaming)
  if (Array.isArray(value)) return value.flatMap(each => inList(each, renaming))
  if (typeof value !== 'object' || value === null) return value
  const place = isPlace(value) ? renaming.word(value.client, value.clock) : null
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) =>
      place && (key === 'client' || key === 'clock')
        ? [key, place[key]]
        : [inText(key, renaming), inValue(each, renaming)],
    ),
  )
}

const inContent = (content: Y.Item['content'], renaming: Renaming): Y.Item['content'] => {
  if (content instanceof Y.ContentAny)
    // Each value has a clock of its own, so none becomes two.
    return new Y.ContentAny(
      content.arr.map(each => {
        const parts = inList(each, renaming)
        return parts.length === 1 ? parts[0] : parts
      }),
    )
  if (content instanceof Y.ContentFormat)
    return new Y.ContentFormat(
      inText(content.key, renaming),
      inValue(content.value, renaming) as object,
    )
  return content
}

/** Units `from` to `from + length` of a content. */
const cut = (content: Y.Item['content'], from: number, length: number): Y.Item['content'] => {
  const rest = from > 0 ? content.copy().splice(from) : content.copy()
  if (length < rest.getLength()) rest.splice(length)
  return rest
}

type Struct = Y.Item | Y.GC | Y.Skip

const inStruct = (struct: Struct, renaming: Renaming): Struct[] => {
  const other = (id: Y.ID | null): Y.ID | null => {
    const at = id && renaming.word(id.client, id.clock)
    return at && Y.createID(at.client, at.clock)
  }
  const { id, length } = struct
  let done = 0
  return inRun({ client: id.client, clock: id.clock, length }, renaming).map(part => {
    const offset = done
    done += part.length
    const place = Y.createID(part.client, part.clock)
    if (struct instanceof Y.GC) return new Y.GC(place, part.length)
    if (!(struct instanceof Y.Item)) return new Y.Skip(place, part.length)
    const { origin, rightOrigin, parent, parentSub, content } = struct
    const before = offset > 0 ? Y.createID(id.client, id.clock + offset - 1) : origin
    const own = part.length < length ? cut(content, offset, part.length) : content
    return new Y.Item(
      ...([place, null, other(before), null, other(rightOrigin)] as const),
      parent instanceof Y.ID ? other(parent) : parent,
      parentSub === null ? null : inText(parentSub, renaming),
      inContent(own, renaming),
    )
  })
}

/** `update`, which `scanUpdate` reads, with other ids. */
export const rekey = (update: Bytes, renaming: Renaming): Bytes => {
  const { structs, ds } = Y.decodeUpdate(update)
  const sections = Map.groupBy(
    structs.flatMap(each => inStruct(each, renaming)),
    ({ id }) => id.client,
  )
  const encoder = new Y.UpdateEncoderV1()
  encoding.writeVarUint(encoder.restEncoder, sections.size)
  for (const [client, all] of [...sections].toSorted(([a], [b]) => b - a)) {
    const own = all.toSorted((a, b) => a.id.clock - b.id.clock)
    writeSection(encoder, client, own as (Y.Item | Y.GC)[], own[0]?.id.clock ?? 0)
  }
  writeDeletes(
    encoder,
    [...ds.clients].flatMap(([client, ranges]) =>
      ranges.flatMap(({ clock, len }) => inRun({ client, clock, length: len }, renaming)),
    ),
  )
  return encoder.toUint8Array()
}
