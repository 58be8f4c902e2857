// Effects of proposals on a state: none before they are carried. A proposal that was withdrawn and
// carried concurrently is carried, in every order: carrying changes keys, and its author (or a
// thief of the author's device) must not be able to undo that with a later claim of ignorance.
import type { RecordOf } from '../records.ts'
import type { GroupState } from '../state.ts'
import type { Action } from '../records.ts'
import { withEpoch } from './epochs.ts'
import { withRole } from './members.ts'
import { authorOf, voided, type Apply, type Node } from './node.ts'
import { lift, removeDevice, removeMember } from './removal.ts'

export const applyPropose: Apply<RecordOf<'propose'>> = (state, record, node) => {
  const { id, at, body } = record
  const by = authorOf(state, node)
  if (!by) return voided(state, record)
  const entry = { id, action: body.action, by, seconds: new Map() }
  const open = { ...entry, carried: false, withdrawn: false, at }
  return { ...state, proposals: new Map(state.proposals).set(id, open) }
}

export const applySecond: Apply<RecordOf<'second'>> = (state, record, node) => {
  const entry = state.proposals.get(record.body.proposal)
  const by = authorOf(state, node)
  if (!entry || !by) return voided(state, record)
  const seconds = new Map(entry.seconds).set(record.id, by)
  return { ...state, proposals: new Map(state.proposals).set(entry.id, { ...entry, seconds }) }
}

const act = (state: GroupState, action: Action, node: Node): GroupState | null => {
  switch (action.type) {
    case 'removeMember':
      return removeMember(state, action.member, action.reason, node)
    case 'removeDevice':
      return removeDevice(state, action.device, node.record.id)
    case 'lift':
      return lift(state, action.shutOut)
    case 'setRole':
      return withRole(state, action.member, action.role)
  }
}

export const applyCarry: Apply<RecordOf<'carry'>> = (state, record, node) => {
  const entry = state.proposals.get(record.body.proposal)
  const acted = entry && act(state, entry.action, node)
  if (!entry || !acted) return voided(state, record)
  const proposals = new Map(acted.proposals).set(entry.id, { ...entry, carried: true })
  return withEpoch({ ...acted, proposals }, record, node)
}

/** A device returns if nothing else keeps it out. A concurrent removal stays final. */
export const applyWithdraw: Apply<RecordOf<'withdraw'>> = (state, record, node) => {
  const { word } = record.body
  const entry = state.proposals.get(word)
  if (entry) {
    const proposals = new Map(state.proposals).set(word, { ...entry, withdrawn: true })
    return { ...state, proposals }
  }
  const lifted = lift(state, word)
  return lifted ? withEpoch(lifted, record, node) : voided(state, record)
}
