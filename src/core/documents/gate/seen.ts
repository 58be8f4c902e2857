// What an author had provably seen when it wrote something: its own earlier writing, what that refers
// to, and so on. Whoever refers to a clock of a client has all earlier clocks of that client.
import * as Y from 'yjs'
import type { Id } from './scan.ts'

/** Clocks by client: everything below is seen. */
type Vector = Map<number, number>

const referencesOf = (item: Y.Item): (Y.ID | null)[] => [
  item.origin,
  item.rightOrigin,
  item.parent instanceof Y.AbstractType ? (item.parent._item?.id ?? null) : null,
]

/** Adds what `client` had seen with its clocks below `end`. Each item is looked at once. */
const extend = (doc: Y.Doc, seen: Vector, client: number, end: number): void => {
  const goals: [number, number][] = [[client, end]]
  for (let goal = goals.pop(); goal; goal = goals.pop()) {
    const [of, to] = goal
    const from = seen.get(of) ?? 0
    if (from >= to) continue
    seen.set(of, to)
    const items = doc.store.clients.get(of) ?? []
    for (let at = items.length > 0 ? Y.findIndexSS(items, from) : 0; at < items.length; at++) {
      const item = items[at]
      if (!item || item.id.clock >= to) break
      if (!(item instanceof Y.Item)) continue
      for (const id of referencesOf(item)) if (id) goals.push([id.client, id.clock + 1])
    }
  }
}

const vectors = new WeakMap<Y.Doc, Map<number, Vector>>()

/**
 * Tells whether the author of `client` had seen an item when it had written its clocks below `end`.
 * Asked with growing `end` for one client, as its writing comes in.
 */
export const seenBy = (doc: Y.Doc, client: number, end: number): ((id: Id) => boolean) => {
  const all = vectors.get(doc) ?? new Map<number, Vector>()
  vectors.set(doc, all)
  const seen = all.get(client) ?? new Map<number, number>()
  all.set(client, seen)
  extend(doc, seen, client, end)
  return id => id.clock < (seen.get(id.client) ?? 0)
}
