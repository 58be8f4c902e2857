// The time at which the key of each epoch came to this device, by its own clock. The date in a
// record is only a claim: a far date would keep an epoch from being renewed.
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

export const epochAges = (
  { epochArrivals }: Pick<GroupStorage, 'epochArrivals'>,
  group: GroupId,
  now: () => number,
): EpochAges => {
  /** Noted times never change, and each outgoing message asks for one. */
  const known = new Map<EpochId, number>()
  const put = (epoch: EpochId): void => {
    known.delete(epoch)
    epochArrivals.put({ group, epoch, at: now() })
  }
  return {
    saw(epoch) {
      if (!epochArrivals.has({ group, epoch })) put(epoch)
    },
    of(epoch) {
      const at = known.get(epoch) ?? epochArrivals.get({ group, epoch })?.at ?? null
      if (at !== null && at <= now()) {
        known.set(epoch, at)
        return now() - at
      }
      put(epoch)
      return 0
    },
  }
}
