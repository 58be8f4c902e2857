// When this device first had the key of each epoch, by its own clock. The date that a record carries is
// what its author claims, and whoever dates an epoch far ahead would keep it from ever being renewed.
import { decodeStrict, encode } from '#core/keys'
import type { EpochId, GroupId } from '#shared/ids'
import { listOf, timeOf } from './fields.ts'
import type { GroupStorage } from './storage.ts'

export type EpochAges = {
  /** Its key came; in the transaction that keeps it. The first time counts. */
  saw(epoch: EpochId): void
  /**
   * Milliseconds since then. From now on where nothing was noted, or where the clock was ahead then.
   */
  of(epoch: EpochId): number
}

const maxNote = 64
const noteOf = (epoch: EpochId): string => `epoch-seen/${epoch}`

export const epochAges = (
  { notes }: Pick<GroupStorage, 'notes'>,
  group: GroupId,
  now: () => number,
): EpochAges => {
  const seenAt = (epoch: EpochId): number | null => {
    const bytes = notes.get(group, noteOf(epoch))
    const [format, kind, at] = listOf(bytes && decodeStrict(bytes, maxNote), 3) ?? []
    return format === 1 && kind === 'epoch-seen' ? timeOf(at) : null
  }
  /** What holds for good: asked for with every message that goes out. */
  const known = new Map<EpochId, number>()
  const put = (epoch: EpochId): void => {
    known.delete(epoch)
    notes.put(group, noteOf(epoch), encode([1, 'epoch-seen', now()]))
  }
  return {
    saw(epoch) {
      if (seenAt(epoch) === null) put(epoch)
    },
    of(epoch) {
      const at = known.get(epoch) ?? seenAt(epoch)
      if (at !== null && at <= now()) {
        known.set(epoch, at)
        return now() - at
      }
      put(epoch)
      return 0
    },
  }
}
