// Which devices see at once what is written here: those that are linked, from the first message on
// that this device writes while they are. Two who write in one paragraph then see it happen.
import type { DeviceId, FeedId, GroupId } from '#shared/ids'

/** Messages of the feed beyond `seq` are in sight. */
export type Since = { feed: FeedId; seq: number }

export type Sight = {
  /** The devices that are linked now; true when one is that was not. */
  reachable(devices: readonly { group: GroupId; device: DeviceId }[]): boolean
  /** What was pending is in messages now. */
  sealed(): void
  /** Null for a device that is not linked, or before what was pending when it came is sealed. */
  since(group: GroupId, device: DeviceId): Since | null
}

const keyOf = (group: GroupId, device: DeviceId): string => `${group}/${device}`

export const openSight = (headOf: (group: GroupId) => Since): Sight => {
  const linked = new Map<string, { group: GroupId; since: Since | null }>()
  return {
    reachable(devices) {
      const now = new Set(devices.map(({ group, device }) => keyOf(group, device)))
      for (const key of linked.keys()) if (!now.has(key)) linked.delete(key)
      const before = linked.size
      for (const { group, device } of devices) {
        const key = keyOf(group, device)
        if (!linked.has(key)) linked.set(key, { group, since: null })
      }
      return linked.size > before
    },
    sealed() {
      for (const each of linked.values()) each.since ??= headOf(each.group)
    },
    since: (group, device) => linked.get(keyOf(group, device))?.since ?? null,
  }
}
