// The recipients of a record's new epoch: exactly the devices of the plenary that are active after
// the record.
import type { DeviceId, RecordId } from '#shared/ids'
import type { Action, Body } from './records.ts'
import { isOutside, plenaryDevices, type GroupState } from './state.ts'

const without = (state: GroupState, isGone: (device: DeviceId) => boolean): DeviceId[] =>
  plenaryDevices(state).filter(device => !isGone(device))

/** A device returns if no other shut-out applies to it. */
const afterLift = (state: GroupState, shutOut: RecordId): DeviceId[] => {
  const device = state.shutOuts.get(shutOut)?.device
  const all = [...state.shutOuts.values()].filter(entry => entry.device === device)
  return device && all.length === 1 && !isOutside(state, device)
    ? [...plenaryDevices(state), device].toSorted()
    : plenaryDevices(state)
}

const afterAction = (state: GroupState, action: Action): DeviceId[] | null => {
  switch (action.type) {
    case 'removeMember':
      return without(state, device => state.devices.get(device)?.member === action.member)
    case 'removeDevice':
      return without(state, device => device === action.device)
    case 'lift':
      return afterLift(state, action.shutOut)
    case 'setRole':
      return null
  }
}

/**
 * Sorted; null for a body that begins no epoch and for an author who does not stay. `before` is the
 * state that the body finds.
 */
export const recipientsAfter = (
  body: Body,
  author: DeviceId,
  before: GroupState,
): DeviceId[] | null => {
  switch (body.type) {
    case 'root':
      return [author]
    case 'renew':
      return plenaryDevices(before)
    case 'welcome': {
      const newcomer = before.requests.get(body.join)?.device
      return newcomer ? [...plenaryDevices(before), newcomer].toSorted() : null
    }
    case 'removeMember':
    case 'removeDevice':
    case 'lift': {
      const stay = afterAction(before, body)
      return stay?.includes(author) ? stay : null
    }
    case 'shutOut':
      return without(before, device => device === body.device)
    case 'withdraw':
      return before.shutOuts.has(body.word) ? afterLift(before, body.word) : null
    case 'carry': {
      const action = before.proposals.get(body.proposal)?.action
      return action ? afterAction(before, action) : null
    }
    default:
      return null
  }
}
