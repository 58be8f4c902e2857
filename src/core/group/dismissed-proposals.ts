// Proposals that the person at this device dismissed from the list to answer. They stay open. The
// dismissals are in the archive of this device and in no record.
import type { GroupId, RecordId } from '#shared/ids'
import type { GroupStorage } from './storage.ts'

export type DismissedProposals = {
  has(proposal: RecordId): boolean
  put(proposal: RecordId, dismissed: boolean): void
}

export const dismissedProposals = (
  { dismissedProposals: table }: Pick<GroupStorage, 'dismissedProposals'>,
  group: GroupId,
): DismissedProposals => ({
  has: proposal => table.has({ group, proposal }),
  put(proposal, dismissed) {
    if (dismissed) table.put({ group, proposal })
    else table.remove({ group, proposal })
  },
})
