// What a set of records means: members, devices, invitations, epochs. Computed, never stored.
import type { Bytes } from '#core/keys'
import type { Language, Level, Role } from '#shared/contract'
import type { DeviceId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'

export type Device = {
  id: DeviceId
  member: MemberId
  /** Of the person's own choice; may be empty. */
  name: string
  /** X25519 public key, to box epoch keys and files for. */
  agreement: Bytes
  /** The record that brought it in. */
  since: RecordId
}

export type Member = {
  id: MemberId
  handle: string
  role: Role
  devices: readonly DeviceId[]
  /** UTC milliseconds as claimed by the device that admitted her. */
  joinedAt: number
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
  recipients: readonly DeviceId[]
  /** UTC milliseconds as its maker claims them. */
  at: number
}

export type GroupState = {
  id: GroupId
  /** Empty until the root is known. */
  name: string
  level: Level
  language: Language
  members: ReadonlyMap<MemberId, Member>
  /** Active devices: admitted and not removed. */
  devices: ReadonlyMap<DeviceId, Device>
  invitations: ReadonlyMap<RecordId, InvitationEntry>
  requests: ReadonlyMap<RecordId, Request>
  epochs: readonly EpochEntry[]
  /** Records that were right in their own past and lost against another one beside them. */
  voided: ReadonlySet<RecordId>
  /** Records of types that this version does not know. One is enough to stop changes. */
  unknown: ReadonlySet<RecordId>
}

export const emptyState = (id: GroupId): GroupState => ({
  id,
  name: '',
  level: 'global',
  language: 'en',
  members: new Map(),
  devices: new Map(),
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

/** Sorted, as boxes are. */
export const activeDevices = (state: GroupState): DeviceId[] => [...state.devices.keys()].toSorted()

/** Membership changes have stopped here: there are records that only a later version can judge. */
export const isStopped = (state: GroupState): boolean => state.unknown.size > 0
