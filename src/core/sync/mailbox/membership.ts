// The group's records in mailboxes of circles. A member outside the plenary has no key to the
// group's mailbox, but has those of their circles. The group's records lie beside the circle's
// there, so that the member learns of removals and writes for nobody who is gone.
import type { SignedRecord } from '#core/records'
import type { GroupId, RecordId } from '#shared/ids'
import type { SyncGroup } from '../ports.ts'
import type { GroupSync } from '../group-sync.ts'

export type Membership = {
  id: GroupId
  heads(): readonly RecordId[]
  /**
   * The group's records for the circle's mailboxes, each after its parents; none while no member
   * needs them.
   */
  records(): SignedRecord[]
  hasNews: SyncGroup['hasNews']
  addRecords(records: readonly SignedRecord[]): void
}

export const membershipIn = (
  { group, addRecords }: Pick<GroupSync, 'group' | 'addRecords'>,
  circle: SyncGroup,
): Membership => {
  const isNeeded = (): boolean => {
    const outsiders = group.outsiders()
    return [...circle.state().devices.keys()].some(id => outsiders.has(id))
  }
  return {
    id: group.id,
    heads: () => (isNeeded() ? group.recordHeads() : []),
    records: () => (isNeeded() ? group.recordsBeyond([]) : []),
    hasNews: records => group.hasNews(records),
    addRecords: records => void addRecords(records),
  }
}
