// The messages of a mailbox host, each one websocket message (docs/protocol.md, Mailbox). The host
// gets addresses, places and sealed bytes, and never the epoch, the sender or the kind of anything.
import { bytesOf, countOf, decodeStrict, encode, type Bytes } from '#core/keys'

/** Bytes of sealed parts: a padded plaintext, its nonce and tag. Nothing else is a part. */
const sealedSizes: ReadonlySet<number> = new Set(
  [512, 1024, 2048, 4096, 8192, 16_384].map(size => size + 40),
)

/** Bytes of the longest message that anybody may send. */
export const messageLimit = 16_384 + 40 + 64

export type Heard =
  /** `signature`: over the challenge, by the key that the address is. */
  | { kind: 'open'; address: Bytes; signature: Bytes }
  /** Everything beyond a place, and from then on what comes. */
  | { kind: 'read'; after: number }
  | { kind: 'append'; tag: number; sealed: Bytes }

/** Null for what no client of this version sends. */
export const readHeard = (bytes: Bytes): Heard | null => {
  const list = decodeStrict(bytes, messageLimit)
  if (!Array.isArray(list) || list[0] !== 1) return null
  const [, kind, first, second] = list
  if (kind === 'open' && list.length === 4) {
    const address = bytesOf(first, 32)
    const signature = bytesOf(second, 64)
    return address && signature && { kind, address, signature }
  }
  if (kind === 'read' && list.length === 3) {
    const after = countOf(first)
    return after === null ? null : { kind, after }
  }
  if (kind === 'append' && list.length === 4) {
    const tag = countOf(first)
    const sealed = second instanceof Uint8Array && sealedSizes.has(second.length) ? second : null
    return tag === null || !sealed ? null : { kind, tag, sealed }
  }
  return null
}

export const say = {
  challenge: (nonce: Bytes): Bytes => encode([1, 'challenge', nonce]),
  /** `used` and `most`: bytes of this mailbox. `keeps`: milliseconds until a part expires. */
  opened: (given: { log: Bytes; last: number; used: number; most: number; keeps: number }): Bytes =>
    encode([1, 'opened', given.log, given.last, given.used, given.most, given.keeps]),
  part: (place: number, sealed: Bytes): Bytes => encode([1, 'part', place, sealed]),
  /** Everything up to here was told. */
  end: (place: number): Bytes => encode([1, 'end', place]),
  kept: (tag: number, place: number): Bytes => encode([1, 'kept', tag, place]),
  refused: (tag: number, code: string): Bytes => encode([1, 'refused', tag, code]),
  /** How many other connections have this mailbox open just now. */
  others: (count: number): Bytes => encode([1, 'others', count]),
}

/** Why a connection was ended. */
export const closing = { malformed: 4400, notProven: 4401, tooSlow: 4408 } as const
