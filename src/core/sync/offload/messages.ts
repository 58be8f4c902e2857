// Messages of offloading, before a device offloads its copy of a document and when it wants it
// back: `leaving`, `keeps`, `returning`, and `returned` before the returned document.
import {
  areAscending,
  decodeStrict,
  eachOf,
  encode,
  framed,
  fromHex,
  idOf,
  type Bytes,
  type Decoded,
} from '#core/keys'
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import { limits } from '#core/messages'

/** Documents that one message names. */
const mostNamed = 4096
/** Pictures and files that one message names, of all its documents. */
const mostEnclosed = 16_384
const mostDevices = 2048

const kinds: ReadonlySet<string> = new Set(['leaving', 'keeps', 'returning'])
/** Whether messages of this kind, for all, belong to offloading. */
export const isOffloadMessage = (kind: string): boolean => kinds.has(kind)

const documentsIn = (value: Parameters<typeof idOf>[0]): DocumentId[] | null => {
  const list = eachOf(value, mostNamed, each => idOf<DocumentId>(each, 16))
  return list && areAscending(list) ? list : null
}
const sorted = <Id extends string>(ids: readonly Id[]): Bytes[] => ids.toSorted().map(fromHex)

/** `[1, 'leaving', [document…]]`: asks others whether they have these documents and keep them. */
export const writeLeaving = (documents: readonly DocumentId[]): Bytes =>
  encode([1, 'leaving', sorted(documents)])

export const readLeaving = (body: Bytes): DocumentId[] | null =>
  documentsIn(framed(decodeStrict(body, limits.header), 'leaving', 3)?.[2])

/** Hashes of pictures and files that are whole there, 64 hexadecimal digits each. */
export type Enclosed = readonly string[]
export type Keeps = { leaving: MessageId; documents: ReadonlyMap<DocumentId, Enclosed> }

/**
 * `[1, 'keeps', leaving id, [document…]]`: the author has all text of these documents that the
 * asking device had, and keeps them. Where pictures and files belong to them, `[[hash…]…]` lists
 * for each document which of them the author has.
 */
export const writeKeeps = ({ leaving, documents }: Keeps): Bytes => {
  const ids = [...documents.keys()].toSorted()
  const enclosed = ids.map(id => (documents.get(id) ?? []).toSorted().map(fromHex))
  const isBare = enclosed.every(each => each.length === 0)
  return encode([
    ...[1, 'keeps', fromHex(leaving), ids.map(fromHex)],
    ...(isBare ? [] : [enclosed]),
  ])
}

export const readKeeps = (body: Bytes): Keeps | null => {
  const value = decodeStrict(body, limits.header)
  const list = framed(value, 'keeps', 4) ?? framed(value, 'keeps', 5)
  const leaving = idOf<MessageId>(list?.[2])
  const ids = documentsIn(list?.[3])
  if (!list || !leaving || !ids) return null
  let left = mostEnclosed
  const hashesIn = (entry: Decoded): string[] | null => {
    const hashes = eachOf(entry, left, each => idOf<string>(each))
    left -= hashes?.length ?? 0
    return hashes && areAscending(hashes) ? hashes : null
  }
  const enclosed = list.length === 4 ? ids.map(() => []) : eachOf(list[4], mostNamed, hashesIn)
  if (enclosed?.length !== ids.length) return null
  return { leaving, documents: new Map(ids.map((id, index) => [id, enclosed[index] ?? []])) }
}

/** Documents with their enclosures, in parts that one message each can name. */
export function* inParts(
  documents: readonly (readonly [DocumentId, Enclosed])[],
): Generator<Map<DocumentId, Enclosed>> {
  let part = new Map<DocumentId, Enclosed>()
  let left: number = mostEnclosed
  for (const [id, enclosed] of documents) {
    for (let at = 0; at === 0 || at < enclosed.length;) {
      if (left === 0) {
        yield part
        part = new Map()
        left = mostEnclosed
      }
      const named = enclosed.slice(at, at + left)
      part.set(id, named)
      left -= named.length
      at += Math.max(1, named.length)
    }
  }
  if (part.size > 0) yield part
}

/** Two answers to the same question, joined. */
export const together = (keeps: Keeps, before: Keeps | undefined): Keeps => {
  const documents = new Map(before?.documents)
  for (const [id, enclosed] of keeps.documents)
    documents.set(id, [...new Set([...(documents.get(id) ?? []), ...enclosed])])
  return { leaving: keeps.leaving, documents }
}

export type Returning = { documents: DocumentId[]; devices: DeviceId[] }

/** `[1, 'returning', [document…], [device…]]`: asks these devices for the documents. */
export const writeReturning = ({ documents, devices }: Returning): Bytes =>
  encode([1, 'returning', sorted(documents), sorted(devices)])

export const readReturning = (body: Bytes): Returning | null => {
  const list = framed(decodeStrict(body, limits.header), 'returning', 4)
  const documents = documentsIn(list?.[2])
  const devices = eachOf(list?.[3], mostDevices, each => idOf<DeviceId>(each))
  return documents && devices ? { documents, devices } : null
}

/** `[1, 'returned', returning id]`: the documents that this message asked for follow. */
export const writeReturned = (returning: MessageId): Bytes =>
  encode([1, 'returned', fromHex(returning)])

export const readReturned = (body: Bytes): MessageId | null =>
  idOf<MessageId>(framed(decodeStrict(body, limits.header), 'returned', 3)?.[2])
