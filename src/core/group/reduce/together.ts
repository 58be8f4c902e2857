// What proposals do to a state: nothing, until they are carried.
import type { Membership, RecordOf } from '../records.ts'
import { wasMember, type GroupState } from '../state.ts'
import type { Action } from '../records.ts'
import { withEpoch } from './epochs.ts'
import { withRole } from './members.ts'
import { voided, type Apply } from './node.ts'
import { lift, removeDevice, removeMember } from './removal.ts'

export const applyPropose: Apply<RecordOf<'propose'>> = (state, record) => {
  const { id, at, device, body } = record
  const by = wasMember(state, device)?.id
  if (!by) return voided(state, record)
  const entry = { id, action: body.action, by, seconds: new Map(), carried: false, at }
  return { ...state, proposals: new Map(state.proposals).set(id, entry) }
}

export const applySecond: Apply<RecordOf<'second'>> = (state, record) => {
  const entry = state.proposals.get(record.body.proposal)
  const by = wasMember(state, record.device)?.id
  if (!entry || !by) return voided(state, record)
  const seconds = new Map(entry.seconds).set(record.id, by)
  return { ...state, proposals: new Map(state.proposals).set(entry.id, { ...entry, seconds }) }
}

const act = (state: GroupState, action: Action, record: Membership): GroupState | null => {
  switch (action.type) {
    case 'removeMember':
      return removeMember(state, action.member, action.reason, record)
    case 'removeDevice':
      return removeDevice(state, action.device, record.id)
    case 'lift':
      return lift(state, action.shutOut)
    case 'setRole':
      return withRole(state, action.member, action.role, null)
  }
}

export const applyCarry: Apply<RecordOf<'carry'>> = (state, record, node) => {
  const entry = state.proposals.get(record.body.proposal)
  const acted = entry && act(state, entry.action, record)
  if (!entry || !acted) return voided(state, record)
  const proposals = new Map(acted.proposals).set(entry.id, { ...entry, carried: true })
  return withEpoch({ ...acted, proposals }, record, node)
}
