// Visibility: the devices that see this device's writing at once are those that are linked, from
// this device's first message during the link on. Two people who write in one paragraph then see it
// happen. A link may stand for a while after the network is gone: text that a device has not seen
// after `longest` is not in sight.
import type { DeviceId, FeedId, GroupId } from '#shared/ids'

/** Messages of the feed beyond `seq` are in sight. */
export type Since = { feed: FeedId; seq: number }

/** Milliseconds. */
const longest = 5000

type Linked = {
  group: GroupId
  since: Since | null
  /** The heads since then, and when each was. */
  later: { head: Since; at: number }[]
}

export type Visibility = {
  /** The devices that are linked now; true when there is a new one. */
  reachable(devices: readonly { group: GroupId; device: DeviceId }[]): boolean
  /** Pending edits are in messages now. */
  sealed(): void
  /**
   * Null for a device that is not linked, or before the edits that were pending at its link are
   * flushed.
   */
  since(group: GroupId, device: DeviceId): Since | null
}

const keyOf = (group: GroupId, device: DeviceId): string => `${group}/${device}`

/** `clock`: milliseconds from any beginning. */
export const openVisibility = (
  headOf: (group: GroupId) => Since,
  clock: () => number,
): Visibility => {
  const linked = new Map<string, Linked>()
  const advance = (each: Linked): void => {
    const end = clock() - longest
    const old = each.later.findLastIndex(({ at }) => at <= end)
    each.since = each.later[old]?.head ?? each.since
    each.later.splice(0, old + 1)
  }
  return {
    reachable(devices) {
      const now = new Set(devices.map(({ group, device }) => keyOf(group, device)))
      for (const key of linked.keys()) if (!now.has(key)) linked.delete(key)
      const before = linked.size
      for (const { group, device } of devices) {
        const key = keyOf(group, device)
        if (!linked.has(key)) linked.set(key, { group, since: null, later: [] })
      }
      return linked.size > before
    },
    sealed() {
      const heads = new Map<GroupId, Since>()
      for (const each of linked.values()) {
        const head = heads.get(each.group) ?? headOf(each.group)
        heads.set(each.group, head)
        advance(each)
        const last = each.later.at(-1)?.head ?? each.since
        if (each.since === null) each.since = head
        else if (last?.feed !== head.feed || last.seq !== head.seq)
          each.later.push({ head, at: clock() })
      }
    },
    since(group, device) {
      const found = linked.get(keyOf(group, device))
      if (!found) return null
      advance(found)
      return found.since
    },
  }
}
