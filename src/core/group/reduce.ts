// From records to a state. `apply` adds one record that has been judged right in its own past;
// `fold` applies a set of them in the one order that all devices agree on: by depth, then by id.
//
// Two records can each be right in their own past and still not both count: one invitation, two
// admissions. Then the earlier in that order counts, the other is voided, and with it whatever its
// newcomer wrote. Removal will void in the same way, before folding.
import type { MemberId } from '#shared/ids'
import { isOf } from './records.ts'
import type { Membership, RecordOf } from './records.ts'
import { emptyState, isActive } from './state.ts'
import type { EpochEntry, GroupState } from './state.ts'

/** A judged record and the length of the longest way from it to the root. */
export type Node = { record: Membership; depth: number }

export const inOrder = (a: Node, b: Node): number =>
  a.depth - b.depth || (a.record.id < b.record.id ? -1 : a.record.id > b.record.id ? 1 : 0)

const epochEntry = (record: RecordOf<'root' | 'admit' | 'rotate'>, depth: number): EpochEntry => ({
  id: record.body.epoch.id,
  record: record.id,
  depth,
  recipients: record.body.epoch.boxes.map(([device]) => device),
  at: record.at,
})

const applyRoot = (state: GroupState, record: RecordOf<'root'>): GroupState => {
  const { name, level, language, handle, deviceName, agreement } = record.body
  const { id, device, at } = record
  const member = id as string as MemberId
  return {
    ...state,
    name,
    level,
    language,
    members: new Map([
      [member, { id: member, handle, role: 'chair', devices: [device], joinedAt: at }],
    ]),
    devices: new Map([[device, { id: device, member, name: deviceName, agreement, since: id }]]),
    epochs: [epochEntry(record, 0)],
  }
}

const applyInvite = (state: GroupState, record: RecordOf<'invite'>): GroupState => {
  const { id, device, body } = record
  const { key, role, until } = body
  const entry = { id, key, role, until, inviter: device, state: 'open' } as const
  return { ...state, invitations: new Map(state.invitations).set(id, entry) }
}

/** Too late against an admission beside it: who was admitted stays. */
const applyCancel = (state: GroupState, { body }: RecordOf<'cancel'>): GroupState => {
  const invitation = state.invitations.get(body.invitation)
  if (!invitation || invitation.state === 'used') return state
  const invitations = new Map(state.invitations)
  invitations.set(invitation.id, { ...invitation, state: 'cancelled' })
  return { ...state, invitations }
}

const applyJoin = (state: GroupState, record: RecordOf<'join'>): GroupState => {
  const { id, device, body } = record
  const { invitation, agreement, handle, deviceName } = body
  const entry = { id, invitation, device, agreement, handle, deviceName }
  return { ...state, requests: new Map(state.requests).set(id, entry) }
}

const applyAdmit = (state: GroupState, record: RecordOf<'admit'>, depth: number): GroupState => {
  const request = state.requests.get(record.body.join)
  const invitation = request && state.invitations.get(request.invitation)
  if (!request || !invitation || invitation.state === 'used') return voided(state, record)
  if (isActive(state, request.device)) return voided(state, record)
  const { device, agreement, handle, deviceName } = request
  const member = request.id as string as MemberId
  const { role } = invitation
  return {
    ...state,
    members: new Map(state.members).set(member, {
      id: member,
      handle,
      role,
      devices: [device],
      joinedAt: record.at,
    }),
    devices: new Map(state.devices).set(device, {
      id: device,
      member,
      name: deviceName,
      agreement,
      since: record.id,
    }),
    invitations: new Map(state.invitations).set(invitation.id, { ...invitation, state: 'used' }),
    epochs: [...state.epochs, epochEntry(record, depth)],
  }
}

const voided = (state: GroupState, { id }: Membership): GroupState => ({
  ...state,
  voided: new Set(state.voided).add(id),
})

/** `state` and one more record, which is later in order than all that `state` holds. */
export const apply = (state: GroupState, { record, depth }: Node): GroupState => {
  if (isOf(record, 'unknown')) return { ...state, unknown: new Set(state.unknown).add(record.id) }
  if (isOf(record, 'root')) return applyRoot(state, record)
  if (isOf(record, 'join'))
    return state.invitations.has(record.body.invitation)
      ? applyJoin(state, record)
      : voided(state, record)
  if (!isActive(state, record.device)) return voided(state, record)
  if (isOf(record, 'invite')) return applyInvite(state, record)
  if (isOf(record, 'cancel')) return applyCancel(state, record)
  if (isOf(record, 'admit')) return applyAdmit(state, record, depth)
  if (isOf(record, 'rotate'))
    return { ...state, epochs: [...state.epochs, epochEntry(record, depth)] }
  return state
}

/** The state of a causally closed set of judged records, given in any order. */
export const fold = (group: GroupState['id'], nodes: Iterable<Node>): GroupState =>
  [...nodes].toSorted(inOrder).reduce(apply, emptyState(group))
