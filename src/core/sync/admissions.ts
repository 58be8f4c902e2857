// Which device let which one in, as the membership records say. Only the device that admitted a
// newcomer may give her the snapshots she begins with.
import { decodeStrict } from '#core/keys'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import type { SyncArchive } from './doors.ts'
import { idOf, listOf } from './wire.ts'

export type Admissions = {
  /** The devices whose records admitted `device`; none for the founder's. */
  of(device: DeviceId): DeviceId[]
  /** The devices that `device` admitted. */
  by(device: DeviceId): DeviceId[]
}

const recordLimit = 256 * 1024

/** Reads the records that came since it was last asked. Layout of a record: docs/protocol.md. */
export const openAdmissions = (
  records: SyncArchive['records'],
  group: GroupId,
): (() => Admissions) => {
  const joins = new Map<RecordId, DeviceId>()
  const admits: { join: RecordId; by: DeviceId }[] = []
  let read = 0
  return () => {
    const list = records.list(group)
    for (const { id, bytes } of list.slice(read)) {
      const record = listOf(decodeStrict(bytes, recordLimit), 8)
      const author = idOf<DeviceId>(record?.[3])
      const join = Array.isArray(record?.[6]) ? idOf<RecordId>(record[6][0]) : null
      if (author && record?.[5] === 'join') joins.set(id, author)
      if (author && record?.[5] === 'admit' && join) admits.push({ join, by: author })
    }
    read = list.length
    return {
      of: device => admits.filter(({ join }) => joins.get(join) === device).map(({ by }) => by),
      by: device =>
        admits
          .filter(({ by }) => by === device)
          .map(({ join }) => joins.get(join))
          .filter(joined => joined !== undefined),
    }
  }
}
