// The state of a set of records: members, devices, invitations, epochs. It is computed, never
// stored.
import type { Bytes } from '#core/keys'
import type { Language, Level, RemovalReason, Role, Term } from '#shared/contract'
import type { DeviceId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import type { Action } from './records.ts'

export type Device = {
  id: DeviceId
  member: MemberId
  /** The name that the person chose; it may be empty. */
  name: string
  /** X25519 public key, to box epoch keys and files for. */
  agreement: Bytes
  /**
   * The record that brought the device in, and the device that wrote it. The founder's device wrote
   * its own.
   */
  since: RecordId
  broughtBy: DeviceId
  /** UTC milliseconds as claimed by the device that wrote that record. */
  addedAt: number
}

/** A device that is no longer active, and the records that made it so. */
export type PastDevice = Device & { state: 'shut-out' | 'removed'; by: readonly RecordId[] }

export type Member = {
  id: MemberId
  handle: string
  role: Role
  /** The active devices; none when all are lost or shut out. */
  devices: readonly DeviceId[]
  /** UTC milliseconds as claimed by the admitting device. */
  joinedAt: number
  /** The record that admitted the member. */
  since: RecordId
  /** Days, as UTC milliseconds. No rule reads them. */
  term: Term
  /**
   * True for a member outside the plenary, from the admission on, for good. The member's devices
   * receive no key of the plenary and cannot read what the whole group shares.
   */
  outside: boolean
  /** Ed25519 public keys whose secrets prove the identity of this member without a device. */
  recoveries: readonly Bytes[]
}

export type PastMember = Member & { removed: { at: number; by: MemberId; reason: RemovalReason } }

export type ShutOut = { id: RecordId; device: DeviceId; by: MemberId; at: number }

export type ProposalEntry = {
  id: RecordId
  action: Action
  by: MemberId
  /** Seconding records, and the member who wrote each. */
  seconds: ReadonlyMap<RecordId, MemberId>
  carried: boolean
  /** True after its author withdrew it. A proposal that was carried concurrently is carried. */
  withdrawn: boolean
  at: number
}

export type InvitationEntry = {
  id: RecordId
  /** Ed25519 public key whose secret is in the invitation file. */
  key: Bytes
  role: Role
  /** UTC milliseconds as the inviter claims them. No rule reads them; the inviter's device does. */
  until: number
  inviter: DeviceId
  state: 'open' | 'used' | 'cancelled'
}

/** A request to join. Its author is not in the group until a record admits it. */
export type Request = {
  id: RecordId
  invitation: RecordId
  device: DeviceId
  agreement: Bytes
  handle: string
  deviceName: string
}

export type EpochEntry = {
  id: EpochId
  /** The record that carries the boxes, and its depth in the graph. */
  record: RecordId
  depth: number
  /**
   * All devices that received its key, sorted. Devices whose admission is void now are among them.
   */
  recipients: readonly DeviceId[]
  /** UTC milliseconds as the author claims them. */
  at: number
  /** The epoch under whose key it is also wrapped; null if none. */
  previous: EpochId | null
}

export type GroupState = {
  id: GroupId
  /** Empty until the root is known. */
  name: string
  level: Level
  language: Language
  members: ReadonlyMap<MemberId, Member>
  pastMembers: ReadonlyMap<MemberId, PastMember>
  /** Active devices: brought in, and neither removed nor shut out. */
  devices: ReadonlyMap<DeviceId, Device>
  pastDevices: ReadonlyMap<DeviceId, PastDevice>
  /** Shut-outs that were not lifted. */
  shutOuts: ReadonlyMap<RecordId, ShutOut>
  proposals: ReadonlyMap<RecordId, ProposalEntry>
  invitations: ReadonlyMap<RecordId, InvitationEntry>
  requests: ReadonlyMap<RecordId, Request>
  epochs: readonly EpochEntry[]
  /** Records that were right in their own past and lost against a concurrent one. */
  voided: ReadonlySet<RecordId>
  /**
   * Records of types that this version does not know, and records that follow them, which it cannot
   * judge. One of them stops membership changes.
   */
  unknown: ReadonlySet<RecordId>
}

export const emptyState = (id: GroupId): GroupState => ({
  id,
  name: '',
  level: 'global',
  language: 'en',
  members: new Map(),
  pastMembers: new Map(),
  devices: new Map(),
  pastDevices: new Map(),
  shutOuts: new Map(),
  proposals: new Map(),
  invitations: new Map(),
  requests: new Map(),
  epochs: [],
  voided: new Set(),
  unknown: new Set(),
})

export const isActive = (state: GroupState, device: DeviceId): boolean => state.devices.has(device)

/** The member whose active device this is. */
export const memberOf = (state: GroupState, device: DeviceId): Member | null => {
  const entry = state.devices.get(device)
  return (entry && state.members.get(entry.member)) ?? null
}

/** The device, active or not; null for one that was never admitted. */
export const knownDevice = (state: GroupState, device: DeviceId): Device | null =>
  state.devices.get(device) ?? state.pastDevices.get(device) ?? null

/** The member whose device this is or was. Names of the past remain. */
export const wasMember = (state: GroupState, device: DeviceId): Member | PastMember | null => {
  const member = knownDevice(state, device)?.member
  return member ? (state.members.get(member) ?? state.pastMembers.get(member) ?? null) : null
}

/**
 * The records that ended the membership of a device: those that removed it or shut it out, or that
 * removed the members who admitted it. Empty for an active device and for one that was never
 * admitted.
 */
export const removedBy = (state: GroupState, device: DeviceId): readonly RecordId[] =>
  state.pastDevices.get(device)?.by ?? []

/** Whether this device is or was that of a member outside the plenary. */
export const isOutside = (state: GroupState, device: DeviceId): boolean =>
  wasMember(state, device)?.outside === true

/** The active devices of members in the plenary, sorted as boxes are. Epochs are for these. */
export const plenaryDevices = (state: GroupState): DeviceId[] =>
  [...state.devices.keys()].filter(device => !isOutside(state, device)).toSorted()

/** Whether membership changes have stopped because some records only a later version can judge. */
export const isStopped = (state: GroupState): boolean => state.unknown.size > 0
