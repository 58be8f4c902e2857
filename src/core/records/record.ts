// Signed records. A record is signed once and never changes. Each names the records that its author
// had, so the records of one subject are a graph that only grows. Layout: docs/protocol.md.
import type { Bytes } from '#core/keys'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'

/**
 * One signature over one record; the id is the hash of `bytes`. This is what is stored and sent.
 */
export type SignedRecord = { id: RecordId; bytes: Bytes; signatures: [DeviceId, Bytes][] }

export type Header = {
  /** The id of the graph's first record. */
  group: GroupId
  /** The author's device. */
  device: DeviceId
  /** Heads of the author's graph at writing time, sorted; empty for the first record only. */
  parents: readonly RecordId[]
  /** UTC milliseconds as the author claims them. */
  at: number
}

/** A record that was read. */
export type RecordWith<B> = Header & { id: RecordId; signed: SignedRecord; body: B }

/** Limits beyond which a record is not read. */
export const recordLimits = { bytes: 256 * 1024, parents: 1_024 } as const
