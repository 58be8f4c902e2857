// The parts of an open profile that meetings need.
import type { Archive } from '#core/archive'
import type { ActReadings } from '#core/deliberation/decisions'
import type { ActLedger } from '#core/deliberation/ledger'
import type { Documents } from '#core/documents'
import type { Circle, Group, GroupState } from '#core/group'
import type { GroupId } from '#shared/ids'

export type MeetingPorts = {
  archive: Pick<Archive, 'acts' | 'documents'>
  acts: Pick<ActLedger, 'actsOf' | 'standing' | 'write'>
  readings: Pick<ActReadings, 'of'>
  documents: Documents
  circles: { of(group: GroupId): Circle[]; find(id: GroupId): Circle | null }
  /** The group itself, or the group of a circle. */
  homeOf(space: GroupId): GroupId
  /** Present and past members of a group. */
  membersOf(space: GroupId): GroupState
  groups: { get(group: GroupId): Pick<Group, 'self' | 'stateAt'> }
}
