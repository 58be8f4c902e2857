// What records do to the epochs of a state.
import type { EpochId } from '#shared/ids'
import type { Membership } from '../records.ts'
import type { EpochEntry, GroupState } from '../state.ts'
import type { Node } from './node.ts'

export const epochEntry = (
  record: Membership,
  id: EpochId,
  { depth, recipients }: Node,
): EpochEntry => ({ id, record: record.id, depth, recipients: recipients ?? [], at: record.at })

/** `state` with the epoch that the record begins, if it does. */
export const withEpoch = (state: GroupState, record: Membership, node: Node): GroupState => {
  const epoch = 'epoch' in record.body ? record.body.epoch : null
  if (epoch === null || typeof epoch !== 'object') return state
  return { ...state, epochs: [...state.epochs, epochEntry(record, epoch.id, node)] }
}
