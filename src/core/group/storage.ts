// The parts of the archive that groups use.
import type { GroupTables } from '#core/archive'
import type { Bytes, DeviceKeys } from '#core/keys'
import type { RecordStorage } from '#core/records'
import type { Language, Level } from '#shared/contract'
import type { EpochId, GroupId } from '#shared/ids'

/** One group of this profile, with this device's keys in it. */
export type GroupEntry = {
  id: GroupId
  name: string
  level: Level
  language: Language
  /** The handle of this device's member in the group. */
  handle: string
  state: 'joining' | 'active' | 'stopped'
  keys: DeviceKeys
  /** The request while joining; empty otherwise. */
  details: Bytes
  createdAt: number
}

export type GroupStorage = RecordStorage &
  GroupTables & {
    groups: { put(entry: GroupEntry): void; get(id: GroupId): GroupEntry | null }
    epochs: {
      put(group: GroupId, epoch: EpochId, key: Bytes): void
      list(group: GroupId): { epoch: EpochId; key: Bytes }[]
    }
  }
