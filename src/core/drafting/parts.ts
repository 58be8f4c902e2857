// The parts of an open profile, as use cases ask for them: each names those that it needs.
import type { Archive } from '#core/archive'
import type { ActReadings, TextStatuses } from '#core/deliberation/decisions'
import type { ActLedger } from '#core/deliberation/ledger'
import type { Documents } from '#core/documents'
import type { Circle, CircleList, Group, GroupState } from '#core/group'
import type { Sync } from '#core/sync'
import type { GroupSummary, Right } from '#shared/contract'
import type { GroupId, MemberId } from '#shared/ids'

/** The documents of this device. */
export type Texts = {
  archive: Archive
  documents: Documents
  /** Finds the retired document from which a recreated one goes on. */
  sync: Pick<Sync, 'sealingOf'>
}

/** Groups and circles, and this member in them. */
export type Spaces = {
  groups: {
    /** Failure `not-found`. */
    get(id: GroupId): Group
    all(): readonly Group[]
    summaries(): GroupSummary[]
  }
  circles: CircleList
  /** The group itself, or the group of a circle. */
  homeOf(space: GroupId): GroupId
  /** Failure `not-found`. */
  spaceOf(space: GroupId): Group | Circle
  /** Present and past members of a group or circle. */
  membersOf(space: GroupId): GroupState
  /** The member of this device there; null for none. */
  selfIn(space: GroupId): MemberId | null
  /** The rights of this device's member in what is shared there; none for one who left or was removed. */
  rightsIn(space: GroupId): ReadonlySet<Right>
}

/** Texts and spaces, with the acts about them and what these mean. */
export type Deliberation = Texts &
  Spaces & { acts: ActLedger; readings: ActReadings; statuses: TextStatuses }
