// Each group has on record the public half of every recovery secret in force, so that a new laptop can
// prove whose it is. Groups that are joined later are told when this device becomes active in them.
import { recoveryPair, wipe, type Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import type { GroupList } from './group-list.ts'

export type RecoveryRecords = {
  /** Looks at every group anew: a secret came into force, or the profile was opened. */
  tellAll(): void
  /** Something changed in this group: perhaps this device is active in it now. */
  look(group: GroupId): void
}

export const openRecoveryRecords = (
  groups: Pick<GroupList, 'all' | 'get'>,
  secrets: () => readonly Bytes[],
  defect: (error: unknown) => void,
): RecoveryRecords => {
  const told = new Set<GroupId>()

  const tell = (id: GroupId): void => {
    const group = groups.get(id)
    if (told.has(id) || group.entry().state !== 'active') return
    told.add(id)
    for (const secret of secrets()) {
      const pair = recoveryPair(secret, id)
      wipe(pair.secret)
      try {
        group.setRecovery(pair.public)
      } catch (error) {
        // A group that is stopped, or that she was removed from, is told nothing.
        if (!(error instanceof Failure)) defect(error)
      }
    }
  }

  return {
    tellAll() {
      told.clear()
      for (const { id } of groups.all()) tell(id)
    },
    look(id) {
      if (told.has(id)) return
      // A change may be told in the middle of a transaction that is not done yet.
      queueMicrotask(() => {
        try {
          tell(id)
        } catch (error) {
          if (!(error instanceof Failure)) defect(error)
        }
      })
    },
  }
}
