// Membership records. Members and keys of a group are computed from them alone.
import type { Bytes } from '#core/keys'
import type { RecordWith } from '#core/records'
import type { DeviceId, EpochId, MemberId, RecordId } from '#shared/ids'
import type { Language, Level, RemovalReason, Role } from '#shared/contract'

/** An epoch in a record: the key's hash, and the key boxed for each recipient. */
export type EpochBoxes = {
  id: EpochId
  /** Sorted by device, each at most once. */
  boxes: readonly (readonly [DeviceId, Bytes])[]
}

/**
 * An epoch for exactly the devices that are active after the record. The record does not name them:
 * 32 bytes for each, in their order (`boxForAll`).
 */
export type SharedEpoch = { id: EpochId; ephemeral: Bytes; sealed: Bytes }

/** Actions that several members can take together. */
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
  /** `key` is the Ed25519 public key whose secret is in the invitation file. */
  | { type: 'invite'; key: Bytes; role: Role; until: number }
  | { type: 'cancel'; invitation: RecordId }
  /** Written by the device that asks. `proof` is a signature by the invitation's key. */
  | {
      type: 'join'
      invitation: RecordId
      handle: string
      deviceName: string
      agreement: Bytes
      proof: Bytes
    }
  /**
   * All earlier devices open `wrapped` with the key of the previous epoch; the newcomer opens
   * `box`.
   */
  | {
      type: 'welcome'
      join: RecordId
      epoch: EpochId
      previous: EpochId
      wrapped: Bytes
      box: Bytes
    }
  /**
   * Admits a member who was invited as Guest or Secretariat: outside the plenary, without a key of
   * it.
   */
  | { type: 'letIn'; join: RecordId }
  | { type: 'renew'; epoch: SharedEpoch }
  | { type: 'setRole'; member: MemberId; role: Role }
  | { type: 'setTerm'; member: MemberId; from: number | null; until: number | null }
  /**
   * A further device of `member`, after its author compared the words. It receives the key of an
   * epoch that all others have, so no new epoch begins. `proof` is a signature by the new device.
   * `recovery` is a signature by a recovery key of the member, if another member adds the device.
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
  /** As `addDevice`, for a member outside the plenary: the device receives no key. */
  | {
      type: 'letInDevice'
      member: MemberId
      device: DeviceId
      agreement: Bytes
      deviceName: string
      proof: Bytes
      recovery: Bytes | null
    }
  /**
   * Ed25519 public key. A holder of the secret proves to be this member when all devices are lost.
   */
  | { type: 'recovery'; key: Bytes }
  /** `epoch` is null when the author leaves: the author must not know the next key. */
  | { type: 'removeDevice'; device: DeviceId; epoch: SharedEpoch | null }
  | { type: 'removeMember'; member: MemberId; reason: RemovalReason; epoch: SharedEpoch | null }
  | { type: 'shutOut'; device: DeviceId; epoch: SharedEpoch }
  | { type: 'lift'; shutOut: RecordId; epoch: SharedEpoch }
  | { type: 'propose'; action: Action }
  | { type: 'second'; proposal: RecordId }
  /** Carries the proposal. `epoch` is null if no device comes or goes. */
  | { type: 'carry'; proposal: RecordId; seconds: readonly RecordId[]; epoch: SharedEpoch | null }
  /** The author of a proposal or shut-out withdraws it. `epoch` is set if a device returns. */
  | { type: 'withdraw'; word: RecordId; epoch: SharedEpoch | null }
  /** A record of a later version: kept and passed on unchanged. */
  | { type: 'unknown' }

/** A body that this version writes. */
export type Written = Exclude<Body, { type: 'unknown' }>

export type Membership = RecordWith<Body>

/** A record whose body is of one known type. */
export type RecordOf<T extends Body['type']> = Membership & { body: Extract<Body, { type: T }> }

/** Records that admit a device that asked to join. */
export type Admission = RecordOf<'welcome' | 'letIn'>
/** Records that add a further device of a member. */
export type Adding = RecordOf<'addDevice' | 'letInDevice'>

export const isOf = <T extends Body['type']>(record: Membership, type: T): record is RecordOf<T> =>
  record.body.type === type

export const isAdmission = (record: Membership): record is Admission =>
  isOf(record, 'welcome') || isOf(record, 'letIn')

export const isAdding = (record: Membership): record is Adding =>
  isOf(record, 'addDevice') || isOf(record, 'letInDevice')

/** Limits beyond which a record is not read. Text is counted in UTF-16 units. */
export const limits = {
  boxes: 2_000,
  seconds: 1_000,
  name: 120,
  handle: 40,
  deviceName: 60,
} as const
