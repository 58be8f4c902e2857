// A part on its way into a database: it waits for others of the same moment, which share a commit.
import type { Bytes } from '#core/keys'
import type { Quotas, Refusal } from './store.ts'

export type Waiting = {
  mailbox: Bytes
  bytes: Bytes
  at: number
  quotas: Quotas
  settle(outcome: { place: number } | Refusal): void
  fail(error: unknown): void
}

/** The same bytes, as drivers take them. */
export const blob = (bytes: Bytes): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

/** The same bytes, as a driver gave them: a copy of each is much for a host to collect. */
export const bytesOf = (given: Buffer): Bytes =>
  new Uint8Array(given.buffer, given.byteOffset, given.length)
