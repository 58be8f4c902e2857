// Effects of records on the epochs of a state. The recipients of an epoch are all devices that have
// its key from any record, intended or not: a device with the key of an epoch can unwrap the later
// ones, and keeps them when the record that gave it the key is void.
import type { DeviceId, EpochId } from '#shared/ids'
import type { Admission, Membership } from '../records.ts'
import type { EpochEntry, GroupState } from '../state.ts'
import type { Node } from './node.ts'

const entryOf = (
  record: Membership,
  id: EpochId,
  previous: EpochId | null,
  { depth, recipients }: Pick<Node, 'depth' | 'recipients'>,
): EpochEntry => ({
  id,
  record: record.id,
  depth,
  recipients: recipients ?? [],
  at: record.at,
  previous,
})

export const epochEntry = (record: Membership, id: EpochId, node: Node): EpochEntry =>
  entryOf(record, id, null, node)

/** The epoch of an admission; none for an admission outside the plenary. */
export const admittingEpochs = (
  { epochs }: GroupState,
  record: Admission,
  node: Node,
): EpochEntry[] => {
  const { body } = record
  if (body.type === 'letIn') return []
  const before = epochs.filter(({ id }) => id === body.previous)
  const holders = [...(node.recipients ?? []), ...before.flatMap(({ recipients }) => recipients)]
  const recipients = [...new Set(holders)].toSorted()
  return [entryOf(record, body.epoch, body.previous, { depth: node.depth, recipients })]
}

/** Adds `device` to the holders of `epoch` and of all epochs wrapped under it. */
export const withHolder = (state: GroupState, epoch: EpochId, device: DeviceId): GroupState => {
  const opened = new Set<EpochId>([epoch])
  // An epoch comes after the one that it is wrapped under.
  const epochs = state.epochs.map(entry => {
    if (entry.previous !== null && opened.has(entry.previous)) opened.add(entry.id)
    return opened.has(entry.id) && !entry.recipients.includes(device)
      ? { ...entry, recipients: [...entry.recipients, device].toSorted() }
      : entry
  })
  return { ...state, epochs }
}

/** `state` with the epoch that the record begins, if it begins one. */
export const withEpoch = (state: GroupState, record: Membership, node: Node): GroupState => {
  const epoch = 'epoch' in record.body ? record.body.epoch : null
  if (epoch === null || typeof epoch !== 'object') return state
  return { ...state, epochs: [...state.epochs, epochEntry(record, epoch.id, node)] }
}
