// Recovery records: each group has the public half of every valid recovery secret, so that a new
// laptop can prove whose it is. A group that is joined later receives them when this device becomes
// active in it.
import { recoveryPair, wipe, type Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import type { GroupList } from './group-list.ts'

export type RecoveryRecords = {
  /** Checks every group again: a secret became valid, or the profile was opened. */
  recordAll(): void
  /** Checks one group after a change: this device may be active in it now. */
  check(group: GroupId): void
}

export const openRecoveryRecords = (
  groups: Pick<GroupList, 'all' | 'get'>,
  secrets: () => readonly Bytes[],
  defect: (error: unknown) => void,
): RecoveryRecords => {
  const recorded = new Set<GroupId>()

  const record = (id: GroupId): void => {
    const group = groups.get(id)
    if (recorded.has(id) || group.entry().state !== 'active') return
    recorded.add(id)
    for (const secret of secrets()) {
      const pair = recoveryPair(secret, id)
      wipe(pair.secret)
      try {
        group.setRecovery(pair.public)
      } catch (error) {
        // A stopped group, and one that removed this member, gets no record.
        if (!(error instanceof Failure)) defect(error)
      }
    }
  }

  return {
    recordAll() {
      recorded.clear()
      for (const { id } of groups.all()) record(id)
    },
    check(id) {
      if (recorded.has(id)) return
      // A change may be reported within a transaction that is not done yet.
      queueMicrotask(() => {
        try {
          record(id)
        } catch (error) {
          if (!(error instanceof Failure)) defect(error)
        }
      })
    },
  }
}
