// Which Yjs client id a device may write with: a pure function of who, where and which writer, so
// that every receiver can tell whose words an update claims to be.
import type { DeviceId, DocumentId, FeedId } from '../ids.ts'

/** A labelled 32-byte digest, as `digest` of core's keys room. */
export type LabelledHash = (label: string, ...parts: Uint8Array[]) => Uint8Array

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )

const first53Bits = (bytes: Uint8Array): number =>
  Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0) >> 11n)

/**
 * The first 53 bits of digest('client', device, feed, document, writer as four bytes, big-endian).
 * Never 0 (Yjs treats it as unset) or 1 (genesis): then the digest itself is hashed again.
 */
export const clientIdOf = (
  hash: LabelledHash,
  device: DeviceId,
  feed: FeedId,
  document: DocumentId,
  writer: number,
): number => {
  const number = new Uint8Array(4)
  new DataView(number.buffer).setUint32(0, writer)
  let bytes = hash('client', bytesOf(device), bytesOf(feed), bytesOf(document), number)
  while (first53Bits(bytes) <= 1) bytes = hash('client', bytes)
  return first53Bits(bytes)
}
