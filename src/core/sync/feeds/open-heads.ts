// The open heads of a group in memory, by feed and by device. One device can begin any number of
// feeds: its cost is in proportion to them, and the number that is named has a limit.
import type { DeviceId, FeedId, MessageId } from '#shared/ids'
import type { FeedPoint } from '#core/messages'

export type OpenHeads = {
  get(feed: FeedId): FeedPoint | null
  /** The open feed whose head this message is. */
  at(id: MessageId): FeedId | null
  /** `device`: null where only the feed's name is known. */
  put(point: FeedPoint, device: DeviceId | null): void
  remove(feed: FeedId): void
  clear(): void
  writerOf(feed: FeedId): DeviceId | null
  of(device: DeviceId): FeedPoint[]
  /** Sorted by feed. */
  all(): FeedPoint[]
  /** Like `Feeds.named`. */
  named(each: number, all: number): FeedPoint[]
}

const byName = (a: FeedPoint, b: FeedPoint): number => (a.feed < b.feed ? -1 : 1)
const byLength = (a: FeedPoint, b: FeedPoint): number => b.seq - a.seq || byName(a, b)

export const openHeads = (): OpenHeads => {
  const writers = new Map<FeedId, DeviceId | null>()
  const points = new Map<FeedId, FeedPoint>()
  const byDevice = new Map<DeviceId | null, Map<FeedId, FeedPoint>>()
  const ids = new Map<MessageId, FeedId>()
  let order: FeedId[] | null = []
  /** The heads of each device, the longest first; computed again when they change. */
  const ranked = new Map<DeviceId | null, FeedPoint[]>()

  const remove = (feed: FeedId): void => {
    const point = points.get(feed)
    const device = writers.get(feed)
    if (!point || device === undefined) return
    points.delete(feed)
    writers.delete(feed)
    ids.delete(point.id)
    ranked.delete(device)
    const own = byDevice.get(device)
    own?.delete(feed)
    if (own?.size === 0) byDevice.delete(device)
    order = null
  }

  const inRank = (device: DeviceId | null): FeedPoint[] => {
    const known = ranked.get(device)
    if (known) return known
    const made = [...(byDevice.get(device)?.values() ?? [])].toSorted(byLength)
    ranked.set(device, made)
    return made
  }

  const all = (): FeedPoint[] => {
    order ??= [...points.keys()].toSorted()
    return order.flatMap(feed => points.get(feed) ?? [])
  }

  return {
    get: feed => points.get(feed) ?? null,
    at: id => ids.get(id) ?? null,
    put(point, given) {
      const { feed, id } = point
      const known = points.get(feed)
      const device = given ?? writers.get(feed) ?? null
      if (known && writers.get(feed) !== device) remove(feed)
      else if (known) ids.delete(known.id)
      if (!points.has(feed)) order = null
      points.set(feed, point)
      writers.set(feed, device)
      ids.set(id, feed)
      ranked.delete(device)
      const own = byDevice.get(device) ?? new Map<FeedId, FeedPoint>()
      byDevice.set(device, own.set(feed, point))
    },
    remove,
    clear() {
      for (const map of [writers, points, byDevice, ids, ranked]) map.clear()
      order = []
    },
    writerOf: feed => writers.get(feed) ?? null,
    of: device => [...(byDevice.get(device)?.values() ?? [])],
    all,
    named(each, most) {
      if (points.size <= Math.min(each, most)) return all()
      let devices = [...byDevice.keys()].map(inRank)
      const named: FeedPoint[] = []
      for (let turn = 0; turn < each && named.length < most && devices.length > 0; turn++) {
        const next = devices.flatMap(own => own[turn] ?? []).toSorted(byLength)
        for (const point of next.slice(0, most - named.length)) named.push(point)
        devices = devices.filter(own => own.length > turn + 1)
      }
      return named.toSorted(byName)
    },
  }
}
