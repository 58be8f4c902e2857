// The parts of bodies that the exchange itself writes or reads. All others are opaque here: the
// documents room reads them, and unknown kinds are kept and passed on as they are.
import {
  bytesUpTo,
  decodeStrict,
  digest,
  encode,
  framed,
  fromHex,
  toHex,
  type Bytes,
} from '#core/keys'
import type { DeviceId, DocumentId } from '#shared/ids'
import { headsFromWire, headsToWire, limits, type Heads } from './message.ts'

/** `[1, 'heads', heads]`: the signed heads of a device. */
export const writeHeadsBody = (heads: Heads): Bytes => encode([1, 'heads', headsToWire(heads)])

export const readHeadsBody = (body: Bytes): Heads | null => {
  const list = framed(decodeStrict(body, limits.header), 'heads', 3)
  return list && headsFromWire(list[2])
}

/** The kinds of message whose bodies the documents room reads. */
export type ContentKind = 'update' | 'remarks' | 'snapshot' | 'snapshot-start' | 'snapshot-part'

const contents: ReadonlySet<string> = new Set<ContentKind>([
  ...(['update', 'remarks', 'snapshot', 'snapshot-start', 'snapshot-part'] as const),
])

export const isContent = (kind: string): kind is ContentKind => contents.has(kind)

/** The 32-byte secret that the first body of a document (`[1, 'snapshot', secret, …]`) brings. */
export const secretOfSnapshot = (body: Bytes): Bytes | null => {
  const list = decodeStrict(body, limits.body)
  const begins = Array.isArray(list) && (list[1] === 'snapshot' || list[1] === 'snapshot-start')
  if (!begins || list[0] !== 1) return null
  const secret = bytesUpTo(list[2], 32)
  return secret?.length === 32 ? secret : null
}

/**
 * The id of a document follows from the device that began it and the document's secret, so no
 * device can begin another document under the same id. The first 16 bytes of the digest.
 */
export const documentIdOf = (device: DeviceId, secret: Bytes): DocumentId =>
  toHex(digest('document', fromHex(device), secret).subarray(0, 16)) as DocumentId

/** The encoding of `[1, kind, …]` behind its first byte, by kind. */
const starts = new Map<string, Bytes>()
const startOf = (kind: string): Bytes => {
  const known = starts.get(kind)
  if (known) return known
  const start = encode([1, kind]).subarray(1)
  if (starts.size < mostStarts) starts.set(kind, start)
  return start
}
const mostStarts = 64

/** Whether `body` begins like the encoding of `[1, kind, …]` with at most 23 entries. */
export const bodySays = (body: Bytes, kind: string): boolean => {
  const head = body[0] ?? 0
  if (head < 0x82 || head > 0x97) return false
  const start = startOf(kind)
  for (let at = 0; at < start.length; at++) if (body[at + 1] !== start[at]) return false
  return true
}
