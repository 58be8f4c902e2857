// What a membership record can say. A record is signed once and never changes; everything that is
// known about a group's people and keys is computed from records alone.
import type { Bytes } from '#core/keys'
import type { DeviceId, DocumentId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import type { Language, Level, RemovalReason, Role } from '#shared/contract'

/** An epoch as a record carries it: the key's hash, and the key boxed for each recipient. */
export type EpochBoxes = {
  id: EpochId
  /** Sorted by device, each at most once. */
  boxes: readonly (readonly [DeviceId, Bytes])[]
}

/**
 * An epoch for exactly the devices that are active once the record holds, whom it need not name: in
 * their order, 32 bytes each (`boxForAll`).
 */
export type SharedEpoch = { id: EpochId; ephemeral: Bytes; sealed: Bytes }

/** What more than one member can do together. */
export type Action =
  | { type: 'removeMember'; member: MemberId; reason: RemovalReason }
  | { type: 'removeDevice'; device: DeviceId }
  | { type: 'lift'; shutOut: RecordId }
  | { type: 'setRole'; member: MemberId; role: Role }

export type Body =
  | {
      type: 'root'
      name: string
      level: Level
      language: Language
      handle: string
      deviceName: string
      agreement: Bytes
      epoch: EpochBoxes
    }
  /** `key` is the Ed25519 public key whose secret the invitation file carries. */
  | { type: 'invite'; key: Bytes; role: Role; until: number }
  | { type: 'cancel'; invitation: RecordId }
  /** Written by the device that asks. `proof` is signed with the invitation's key. */
  | {
      type: 'join'
      invitation: RecordId
      handle: string
      deviceName: string
      agreement: Bytes
      proof: Bytes
    }
  /** Every device that was there opens `wrapped` with the key of the epoch before, the newcomer its `box`. */
  | {
      type: 'welcome'
      join: RecordId
      epoch: EpochId
      previous: EpochId
      wrapped: Bytes
      box: Bytes
    }
  /**
   * Lets in who is invited as a guest or as the secretariat: a member outside the plenary, who is given
   * no key of it.
   */
  | { type: 'letIn'; join: RecordId }
  | { type: 'renew'; epoch: SharedEpoch }
  /** `document`: the one that a guest is there for. */
  | { type: 'setRole'; member: MemberId; role: Role; document: DocumentId | null }
  | { type: 'setTerm'; member: MemberId; from: number | null; until: number | null }
  /**
   * One more device of `member`, whose words its author compared. It is given the key of an epoch
   * that all others have, so no new one begins. `proof` is signed by the new device; `recovery` with
   * a recovery key of the member, where somebody else adds it.
   */
  | {
      type: 'addDevice'
      member: MemberId
      device: DeviceId
      agreement: Bytes
      deviceName: string
      proof: Bytes
      recovery: Bytes | null
      epoch: EpochId
      box: Bytes
    }
  /** As `addDevice`, for a member outside the plenary: it is given no key. */
  | {
      type: 'letInDevice'
      member: MemberId
      device: DeviceId
      agreement: Bytes
      deviceName: string
      proof: Bytes
      recovery: Bytes | null
    }
  /** Ed25519 public key; whoever has the secret is this member, should her devices be lost. */
  | { type: 'recovery'; key: Bytes }
  /** `epoch` is null where the author goes herself: she must not know what comes after. */
  | { type: 'removeDevice'; device: DeviceId; epoch: SharedEpoch | null }
  | { type: 'removeMember'; member: MemberId; reason: RemovalReason; epoch: SharedEpoch | null }
  | { type: 'shutOut'; device: DeviceId; epoch: SharedEpoch }
  | { type: 'lift'; shutOut: RecordId; epoch: SharedEpoch }
  | { type: 'propose'; action: Action }
  | { type: 'second'; proposal: RecordId }
  /** With this word it is done. `epoch` is null where nobody's keys change. */
  | { type: 'carry'; proposal: RecordId; seconds: readonly RecordId[]; epoch: SharedEpoch | null }
  /** Who proposed it, or shut the device out, takes that word back; `epoch` where a device comes in. */
  | { type: 'withdraw'; word: RecordId; epoch: SharedEpoch | null }
  /** A record of a later version: kept and passed on as it is. */
  | { type: 'unknown' }

/** One signature over one record; the id is the hash of `bytes`. What is stored and sent. */
export type SignedRecord = { id: RecordId; bytes: Bytes; signatures: [DeviceId, Bytes][] }

export type Header = {
  group: GroupId
  /** The author. */
  device: DeviceId
  /** Heads of the author's history when it was written, sorted; empty for the root only. */
  parents: readonly RecordId[]
  /** UTC milliseconds as the author claims them. */
  at: number
}

export type Membership = Header & { id: RecordId; signed: SignedRecord; body: Body }

/** A record whose body is of one known type. */
export type RecordOf<T extends Body['type']> = Membership & { body: Extract<Body, { type: T }> }

/** Records that bring in who asked to join. */
export type Admission = RecordOf<'welcome' | 'letIn'>
/** Records that bring in a further device of a member. */
export type Adding = RecordOf<'addDevice' | 'letInDevice'>

export const isOf = <T extends Body['type']>(record: Membership, type: T): record is RecordOf<T> =>
  record.body.type === type

export const isAdmission = (record: Membership): record is Admission =>
  isOf(record, 'welcome') || isOf(record, 'letIn')

export const isAdding = (record: Membership): record is Adding =>
  isOf(record, 'addDevice') || isOf(record, 'letInDevice')

/** Sizes beyond which a record is not read. Text is counted in UTF-16 units. */
export const limits = {
  bytes: 256 * 1024,
  parents: 1_024,
  boxes: 2_000,
  seconds: 1_000,
  name: 120,
  handle: 40,
  deviceName: 60,
} as const
