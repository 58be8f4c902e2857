// The epoch keys of a group or a circle on this device: in the archive, and in memory since each
// message asks for one.
import type { Bytes } from '#core/keys'
import type { EpochId, GroupId } from '#shared/ids'
import { epochAges } from './epoch-age.ts'
import type { GroupStorage } from './storage.ts'

export type Keyring = {
  get(epoch: EpochId): Bytes | null
  /** Keeps a key, within the transaction that keeps the record with it. The first one stays. */
  put(epoch: EpochId, key: Bytes): void
  /** Milliseconds since the key came to this device, by its own clock. */
  age(epoch: EpochId): number
  /** Reads the archive again, after a transaction that failed. */
  reload(): void
}

export const openKeyring = (
  storage: Pick<GroupStorage, 'epochs' | 'epochArrivals'>,
  group: GroupId,
  now: () => number,
): Keyring => {
  const ages = epochAges(storage, group, now)
  const keys = new Map<EpochId, Bytes>()
  const reload = (): void => {
    keys.clear()
    for (const { epoch, key } of storage.epochs.list(group)) keys.set(epoch, key)
  }
  reload()
  return {
    get: epoch => keys.get(epoch) ?? null,
    put(epoch, key) {
      if (keys.has(epoch)) return
      storage.epochs.put(group, epoch, key)
      ages.saw(epoch)
      keys.set(epoch, key)
    },
    age: ages.of,
    reload,
  }
}
