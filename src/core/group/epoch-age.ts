// The time at which the key of each epoch came to this device, by its own clock. The date in a
// record is only a claim: a far date would keep an epoch from being renewed.
import { countOf, decodeStrict, encode, listOf } from '#core/keys'
import type { EpochId, GroupId } from '#shared/ids'
import type { GroupStorage } from './storage.ts'

export type EpochAges = {
  /** Notes that a key came, within the transaction that keeps it. The first time counts. */
  saw(epoch: EpochId): void
  /**
   * Milliseconds since the key came. Counting starts at this call if nothing was noted or if the
   * clock was ahead then.
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
    return format === 1 && kind === 'epoch-seen' ? countOf(at) : null
  }
  /** Noted times never change, and each outgoing message asks for one. */
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
