// Where this device began: of each feed or branch the last message that its first snapshots contain.
import type { FeedId, MessageId } from '#shared/ids'
import type { FeedPoint } from '#core/messages'

export type Bases = {
  of(line: FeedId): FeedPoint | null
  /** The one that is this message. */
  at(id: MessageId): FeedPoint | null
  all(): FeedPoint[]
  put(point: FeedPoint): void
  remove(line: FeedId): void
  clear(): void
}

export const openBases = (): Bases => {
  const byLine = new Map<FeedId, FeedPoint>()
  const byId = new Map<MessageId, FeedPoint>()
  const remove = (line: FeedId): void => {
    const point = byLine.get(line)
    if (!point) return
    byLine.delete(line)
    byId.delete(point.id)
  }
  return {
    of: line => byLine.get(line) ?? null,
    at: id => byId.get(id) ?? null,
    all: () => [...byLine.values()],
    put(point) {
      remove(point.feed)
      byLine.set(point.feed, point)
      byId.set(point.id, point)
    },
    remove,
    clear() {
      byLine.clear()
      byId.clear()
    },
  }
}
