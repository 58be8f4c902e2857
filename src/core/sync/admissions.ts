// Which device let which one in, as the membership records that count say. Only the device that
// admitted a newcomer may give her the snapshots she begins with.
import { decodeStrict } from '#core/keys'
import type { DeviceId, RecordId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from './doors.ts'
import { idOf, listOf } from './wire.ts'

export type Admissions = {
  /** The device that admitted `device`; none for the founder's. */
  of(device: DeviceId): DeviceId[]
  /** The devices that `device` admitted. */
  by(device: DeviceId): DeviceId[]
}

const recordLimit = 256 * 1024

/**
 * Asks the group which record brought a device in, and only the record who wrote it: one that is kept
 * without being judged, or that lost against another, admits nobody. Layout: docs/protocol.md.
 */
export const openAdmissions = (
  records: SyncArchive['records'],
  group: Pick<SyncGroup, 'id' | 'state'>,
): (() => Admissions) => {
  const authors = new Map<RecordId, DeviceId>()
  const readAuthors = (): void => {
    for (const { id, bytes } of records.list(group.id)) {
      const author = authors.has(id) ? null : listOf(decodeStrict(bytes, recordLimit), 8)?.[3]
      const device = author ? idOf<DeviceId>(author) : null
      if (device) authors.set(id, device)
    }
  }
  const authorOf = (record: RecordId): DeviceId | undefined => {
    if (!authors.has(record)) readAuthors()
    return authors.get(record)
  }
  const of = (device: DeviceId): DeviceId[] => {
    const since = group.state().devices.get(device)?.since
    const author = since && authorOf(since)
    return author && author !== device ? [author] : []
  }
  return () => ({
    of,
    by: device => [...group.state().devices.keys()].filter(each => of(each).includes(device)),
  })
}
