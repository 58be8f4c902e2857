// Proposals that the person at this device dismissed from the list to answer. They stay open. The
// dismissals are in the archive of this device and in no record.
import { encode } from '#core/keys'
import type { GroupId, RecordId } from '#shared/ids'
import type { GroupStorage } from './storage.ts'

export type DismissedProposals = {
  has(proposal: RecordId): boolean
  put(proposal: RecordId, dismissed: boolean): void
}

const noteOf = (proposal: RecordId): string => `laid-aside/${proposal}`

export const dismissedProposals = (
  { notes }: Pick<GroupStorage, 'notes'>,
  group: GroupId,
): DismissedProposals => ({
  has: proposal => notes.get(group, noteOf(proposal)) !== null,
  put(proposal, dismissed) {
    if (dismissed) notes.put(group, noteOf(proposal), encode([1, 'laid-aside']))
    else notes.remove(group, noteOf(proposal))
  },
})
