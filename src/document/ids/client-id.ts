// The Yjs client id that a writer uses in a document. It follows from the device, the feed and the number
// of the window, so that every receiver can tell whose words an update claims to be.
import type { DeviceId, DocumentId, FeedId } from '#shared/ids'

/** A labelled 32-byte digest, as `digest` and `slowDigest` of core's keys room. */
export type LabelledHash = (label: string, ...parts: Uint8Array[]) => Uint8Array

/** Window number `writer` (from 0) of a session of `device`, which writes in `feed`. */
export type Writer = { device: DeviceId; feed: FeedId; writer: number }

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )

const first53Bits = (bytes: Uint8Array): number =>
  Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0) >> 11n)

/**
 * The first 53 bits of the hash of device, feed, document and writer as four bytes, big-endian. Never 0
 * (Yjs treats it as unset) or 1 (genesis): then the hash itself is hashed again.
 */
export const clientIdOf = (
  hash: LabelledHash,
  document: DocumentId,
  { device, feed, writer }: Writer,
  label: 'client' | 'client-apart' | 'client-branch' = 'client',
): number => {
  const number = new Uint8Array(4)
  new DataView(number.buffer).setUint32(0, writer)
  let bytes = hash(label, bytesOf(device), bytesOf(feed), bytesOf(document), number)
  while (first53Bits(bytes) <= 1) bytes = hash(label, bytes)
  return first53Bits(bytes)
}

/** How many ids lie together: those that differ in the last 16 bits alone. */
const usual = 2 ** 16

/**
 * The id that a writer has instead of `claimed`, which others claim too; `drawn` is from 0 on. It lies
 * together with the claimed one, and is another: words that stand beside each other keep their order,
 * which follows from the ids. Never 0 or 1. `together`: how many ids lie together.
 */
export const idBeside = (claimed: number, drawn: number, together = usual): number => {
  const first = claimed - (claimed % together)
  const at = (claimed % together) + 1 + (drawn % (together - 1))
  const beside = first + (at % together)
  return beside > 1 ? beside : claimed + 1
}
