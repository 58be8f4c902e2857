// The circles of this profile, as exchange sees them.
import type { Circle } from '#core/group'
import type { SignedRecord } from '#core/records'
import type { DeviceId, GroupId } from '#shared/ids'
import type { SyncGroup } from '../ports.ts'

export type SyncCircle = SyncGroup & Pick<Circle, 'parent' | 'isIn' | 'proofFor'>

/** The circles of this profile's groups. */
export type Circles = {
  of(group: GroupId): readonly SyncCircle[]
  /**
   * The circle that these records prove this device to be in, where its member accepted it; else
   * null. Where they do prove it, the member is asked.
   */
  take(
    group: GroupId,
    records: readonly SignedRecord[],
    from: DeviceId | 'a file',
  ): SyncCircle | null
  /** The circles that the member is asked about. */
  offers(group: GroupId): readonly { id: GroupId }[]
  /** Whether the member accepted the circle and its records have to come once more. */
  isAwaited(group: GroupId, circle: GroupId): boolean
  /** Announces a group whose circles, or their members, changed. */
  onChange(listen: (group: GroupId) => void): () => void
}
