// Text that an author had provably seen when writing: the author's own earlier writing, the items
// that it refers to, and so on. An author that refers to a clock of a client has all earlier clocks
// of that client.
import * as Y from 'yjs'
import type { Id, Section } from './scan.ts'

/** The references of one client, each where it reaches further than the earlier ones. */
type Log = {
  client: number
  index: number
  news: News[]
  /** By client, the end of the furthest reference. */
  furthest: Map<number, number>
  /** Clocks below were examined. */
  read: number
}
/** The items that the client of `log` wrote below clock `end`. */
type Part = { log: Log; end: number }
/** It is seen from `clock` on. */
type News = Part & { clock: number }

/** Items that are certainly seen, by the index of logs, and where to search for more. */
type Sight = { ends: number[]; goals: Part[] }

type Kept = {
  logs: Map<number, Log>
  /** Items that a client had seen with everything that is here of it; for the latest clients. */
  sights: Map<number, Sight>
}

/** Each may be as long as there are clients. */
const mostSights = 64
const byDocument = new WeakMap<Y.Doc, Kept>()

const keptOf = (doc: Y.Doc): Kept => {
  const known = byDocument.get(doc)
  if (known) return known
  const made: Kept = { logs: new Map(), sights: new Map() }
  byDocument.set(doc, made)
  return made
}

const logOf = ({ logs }: Kept, client: number): Log => {
  const known = logs.get(client)
  if (known) return known
  const log: Log = { client, index: logs.size, news: [], furthest: new Map(), read: 0 }
  logs.set(client, log)
  return log
}

/** The place of the first of them at or after `clock`. */
const firstFrom = (all: readonly { clock: number }[], clock: number): number => {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.clock ?? Infinity) < clock) low = middle + 1
    else high = middle
  }
  return low
}

const referencesOf = ({ origin, rightOrigin, parent }: Y.Item): Y.ID[] => {
  const ids = [origin, rightOrigin].filter(id => id !== null)
  // Neighbours lie in the same type, so their author had seen it.
  if (ids.length > 0) return ids
  const holder = parent instanceof Y.AbstractType ? parent._item : null
  return holder ? [holder.id] : []
}

/** Adds to a log the items of its client that the document has beyond it. */
const readOn = (doc: Y.Doc, kept: Kept, log: Log): void => {
  const { client } = log
  const end = Y.getState(doc.store, client)
  if (log.read >= end) return
  const items = doc.store.clients.get(client) ?? []
  for (let at = Y.findIndexSS(items, log.read); at < items.length; at++) {
    const item = items[at]
    if (!(item instanceof Y.Item)) continue
    for (const id of referencesOf(item)) {
      if (id.client === client || id.clock < (log.furthest.get(id.client) ?? 0)) continue
      log.furthest.set(id.client, id.clock + 1)
      log.news.push({ clock: item.id.clock, log: logOf(kept, id.client), end: id.clock + 1 })
    }
  }
  log.read = end
}

/** Pushes the new parts with the clocks of `part` from `from` on. */
type Expand = (part: Part, from: number, push: (part: Part) => void) => void

/** Searches until `id` is found, or else everything that there is. */
const finds = (
  { ends, goals }: Sight,
  id: { log: Log; clock: number },
  expand: Expand,
): boolean => {
  /** It is examined next. */
  let hit: Part | null = null
  const push = (part: Part): void => {
    goals.push(part)
    if (part.log === id.log && part.end > id.clock) hit = part
  }
  while (id.clock >= (ends[id.log.index] ?? 0)) {
    const goal: Part | undefined = hit ?? goals.pop()
    hit = null
    if (!goal) return false
    const { log, end } = goal
    const from = ends[log.index] ?? 0
    if (from >= end) continue
    ends[log.index] = end
    expand(goal, from, push)
  }
  return true
}

/**
 * Whether the author of `at.client` had seen `id` when it had written its clocks below `at.clock`.
 */
export type Seen = (at: Id, id: Id) => boolean

/** `sections`: an update that `doc` does not have yet, or not all of it. */
export const openSeen = (doc: Y.Doc, sections: readonly Section[]): Seen => {
  const kept = keptOf(doc)
  const { sights } = kept
  const structs = new Map(sections.map(section => [section.client, section.structs]))
  const asked = new Map<number, { before: Sight; now: Sight | null }>()

  const inDocument: Expand = ({ log, end }, from, push) => {
    if (log.read < end) readOn(doc, kept, log)
    const { news } = log
    for (let at = firstFrom(news, from); at < news.length; at++) {
      const each = news[at]
      if (!each || each.clock >= end) break
      push(each)
    }
  }
  const inBoth: Expand = (part, from, push) => {
    inDocument(part, from, push)
    const own = structs.get(part.log.client) ?? []
    // References that begin earlier are known, or were examined for earlier ones.
    for (let at = firstFrom(own, from); at < own.length; at++) {
      const struct = own[at]
      if (!struct || struct.clock >= part.end) break
      const { origin, rightOrigin, parent } = struct
      for (const id of [origin, rightOrigin, typeof parent === 'string' ? null : parent])
        if (id) push({ log: logOf(kept, id.client), end: id.clock + 1 })
    }
  }
  /** Items that `client` had seen with everything that the document has of it. */
  const sightOf = (client: number): Sight => {
    const sight = sights.get(client) ?? { ends: [], goals: [] }
    // Moved to the end: the first is the least recently used.
    sights.delete(client)
    sights.set(client, sight)
    for (const first of sights.keys()) if (sights.size > mostSights) sights.delete(first)
    sight.goals.push({ log: logOf(kept, client), end: Y.getState(doc.store, client) })
    return sight
  }
  return (at, { client, clock }) => {
    const sight = asked.get(at.client) ?? { before: sightOf(at.client), now: null }
    asked.set(at.client, sight)
    const id = { log: logOf(kept, client), clock }
    if (finds(sight.before, id, inDocument)) return true
    sight.now ??= { ends: [...sight.before.ends], goals: [] }
    sight.now.goals.push({ log: logOf(kept, at.client), end: at.clock })
    return finds(sight.now, id, inBoth)
  }
}
