// Effects of root, invitations, requests and admissions on a state.
import type { MemberId } from '#shared/ids'
import { isOf, type Admission, type RecordOf } from '../records.ts'
import { knownDevice, type GroupState, type Member } from '../state.ts'
import { admittingEpochs, epochEntry } from './epochs.ts'
import { voided, type Node } from './node.ts'

type Newcomer = Pick<
  Member,
  'id' | 'handle' | 'role' | 'devices' | 'joinedAt' | 'since' | 'outside'
>

export const newMember = (newcomer: Newcomer): Member => ({
  ...newcomer,
  term: { from: null, until: null },
  recoveries: [],
})

export const applyRoot = (state: GroupState, record: RecordOf<'root'>, node: Node): GroupState => {
  const { name, level, language, handle, deviceName, agreement } = record.body
  const { id, device, at } = record
  const member = id as string as MemberId
  return {
    ...state,
    name,
    level,
    language,
    members: new Map([
      [
        member,
        newMember({
          id: member,
          handle,
          role: 'chair',
          devices: [device],
          joinedAt: at,
          since: id,
          outside: false,
        }),
      ],
    ]),
    devices: new Map([
      [
        device,
        {
          id: device,
          member,
          name: deviceName,
          agreement,
          since: id,
          broughtBy: device,
          addedAt: at,
        },
      ],
    ]),
    epochs: [epochEntry(record, record.body.epoch.id, node)],
  }
}

export const applyInvite = (state: GroupState, record: RecordOf<'invite'>): GroupState => {
  const { id, device, body } = record
  const { key, role, until } = body
  const entry = { id, key, role, until, inviter: device, state: 'open' } as const
  return { ...state, invitations: new Map(state.invitations).set(id, entry) }
}

/** A cancellation concurrent with an admission comes too late: the admitted member stays. */
export const applyCancel = (state: GroupState, { body }: RecordOf<'cancel'>): GroupState => {
  const invitation = state.invitations.get(body.invitation)
  if (!invitation || invitation.state === 'used') return state
  const invitations = new Map(state.invitations)
  invitations.set(invitation.id, { ...invitation, state: 'cancelled' })
  return { ...state, invitations }
}

export const applyJoin = (state: GroupState, record: RecordOf<'join'>): GroupState => {
  const { id, device, body } = record
  const { invitation, agreement, handle, deviceName } = body
  const entry = { id, invitation, device, agreement, handle, deviceName }
  return { ...state, requests: new Map(state.requests).set(id, entry) }
}

export const applyAdmit = (state: GroupState, record: Admission, node: Node): GroupState => {
  const request = state.requests.get(record.body.join)
  const invitation = request && state.invitations.get(request.invitation)
  if (!request || !invitation || invitation.state === 'used') return voided(state, record)
  if (knownDevice(state, request.device)) return voided(state, record)
  const { device, agreement, handle, deviceName } = request
  const member = request.id as string as MemberId
  const { role } = invitation
  return {
    ...state,
    members: new Map(state.members).set(
      member,
      newMember({
        id: member,
        handle,
        role,
        devices: [device],
        joinedAt: record.at,
        since: record.id,
        outside: isOf(record, 'letIn'),
      }),
    ),
    devices: new Map(state.devices).set(device, {
      id: device,
      member,
      name: deviceName,
      agreement,
      since: record.id,
      broughtBy: record.device,
      addedAt: record.at,
    }),
    invitations: new Map(state.invitations).set(invitation.id, { ...invitation, state: 'used' }),
    epochs: [...state.epochs, ...admittingEpochs(state, record, node)],
  }
}
