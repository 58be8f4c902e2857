// Whom a record's new epoch is for: exactly the devices of the plenary that are active once the record
// holds.
import type { DeviceId, RecordId } from '#shared/ids'
import type { Action, Body } from './records.ts'
import { isOutside, plenaryDevices, type GroupState } from './state.ts'

const without = (state: GroupState, isGone: (device: DeviceId) => boolean): DeviceId[] =>
  plenaryDevices(state).filter(device => !isGone(device))

/** A device comes back when nothing else shuts it out. */
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
 * Sorted; null for a body that begins no epoch, or whose author is not among those who stay. `before` is
 * the state that it finds.
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
