// Effects of roles, terms, further devices and recovery keys on a state.
import type { MemberId } from '#shared/ids'
import type { Role } from '#shared/contract'
import { mayBeOutside } from '../rights.ts'
import { knownDevice, wasMember, type GroupState, type Member } from '../state.ts'
import type { Adding, RecordOf } from '../records.ts'
import { withHolder } from './epochs.ts'
import { voided, type Apply } from './node.ts'

const withMember = (
  state: GroupState,
  id: MemberId,
  change: (member: Member) => Member,
): GroupState | null => {
  const member = state.members.get(id)
  return member ? { ...state, members: new Map(state.members).set(id, change(member)) } : null
}

/**
 * Null also for a member outside the plenary if the role needs the plenary: the role was given
 * concurrently with an admission outside.
 */
export const withRole = (state: GroupState, id: MemberId, role: Role): GroupState | null =>
  state.members.get(id)?.outside === true && !mayBeOutside(role)
    ? null
    : withMember(state, id, member => ({ ...member, role }))

export const applySetRole: Apply<RecordOf<'setRole'>> = (state, record) => {
  const { member, role } = record.body
  return withRole(state, member, role) ?? voided(state, record)
}

export const applySetTerm: Apply<RecordOf<'setTerm'>> = (state, record) => {
  const { member: id, from, until } = record.body
  return (
    withMember(state, id, member => ({ ...member, term: { from, until } })) ?? voided(state, record)
  )
}

export const applyRecovery: Apply<RecordOf<'recovery'>> = (state, record) => {
  const id = wasMember(state, record.device)?.id
  const add = (member: Member) => ({
    ...member,
    recoveries: [...member.recoveries, record.body.key],
  })
  return (id && withMember(state, id, add)) || voided(state, record)
}

/** A device of a member outside the plenary is added without a key, and any other with one. */
const isRightFor = (state: GroupState, { body }: Adding): boolean =>
  state.members.get(body.member)?.outside === (body.type === 'letInDevice') &&
  (body.type === 'letInDevice' || state.epochs.some(({ id }) => id === body.epoch))

/** The device belongs to the recipients of the epoch even if it is not added. */
export const applyAddDevice: Apply<Adding> = (before, record) => {
  const { body } = record
  const { member, device, agreement, deviceName } = body
  const state = body.type === 'addDevice' ? withHolder(before, body.epoch, device) : before
  const isThere = knownDevice(state, device) !== null
  if (isThere || !isRightFor(state, record)) return voided(state, record)
  const added = withMember(state, member, entry => ({
    ...entry,
    devices: [...entry.devices, device],
  }))
  if (!added) return voided(state, record)
  const { id: since, at: addedAt } = record
  return {
    ...added,
    devices: new Map(state.devices).set(device, {
      id: device,
      member,
      name: deviceName,
      agreement,
      since,
      addedAt,
      broughtBy: record.device,
    }),
  }
}
