// From records to a state. `apply` adds one record that was judged right in its own past. `fold`
// applies a set of records in the one order of all devices: by depth, then by id. Two records can
// each be right in their own past and exclude each other, such as two admissions by one invitation.
// Then the earlier one in that order counts; the other is void, with all that its newcomer wrote.
// Records that a removal voids are settled before the fold, by precedence.
import { inOrder } from '#core/records'
import type { GroupId, RecordId } from '#shared/ids'
import { isAdding, isAdmission, isOf } from '../records.ts'
import { rightsOf } from '../rights.ts'
import { emptyState, wasMember, type GroupState } from '../state.ts'
import { withEpoch, withHolder } from './epochs.ts'
import * as joining from './joining.ts'
import * as members from './members.ts'
import { authorOf, voided, type Node } from './node.ts'
import { withTransitivelyRemoved } from './transitively-removed.ts'
import * as removal from './removal.ts'
import { settle } from './removal-precedence.ts'
import * as together from './proposals.ts'

/**
 * A record that this version cannot judge, by a device outside the group or without a voice, stops
 * nothing by itself. The records that it follows do, unless they are void.
 */
const mayStop = (state: GroupState, { record, verdict }: Node): boolean => {
  const author = wasMember(state, record.device)
  return verdict === 'stands' || (author !== null && rightsOf(author).has('voice'))
}

const stoppedBy = (state: GroupState, record: RecordId): GroupState => ({
  ...state,
  unknown: new Set(state.unknown).add(record),
})

/** `state` and one more record, which is later in the order than all that `state` holds. */
export const apply = (state: GroupState, node: Node): GroupState => {
  const { record, verdict } = node
  if (verdict === 'later' || isOf(record, 'unknown'))
    return mayStop(state, node) ? stoppedBy(state, record.id) : state
  if (isOf(record, 'root')) return joining.applyRoot(state, record, node)
  if (isOf(record, 'join'))
    return state.invitations.has(record.body.invitation)
      ? joining.applyJoin(state, record)
      : voided(state, record)
  // The author was active in the record's past. A device whose admission is void writes nothing
  // that counts, except what a removal that holds is made of.
  if (authorOf(state, node) === null) return voided(state, record)
  if (isOf(record, 'invite')) return joining.applyInvite(state, record)
  if (isOf(record, 'cancel')) return joining.applyCancel(state, record)
  if (isAdmission(record)) return joining.applyAdmit(state, record, node)
  if (isOf(record, 'renew')) return withEpoch(state, record, node)
  if (isOf(record, 'setRole')) return members.applySetRole(state, record, node)
  if (isOf(record, 'setTerm')) return members.applySetTerm(state, record, node)
  if (isAdding(record)) return members.applyAddDevice(state, record, node)
  if (isOf(record, 'recovery')) return members.applyRecovery(state, record, node)
  if (isOf(record, 'removeDevice')) return removal.applyRemoveDevice(state, record, node)
  if (isOf(record, 'removeMember')) return removal.applyRemoveMember(state, record, node)
  if (isOf(record, 'shutOut')) return removal.applyShutOut(state, record, node)
  if (isOf(record, 'lift')) return removal.applyLift(state, record, node)
  if (isOf(record, 'propose')) return together.applyPropose(state, record, node)
  if (isOf(record, 'second')) return together.applySecond(state, record, node)
  if (isOf(record, 'carry')) return together.applyCarry(state, record, node)
  if (isOf(record, 'withdraw')) return together.applyWithdraw(state, record, node)
  return state
}

/** A void record has no effect, except that its recipients have the key that it gave. */
const besideVoid = (state: GroupState, { record, verdict }: Node): GroupState =>
  verdict === 'stands' && isOf(record, 'addDevice')
    ? withHolder(state, record.body.epoch, record.body.device)
    : state

/** The state of a causally closed set of judged records, in any order. */
export const fold = (group: GroupId, nodes: Iterable<Node>): GroupState => {
  const ordered = [...nodes].toSorted(inOrder)
  const { causes, signers } = settle(ordered)
  const list = ordered.map(node => {
    const signer = signers.get(node.record.id)
    return signer ? { ...node, signer } : node
  })
  const empty: GroupState = { ...emptyState(group), voided: new Set(causes.keys()) }
  const state = list.reduce(
    (before, node) => (causes.has(node.record.id) ? besideVoid(before, node) : apply(before, node)),
    empty,
  )
  return causes.size > 0 ? withTransitivelyRemoved(state, list, causes) : state
}
