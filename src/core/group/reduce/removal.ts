// Effects of removals and shut-outs on a state. Records that a removal voids were settled before
// (`removal-precedence.ts`); here the removal only takes its subject out.
import type { RemovalReason } from '#shared/contract'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { RecordOf } from '../records.ts'
import { knownDevice, wasMember, type GroupState, type PastDevice } from '../state.ts'
import { withEpoch } from './epochs.ts'
import { authorOf, voided, type Apply, type Node } from './node.ts'

/** `member` with `device` among the active ones, or without it. */
const withDevices = (
  state: GroupState,
  member: MemberId,
  devices: (active: readonly DeviceId[]) => DeviceId[],
): GroupState['members'] => {
  const entry = state.members.get(member)
  return entry
    ? new Map(state.members).set(member, { ...entry, devices: devices(entry.devices) })
    : state.members
}

/** Takes out a device that is or was in, by one more record. */
const takeOut = (
  state: GroupState,
  id: DeviceId,
  by: RecordId,
  how: PastDevice['state'],
): GroupState => {
  const device = knownDevice(state, id)
  if (!device) return state
  const past = state.pastDevices.get(id)
  const devices = new Map(state.devices)
  devices.delete(id)
  const entry: PastDevice = {
    ...device,
    state: past?.state === 'removed' ? 'removed' : how,
    by: [...(past?.by ?? []), by],
  }
  return {
    ...state,
    devices,
    pastDevices: new Map(state.pastDevices).set(id, entry),
    members: withDevices(state, device.member, active => active.filter(each => each !== id)),
  }
}

const forgetShutOuts = (state: GroupState, device: DeviceId): GroupState => ({
  ...state,
  shutOuts: new Map([...state.shutOuts].filter(([, entry]) => entry.device !== device)),
})

export const removeDevice = (state: GroupState, device: DeviceId, by: RecordId): GroupState =>
  forgetShutOuts(takeOut(state, device, by, 'removed'), device)

/** Takes out all devices of the member, those that were shut out too. */
export const removeMember = (
  state: GroupState,
  id: MemberId,
  reason: RemovalReason,
  node: Node,
): GroupState => {
  const { record } = node
  const member = state.members.get(id)
  const author = authorOf(state, node)
  const owned = [...state.devices.values(), ...state.pastDevices.values()]
    .filter(device => device.member === id)
    .map(device => device.id)
  const out = owned.reduce((next, device) => removeDevice(next, device, record.id), state)
  if (!member || !author) return out
  const members = new Map(out.members)
  members.delete(id)
  const removed = { at: record.at, by: author, reason }
  const pastMembers = new Map(out.pastMembers).set(id, { ...member, devices: [], removed })
  return { ...out, members, pastMembers }
}

export const lift = (state: GroupState, id: RecordId): GroupState | null => {
  const shutOut = state.shutOuts.get(id)
  const past = shutOut && state.pastDevices.get(shutOut.device)
  if (!shutOut || past?.state !== 'shut-out') return null
  const shutOuts = new Map(state.shutOuts)
  shutOuts.delete(id)
  const by = past.by.filter(record => record !== id)
  const pastDevices = new Map(state.pastDevices)
  if (by.length > 0) {
    pastDevices.set(past.id, { ...past, by })
    return { ...state, shutOuts, pastDevices }
  }
  pastDevices.delete(past.id)
  const { by: _by, state: _state, ...device } = past
  const devices = new Map(state.devices).set(device.id, device)
  const members = withDevices(state, device.member, active => [...active, device.id])
  return { ...state, shutOuts, pastDevices, devices, members }
}

export const applyRemoveDevice: Apply<RecordOf<'removeDevice'>> = (state, record, node) =>
  knownDevice(state, record.body.device)
    ? withEpoch(removeDevice(state, record.body.device, record.id), record, node)
    : voided(state, record)

export const applyRemoveMember: Apply<RecordOf<'removeMember'>> = (state, record, node) => {
  const { member, reason } = record.body
  const isKnown = state.members.has(member) || state.pastMembers.has(member)
  return isKnown
    ? withEpoch(removeMember(state, member, reason, node), record, node)
    : voided(state, record)
}

export const applyShutOut: Apply<RecordOf<'shutOut'>> = (state, record, node) => {
  const { id, at, body } = record
  const device = knownDevice(state, body.device)
  const by = wasMember(state, record.device)?.id
  const isRemoved = state.pastDevices.get(body.device)?.state === 'removed'
  if (!device || !by || isRemoved) return voided(state, record)
  const isAnothers = (each: DeviceId) => knownDevice(state, each)?.member !== by
  // Only the first counts where two devices of one member wrote concurrent shut-outs.
  const hasOther = [...state.shutOuts.values()].some(
    entry => entry.by === by && isAnothers(entry.device),
  )
  if (hasOther && isAnothers(body.device)) return voided(state, record)
  const out = takeOut(state, body.device, id, 'shut-out')
  const shutOuts = new Map(out.shutOuts).set(id, { id, device: body.device, by, at })
  return withEpoch({ ...out, shutOuts }, record, node)
}

export const applyLift: Apply<RecordOf<'lift'>> = (state, record, node) => {
  const lifted = lift(state, record.body.shutOut)
  return lifted ? withEpoch(lifted, record, node) : voided(state, record)
}
