// What sync asks of the rooms beside it, and of the world. The real rooms are given by whoever
// composes core; tests give twins.
import type { Archive } from '#core/archive'
import type { Bytes, DeviceKeys, Encodable } from '#core/keys'
import type {
  DeviceId,
  DocumentId,
  EpochId,
  FeedId,
  GroupId,
  MemberId,
  RecordId,
} from '#shared/ids'
import type { Epoch } from './seal.ts'

export type SyncArchive = Pick<
  Archive,
  'transaction' | 'settings' | 'records' | 'epochs' | 'notes' | 'documents' | 'messages' | 'proofs'
>

/** A membership record as it is sent: `signatures` are pairs of device and 64 bytes. */
export type SignedRecord = { id: RecordId; bytes: Bytes; signatures: [DeviceId, Bytes][] }

export type SyncGroup = {
  id: GroupId
  self: { device: DeviceId; member: MemberId | null; keys: DeviceKeys }
  /** `devices` are the active ones: admitted and not removed. */
  state(): { devices: ReadonlyMap<DeviceId, { member: MemberId; agreement: Bytes }> }
  recordHeads(): readonly RecordId[]
  /** Each count says how many of `list` went that way. */
  addRecords(list: readonly SignedRecord[]): {
    accepted: number
    known: number
    refused: number
    waiting: number
  }
  recordsBeyond(heads: readonly RecordId[]): SignedRecord[]
  /** The epoch to send in. Makes a new one first when its recipients are not the active devices. */
  epoch(): Epoch
  epochKey(epoch: EpochId): Bytes | null
  onChange(listen: () => void): () => void
}

/** A message for the documents room. Everything but its content has been checked. */
export type Delivery = {
  group: GroupId
  device: DeviceId
  feed: FeedId
  document: DocumentId
  kind: 'update' | 'snapshot'
  body: Bytes
  author: MemberId
  /** A snapshot for this device alone, from the device that admitted it. */
  handover: boolean
}

export type SyncDocuments = {
  /** `waits`: something that it builds on is not here yet. `refused` is for good. */
  receive(delivery: Delivery): 'applied' | 'waits' | { refused: string }
  /**
   * The snapshot body of a shared document as it is now, for a device that joins: state with
   * deleted text, every client id with its device, and `heads` (as in `after`) as they are given.
   */
  snapshotFor(document: DocumentId, heads: Encodable): Bytes
}

/** Calls `work` once after `ms` milliseconds; the returned function prevents it. */
export type Schedule = (ms: number, work: () => void) => () => void

export const realSchedule: Schedule = (ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}
