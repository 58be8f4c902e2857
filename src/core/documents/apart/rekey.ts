// An update with other client ids: of what it writes, of what it refers to, and in the values that name
// words or entries by their ids. What it says stays the same.
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { decodeState, encodeState } from '#shared/document'
import { writeDeletes, writeSection } from '../fold.ts'

/** The other id of a client; the same one for those that keep theirs. */
export type Rename = (client: number) => number

/** An entry's id, `<client id in base 36>-<ten characters>`, alone or behind another character. */
const entryId = /(^|[/:])([0-9a-z]{1,11})(?=-[a-z2-7]{10}(?:$|\/))/g

const inText = (text: string, rename: Rename): string =>
  text.replace(entryId, (_, before: string, client: string) => {
    const number = Number.parseInt(client, 36)
    return before + (Number.isSafeInteger(number) ? rename(number).toString(36) : client)
  })

/** A state that a version names, in one piece; other bytes stay. */
const inBytes = (bytes: Uint8Array, rename: Rename): Uint8Array => {
  const state = decodeState(bytes)
  if (!state) return bytes
  const renamed = <T>(map: ReadonlyMap<number, T>): Map<number, T> =>
    new Map([...map].map(([client, value]) => [rename(client), value]))
  return encodeState({ clocks: renamed(state.clocks), deleted: renamed(state.deleted) })
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

/** `{ client, clock }` and `[client, clock, length]` name words; see `comments.ts` and Yjs' relative positions. */
const inValue = (value: unknown, rename: Rename): unknown => {
  if (typeof value === 'string') return inText(value, rename)
  if (value instanceof Uint8Array) return inBytes(value, rename)
  if (Array.isArray(value)) {
    const [client, clock, length, ...more] = value as unknown[]
    if (more.length === 0 && isCount(client) && isCount(clock) && isCount(length))
      return [rename(client), clock, length]
    return value.map(each => inValue(each, rename))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) =>
      key === 'client' && isCount(each) && 'clock' in value
        ? [key, rename(each)]
        : [inText(key, rename), inValue(each, rename)],
    ),
  )
}

const inContent = (content: Y.Item['content'], rename: Rename): Y.Item['content'] => {
  if (content instanceof Y.ContentAny)
    return new Y.ContentAny(content.arr.map(each => inValue(each, rename)))
  if (content instanceof Y.ContentFormat)
    return new Y.ContentFormat(
      inText(content.key, rename),
      inValue(content.value, rename) as object,
    )
  return content
}

const inStruct = (struct: Y.Item | Y.GC | Y.Skip, rename: Rename): Y.Item | Y.GC | Y.Skip => {
  const other = (id: Y.ID | null): Y.ID | null => id && Y.createID(rename(id.client), id.clock)
  const id = Y.createID(rename(struct.id.client), struct.id.clock)
  if (struct instanceof Y.GC) return new Y.GC(id, struct.length)
  if (!(struct instanceof Y.Item)) return struct
  const { origin, rightOrigin, parent, parentSub, content } = struct
  return new Y.Item(
    ...([id, null, other(origin), null, other(rightOrigin)] as const),
    parent instanceof Y.ID ? other(parent) : parent,
    parentSub === null ? null : inText(parentSub, rename),
    inContent(content, rename),
  )
}

/**
 * `update`, which `scanUpdate` reads, with each client id as `rename` gives it. `rename` must give two
 * clients two ids.
 */
export const rekey = (update: Bytes, rename: Rename): Bytes => {
  const { structs, ds } = Y.decodeUpdate(update)
  const sections = Map.groupBy(
    structs.map(each => inStruct(each, rename)),
    ({ id }) => id.client,
  )
  const encoder = new Y.UpdateEncoderV1()
  encoding.writeVarUint(encoder.restEncoder, sections.size)
  for (const [client, own] of [...sections].toSorted(([a], [b]) => b - a))
    writeSection(encoder, client, own as (Y.Item | Y.GC)[], own[0]?.id.clock ?? 0)
  writeDeletes(
    encoder,
    [...ds.clients].flatMap(([client, ranges]) =>
      ranges.map(({ clock, len }) => ({ client: rename(client), clock, length: len })),
    ),
  )
  return encoder.toUint8Array()
}
