// Bodies of records that begin an epoch for exactly those who stay.
import { Failure } from '#shared/failure'
import type { DeviceId } from '#shared/ids'
import { newSharedEpoch } from './epochs.ts'
import { recipientsAfter } from './recipients.ts'
import type { SharedEpoch, Written } from './records.ts'
import { knownDevice, type GroupState } from './state.ts'

type WithEpoch = Extract<Written, { epoch: SharedEpoch | null }>

/**
 * `body` with the epoch that it needs. This device gets the epoch's key from the record, as all
 * others do.
 */
export const withNewEpoch = <B extends WithEpoch>(
  body: Omit<B, 'epoch'>,
  author: DeviceId,
  before: GroupState,
): B => {
  const recipients = recipientsAfter({ ...body, epoch: null } as unknown as B, author, before)
  if (recipients === null) return { ...body, epoch: null } as unknown as B
  const devices = recipients.map(id => {
    const asked = [...before.requests.values()].find(({ device }) => device === id)
    const agreement = knownDevice(before, id)?.agreement ?? asked?.agreement
    if (!agreement) throw new Failure('internal')
    return { id, agreement }
  })
  const { epoch } = newSharedEpoch(devices)
  return { ...body, epoch } as unknown as B
}
