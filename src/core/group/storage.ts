// The parts of the archive that groups use.
import type { GroupRow, GroupTables } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { RecordStorage } from '#core/records'
import type { EpochId, GroupId } from '#shared/ids'

/** One group of this profile, with this device's keys in it. */
export type GroupEntry = GroupRow

export type GroupStorage = RecordStorage &
  GroupTables & {
    groups: { put(entry: GroupEntry): void; get(id: GroupId): GroupEntry | null }
    epochs: {
      put(group: GroupId, epoch: EpochId, key: Bytes): void
      list(group: GroupId): { epoch: EpochId; key: Bytes }[]
    }
  }
