// Members who were in for a while through an admission that a removal voided. Their devices count
// as removed by that removal, so the records of these devices are judged like those of any removed
// device, and the names of the members remain.
import type { MemberId, RecordId } from '#shared/ids'
import { isAdding, isAdmission, isOf } from '../records.ts'
import type { Admission, RecordOf } from '../records.ts'
import { knownDevice, type GroupState, type PastDevice } from '../state.ts'
import { newMember } from './joining.ts'
import { authorOf, type Node } from './node.ts'

type Removal = { at: number; by: MemberId; reason: 'lost' }

const removedDevice = (
  state: GroupState,
  { id: device, ...fields }: Omit<PastDevice, 'state'>,
): GroupState => ({
  ...state,
  pastDevices: new Map(state.pastDevices).set(device, { id: device, ...fields, state: 'removed' }),
})

const removedMember = (
  state: GroupState,
  admission: Admission,
  { join, invite }: { join: RecordOf<'join'>; invite: RecordOf<'invite'> },
  cause: RecordId,
  removed: Removal,
): GroupState => {
  const { id: since, at: joinedAt } = admission
  const { handle, deviceName: name, agreement } = join.body
  const member = join.id as string as MemberId
  const { role } = invite.body
  const outside = isOf(admission, 'letIn')
  const entry = newMember({ id: member, handle, role, devices: [], joinedAt, since, outside })
  const out = removedDevice(state, {
    id: join.device,
    member,
    name,
    agreement,
    since,
    addedAt: joinedAt,
    broughtBy: admission.device,
    by: [cause],
  })
  return { ...out, pastMembers: new Map(out.pastMembers).set(member, { ...entry, removed }) }
}

export const withTransitivelyRemoved = (
  folded: GroupState,
  nodes: readonly Node[],
  causes: ReadonlyMap<RecordId, RecordId>,
): GroupState => {
  const byId = new Map(nodes.map(node => [node.record.id, node]))
  const recordOf = (id: RecordId) => byId.get(id)?.record
  let state = folded
  for (const [id, cause] of causes) {
    const record = recordOf(id)
    const removal = byId.get(cause)
    const by = removal && authorOf(state, removal)
    if (!record || !removal || !by) continue
    const removed: Removal = { at: removal.record.at, by, reason: 'lost' }
    if (isAdmission(record)) {
      const join = recordOf(record.body.join)
      if (!join || !isOf(join, 'join') || knownDevice(state, join.device)) continue
      const invite = recordOf(join.body.invitation)
      if (invite && isOf(invite, 'invite'))
        state = removedMember(state, record, { join, invite }, cause, removed)
    }
    if (isAdding(record) && !knownDevice(state, record.body.device)) {
      const { device, member, deviceName: name, agreement } = record.body
      const { id: since, at: addedAt } = record
      const entry = { id: device, member, name, agreement, since, addedAt }
      state = removedDevice(state, { ...entry, broughtBy: record.device, by: [cause] })
    }
  }
  return state
}
