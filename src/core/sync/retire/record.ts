// The record that retires a document: all devices drop its content, and another document goes on
// from its readable content. The record is under no document's secret, so that a device without the
// old document can read it too.
import {
  bytesUpTo,
  countOf,
  decodeStrict,
  encode,
  framed,
  fromHex,
  idOf,
  toHex,
  type Bytes,
} from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { type FeedPoint, headsFromWire, headsToWire, limits } from '#core/messages'

export type RetireRecord = {
  /** The retired document. */
  document: DocumentId
  /** Goes on from it. */
  successor: DocumentId
  /** The digest of the readable content of the successor as it was begun; 64 hexadecimal digits. */
  digest: string
  /** How far the feeds were read for the successor, which does not contain later messages. */
  cut: FeedPoint[]
  /** UTC milliseconds, as its author claims. */
  at: number
}

/** `[1, 'sealed', document, successor, digest, heads, at]` */
export const writeRetireBody = ({ document, successor, digest, cut, at }: RetireRecord): Bytes =>
  encode([
    ...([1, 'sealed', fromHex(document), fromHex(successor), fromHex(digest)] as const),
    headsToWire({ records: [], feeds: cut }),
    at,
  ])

/** Null for anything that is not exactly such a body. */
export const readRetireBody = (body: Bytes): RetireRecord | null => {
  const list = framed(decodeStrict(body, limits.header), 'sealed', 7)
  const document = idOf<DocumentId>(list?.[2], 16)
  const successor = idOf<DocumentId>(list?.[3], 16)
  const digest = bytesUpTo(list?.[4], 32)
  const heads = headsFromWire(list?.[5])
  const at = countOf(list?.[6])
  if (!document || !successor || document === successor) return null
  if (digest?.length !== 32 || !heads || at === null) return null
  return { document, successor, digest: toHex(digest), cut: heads.feeds, at }
}
