// Which device let which one in, as the membership records that count say. Only that device may give
// the newcomer the snapshots she begins with.
import { knownDevice } from '#core/group'
import type { DeviceId } from '#shared/ids'
import type { SyncGroup } from './doors.ts'

export type Admissions = {
  /** The device that let `device` in; none for the founder's. */
  of(device: DeviceId): DeviceId[]
  /** The active devices that `device` let in. */
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
