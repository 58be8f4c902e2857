// The circles of an opened profile's groups, each opened once, and taken in when another member's
// device says that this one is in.
import { foundCircle, listCircles, openCircle, takeCircle } from '#core/group'
import type { Circle, Group, GroupStorage, SignedRecord } from '#core/group'
import type { GroupId } from '#shared/ids'
import { Failure } from '#shared/failure'

export type CircleList = {
  /** None for what is no group of this profile. */
  of(group: GroupId): Circle[]
  find(id: GroupId): Circle | null
  /** Failure `not-found`. */
  get(id: GroupId): Circle
  /** Failures: `not-found`, `not-permitted`, `invalid-input`. */
  found(group: GroupId, name: string): Circle
  /** A circle that these records prove this device to be in; null where they do not. */
  take(group: GroupId, records: readonly SignedRecord[]): Circle | null
  onChange(listen: (group: GroupId) => void): () => void
  close(): void
}

/** Circles of one group: whoever makes more stops there. */
const most = 256

export const openCircleList = (rooms: {
  storage: GroupStorage
  groups(): readonly Group[]
  now(): number
}): CircleList => {
  const { storage, groups, now } = rooms
  const opened = new Map<GroupId, { group: Group; circles: Map<GroupId, Circle> }>()
  const listeners = new Set<(group: GroupId) => void>()
  const tell = (group: GroupId): void => {
    for (const listen of [...listeners]) listen(group)
  }
  const keep = (circles: Map<GroupId, Circle>, circle: Circle): Circle => {
    circles.set(circle.id, circle)
    circle.onChange(() => tell(circle.parent))
    return circle
  }
  const entryOf = (id: GroupId) => {
    const group = groups().find(each => each.id === id)
    if (!group) throw new Failure('not-found')
    const known = opened.get(id)
    if (known?.group === group) return known
    for (const circle of known?.circles.values() ?? []) circle.close()
    const entry = { group, circles: new Map<GroupId, Circle>() }
    opened.set(id, entry)
    for (const each of listCircles(storage, id)) {
      const circle = keep(entry.circles, openCircle({ storage, group, now }, each))
      try {
        // What changed in the group after it was last looked at here.
        circle.renew()
      } catch (error) {
        if (!(error instanceof Failure)) throw error
      }
    }
    return entry
  }
  const of = (id: GroupId): Circle[] =>
    groups().some(group => group.id === id) ? [...entryOf(id).circles.values()] : []
  const find = (id: GroupId): Circle | null =>
    groups()
      .flatMap(group => of(group.id))
      .find(circle => circle.id === id) ?? null

  return {
    of,
    find,
    get(id) {
      const circle = find(id)
      if (!circle) throw new Failure('not-found')
      return circle
    },
    found(id, name) {
      const { group, circles } = entryOf(id)
      if (circles.size >= most) throw new Failure('not-permitted')
      const circle = keep(circles, foundCircle({ storage, group, now }, name))
      tell(id)
      return circle
    },
    take(id, records) {
      const { group, circles } = entryOf(id)
      if (circles.size >= most) return null
      const taken = takeCircle({ storage, group, now }, records)
      if (!taken) return null
      const circle = keep(circles, taken)
      // Not at once: whoever takes it goes on with it first.
      queueMicrotask(() => tell(id))
      return circle
    },
    onChange(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    close() {
      for (const { circles } of opened.values()) for (const each of circles.values()) each.close()
      opened.clear()
      listeners.clear()
    },
  }
}
