// What devices say to each other before one of them gives its copy of a document away for a while, and
// when it wants it back: `leaving`, `keeps`, `returning`, and `returned` before what comes back.
import { decodeStrict, encode, fromHex, type Bytes } from '#core/keys'
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import { limits } from './message.ts'
import { ascending, eachOf, framed, idOf } from './wire.ts'

/** Documents that one message names. */
export const mostNamed = 4096
const mostDevices = 2048

const documentsIn = (value: Parameters<typeof idOf>[0]): DocumentId[] | null => {
  const list = eachOf(value, mostNamed, each => idOf<DocumentId>(each, 16))
  return list && ascending(list) ? list : null
}
const sorted = <Id extends string>(ids: readonly Id[]): Bytes[] => ids.toSorted().map(fromHex)

/** `[1, 'leaving', [document…]]`: say whether you have these, and keep them. */
export const writeLeaving = (documents: readonly DocumentId[]): Bytes =>
  encode([1, 'leaving', sorted(documents)])

export const readLeaving = (body: Bytes): DocumentId[] | null =>
  documentsIn(framed(decodeStrict(body, limits.header), 'leaving', 3)?.[2])

export type Keeps = { leaving: MessageId; documents: DocumentId[] }

/** `[1, 'keeps', leaving id, [document…]]`: has all of these that the other one had, and keeps them. */
export const writeKeeps = ({ leaving, documents }: Keeps): Bytes =>
  encode([1, 'keeps', fromHex(leaving), sorted(documents)])

export const readKeeps = (body: Bytes): Keeps | null => {
  const list = framed(decodeStrict(body, limits.header), 'keeps', 4)
  const leaving = idOf<MessageId>(list?.[2])
  const documents = documentsIn(list?.[3])
  return leaving && documents ? { leaving, documents } : null
}

export type Returning = { documents: DocumentId[]; devices: DeviceId[] }

/** `[1, 'returning', [document…], [device…]]`: asks these devices for them. */
export const writeReturning = ({ documents, devices }: Returning): Bytes =>
  encode([1, 'returning', sorted(documents), sorted(devices)])

export const readReturning = (body: Bytes): Returning | null => {
  const list = framed(decodeStrict(body, limits.header), 'returning', 4)
  const documents = documentsIn(list?.[2])
  const devices = eachOf(list?.[3], mostDevices, each => idOf<DeviceId>(each))
  return documents && devices ? { documents, devices } : null
}

/** `[1, 'returned', returning id]` */
export const writeReturned = (returning: MessageId): Bytes =>
  encode([1, 'returned', fromHex(returning)])
