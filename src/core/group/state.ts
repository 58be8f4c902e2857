// What a set of records means: members, devices, invitations, epochs. Computed, never stored.
import type { Bytes } from '#core/keys'
import type { Language, Level, RemovalReason, Role, Term } from '#shared/contract'
import type { DeviceId, DocumentId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import type { Action } from './records.ts'

export type Device = {
  id: DeviceId
  member: MemberId
  /** Of the person's own choice; may be empty. */
  name: string
  /** X25519 public key, to box epoch keys and files for. */
  agreement: Bytes
  /** The record that brought it in, and the device that wrote it: its own for the founder's. */
  since: RecordId
  broughtBy: DeviceId
  /** UTC milliseconds as claimed by the device that let it in. */
  addedAt: number
}

/** A device that is not active any more, and the records that made it so. */
export type PastDevice = Device & { state: 'shut-out' | 'removed'; by: readonly RecordId[] }

export type Member = {
  id: MemberId
  handle: string
  role: Role
  /** The active ones; none when all are lost or shut out. */
  devices: readonly DeviceId[]
  /** UTC milliseconds as claimed by the device that admitted her. */
  joinedAt: number
  /** The record that brought her in. */
  since: RecordId
  /** Days, as UTC milliseconds. No rule reads them. */
  term: Term
  /** The document that a guest is there for. */
  guestOf: DocumentId | null
  /**
   * Outside the plenary: her devices are given no key of it, and what is shared with the whole group is
   * not for her. So from her coming in on, for good.
   */
  outside: boolean
  /** Ed25519 public keys whose secret proves that somebody without a device is this member. */
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
  /** Who proposed it took that back. One that was carried beside it is carried. */
  withdrawn: boolean
  at: number
}

export type InvitationEntry = {
  id: RecordId
  /** Ed25519 public key whose secret lies in the invitation file. */
  key: Bytes
  role: Role
  /** UTC milliseconds as the inviter claims them. No rule reads it: the inviter's device does. */
  until: number
  inviter: DeviceId
  state: 'open' | 'used' | 'cancelled'
}

/** A request to join; whoever wrote it is nobody until a record admits it. */
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
  /** The record that carries its boxes, and how deep in the history that record is. */
  record: RecordId
  depth: number
  /** Sorted: all who were given its key, those included whose admission is void by now. */
  recipients: readonly DeviceId[]
  /** UTC milliseconds as its maker claims them. */
  at: number
  /** The epoch under whose key it is wrapped too; null where it is under none. */
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
  /** Those that nobody lifted. */
  shutOuts: ReadonlyMap<RecordId, ShutOut>
  proposals: ReadonlyMap<RecordId, ProposalEntry>
  invitations: ReadonlyMap<RecordId, InvitationEntry>
  requests: ReadonlyMap<RecordId, Request>
  epochs: readonly EpochEntry[]
  /** Records that were right in their own past and lost against another one beside them. */
  voided: ReadonlySet<RecordId>
  /**
   * Records of types that this version does not know, and records on them, which it cannot judge.
   * One is enough to stop changes.
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

/** The device, active or not; null for one that never came in. */
export const knownDevice = (state: GroupState, device: DeviceId): Device | null =>
  state.devices.get(device) ?? state.pastDevices.get(device) ?? null

/** The member whose device this is or was, gone or not. Names of the past stay. */
export const wasMember = (state: GroupState, device: DeviceId): Member | PastMember | null => {
  const member = knownDevice(state, device)?.member
  return member ? (state.members.get(member) ?? state.pastMembers.get(member) ?? null) : null
}

/**
 * The records that made a device inactive that was active: what removed it or shut it out, or what
 * removed those who had let it in. Empty for an active device and for one that never came in.
 */
export const removedBy = (state: GroupState, device: DeviceId): readonly RecordId[] =>
  state.pastDevices.get(device)?.by ?? []

/** Whether this device is or was that of a member outside the plenary. */
export const isOutside = (state: GroupState, device: DeviceId): boolean =>
  wasMember(state, device)?.outside === true

/** The active devices of members who are in the plenary, for whom its epochs are. Sorted, as boxes are. */
export const plenaryDevices = (state: GroupState): DeviceId[] =>
  [...state.devices.keys()].filter(device => !isOutside(state, device)).toSorted()

/** Membership changes have stopped here: there are records that only a later version can judge. */
export const isStopped = (state: GroupState): boolean => state.unknown.size > 0
