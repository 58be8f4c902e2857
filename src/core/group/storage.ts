// The parts of the archive that groups use.
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

export type GroupStorage = RecordStorage & {
  groups: { put(entry: GroupEntry): void; get(id: GroupId): GroupEntry | null }
  epochs: {
    put(group: GroupId, epoch: EpochId, key: Bytes): void
    list(group: GroupId): { epoch: EpochId; key: Bytes }[]
  }
  notes: {
    put(group: GroupId, name: string, bytes: Bytes): void
    get(group: GroupId, name: string): Bytes | null
    list(group: GroupId, prefix: string): { name: string; bytes: Bytes }[]
    remove(group: GroupId, name: string): void
  }
}
