// Admissions: which device admitted which, by the membership records that count. Only the admitter
// may give a newcomer the bootstrap snapshot.
import { knownDevice } from '#core/group'
import type { DeviceId } from '#shared/ids'
import type { SyncGroup } from '../ports.ts'

export type Admissions = {
  /** The devices that admitted `device`; none for a device of the founder. */
  of(device: DeviceId): DeviceId[]
  /** The active devices that `device` admitted. */
  by(device: DeviceId): DeviceId[]
}

export const openAdmissions = (group: Pick<SyncGroup, 'state'>): (() => Admissions) => {
  const of = (device: DeviceId): DeviceId[] => {
    const author = knownDevice(group.state(), device)?.broughtBy
    return author && author !== device ? [author] : []
  }
  return () => ({
    of,
    by: device => [...group.state().devices.keys()].filter(each => of(each).includes(device)),
  })
}
