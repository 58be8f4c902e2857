// Between ids as text and ids as bytes, and between SQLite's buffers and plain byte arrays.
import type { Bytes } from '#core/keys'

export const toBlob = (id: string): Buffer => Buffer.from(id, 'hex')

/**
 * The id in a column. The type is taken on trust: every id was of that brand when it was stored.
 */
export const toId = <Id extends string>(blob: Buffer): Id => blob.toString('hex') as Id

export const toBytes = (blob: Buffer): Bytes =>
  new Uint8Array(blob.buffer, blob.byteOffset, blob.byteLength)

export const orNull = <From, To>(value: From | null, map: (value: From) => To): To | null =>
  value === null ? null : map(value)

/** Runs `work` in the transaction that is open, or in one of its own. */
export type Write = <T>(work: () => T) => T
