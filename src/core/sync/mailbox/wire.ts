// Messages between a device and a mailbox host, each one websocket message. A device trusts the
// host only to keep parts: their contents are verified when they are opened.
import { bytesUpTo, countOf, decodeStrict, encode, type Bytes } from '#core/keys'

/** Bytes of the longest message of a host. */
export const messageLimit = 16_384 + 40 + 64

export type Said =
  | { kind: 'challenge'; nonce: Bytes }
  /** `last`: the newest place. `used` of `most` bytes are taken. */
  | { kind: 'opened'; log: Bytes; last: number; used: number; most: number }
  | { kind: 'part'; place: number; sealed: Bytes }
  | { kind: 'end'; place: number }
  | { kind: 'kept'; tag: number; place: number }
  | { kind: 'refused'; tag: number }
  | { kind: 'others'; count: number }
  /** A message of a later version, which is ignored. */
  | { kind: 'unknown' }

export const ask = {
  open: (address: Bytes, signature: Bytes): Bytes => encode([1, 'open', address, signature]),
  read: (after: number): Bytes => encode([1, 'read', after]),
  append: (tag: number, sealed: Bytes): Bytes => encode([1, 'append', tag, sealed]),
}

/** Null for a message that no host sends. */
export const readSaid = (bytes: Bytes): Said | null => {
  const list = decodeStrict(bytes, messageLimit)
  if (!Array.isArray(list) || list[0] !== 1) return null
  const [, kind, first, second, third, fourth] = list
  const number = countOf(first)
  switch (kind) {
    case 'challenge': {
      const nonce = bytesUpTo(first, 32)
      return nonce?.length === 32 ? { kind, nonce } : null
    }
    case 'opened': {
      const log = bytesUpTo(first, 16)
      const [last, used, most] = [countOf(second), countOf(third), countOf(fourth)]
      if (!log || last === null || used === null || most === null) return null
      return { kind, log, last, used, most }
    }
    case 'part': {
      const sealed = bytesUpTo(second, messageLimit)
      return number === null || !sealed ? null : { kind, place: number, sealed }
    }
    case 'end':
      return number === null ? null : { kind, place: number }
    case 'kept': {
      const place = countOf(second)
      return number === null || place === null ? null : { kind, tag: number, place }
    }
    case 'refused':
      return number === null ? null : { kind, tag: number }
    case 'others':
      return number === null ? null : { kind, count: number }
    default:
      return { kind: 'unknown' }
  }
}
