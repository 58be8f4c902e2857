// The rule about neighbours, judged by the result of Yjs: the update is applied, and then its
// structs are looked up in their places. The gate judges the same before anything is applied; tests
// compare the two.
import * as Y from 'yjs'
import { checkUpdate, everyCheck, type Rules } from '#core/documents'
import { scanUpdate, type Id, type Struct } from '../../../src/core/documents/gate/scan.ts'

/** Clocks by client: everything below is seen. */
type Vector = Map<number, number>

const referencesOf = (item: Y.Item): (Y.ID | null)[] => [
  item.origin,
  item.rightOrigin,
  item.parent instanceof Y.AbstractType ? (item.parent._item?.id ?? null) : null,
]

/**
 * Adds the items that `client` had seen with its clocks below `end`. Each item is examined once.
 */
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
 * Whether the author of `client` had seen an item when it had written its clocks below `end`.
 * Called with growing `end` for one client, as its writing comes in.
 */
const seenBy = (doc: Y.Doc, client: number, end: number): ((id: Id) => boolean) => {
  const all = vectors.get(doc) ?? new Map<number, Vector>()
  vectors.set(doc, all)
  const seen = all.get(client) ?? new Map<number, number>()
  all.set(client, seen)
  extend(doc, seen, client, end)
  return id => id.clock < (seen.get(id.client) ?? 0)
}

const contains = ({ id, length }: Y.Item, { client, clock }: Id): boolean =>
  id.client === client && id.clock <= clock && clock < id.clock + length

const itemAt = (doc: Y.Doc, client: number, clock: number): Y.Item =>
  Y.getItem(doc.store, Y.createID(client, clock))

type Side = 'left' | 'right'

/** The first clock of `item` on the near side of `goal` in it; null when there is none. */
const nearPart = ({ id, length }: Y.Item, side: Side, goal: Id): number | null => {
  if (side === 'right') return goal.clock > id.clock ? id.clock : null
  return goal.clock + 1 < id.clock + length ? goal.clock + 1 : null
}

/**
 * Walks from `item` to `goal` (null: to the end), over the beginnings of the items in between. Yjs
 * joins neighbours of one client, so the goal may be within an item. False when `visit` returns
 * false or the goal is not there.
 */
const walk = (
  item: Y.Item,
  side: Side,
  goal: Id | null,
  visit: (between: Id) => boolean,
): boolean => {
  for (let at = item[side]; at; at = at[side]) {
    const { client, clock } = at.id
    if (goal && contains(at, goal)) {
      const near = nearPart(at, side, goal)
      return near === null || visit({ client, clock: near })
    }
    if (!visit({ client, clock })) return false
  }
  return goal === null
}

const isSame = (a: Id | null, b: Id | null): boolean =>
  a === null || b === null ? a === b : a.client === b.client && a.clock === b.clock

/**
 * The first id of `next` where its author went on writing up to the same neighbour: from there on
 * the items in between are checked for `next`, and an item that was not seen then was not seen
 * before. So a long run is walked over once and not for each of its structs.
 */
const followedBy = (struct: Struct, next: Struct | undefined): Id | null => {
  const { client, clock, length, rightOrigin } = struct
  const goesOn =
    next !== undefined &&
    isSame(next, { client, clock: clock + length }) &&
    isSame(next.origin, { client, clock: clock + length - 1 }) &&
    isSame(next.rightOrigin, rightOrigin)
  return goesOn ? { client, clock: clock + length } : null
}

/** The same for a run written backwards: the last id that its author then put just before. */
const precededBy = (struct: Struct, next: Struct | undefined): Id | null => {
  const { client, clock, length, origin } = struct
  const goesOn =
    next !== undefined &&
    isSame(next, { client, clock: clock + length }) &&
    isSame(next.rightOrigin, { client, clock }) &&
    isSame(next.origin, origin)
  return goesOn ? { client, clock: next.clock + next.length - 1 } : null
}

/**
 * Whether every new struct lies between the neighbours that it names, without an item there that
 * its author had seen.
 */
const liesBetweenNeighbours = (doc: Y.Doc, structs: readonly Struct[]): boolean =>
  structs.every((struct, index) => {
    const { client, clock, length, origin, rightOrigin } = struct
    const first = itemAt(doc, client, clock)
    const last = itemAt(doc, client, clock + length - 1)
    let seen: ((id: Id) => boolean) | null = null
    const isUnseen = (between: Id): boolean => {
      seen ??= seenBy(doc, client, clock + 1)
      return !seen(between)
    }
    const isJoined = origin !== null && contains(first, origin)
    const before = precededBy(struct, structs[index + 1])
    const next = followedBy(struct, structs[index + 1])
    const isJoinedToNext = next !== null && contains(last, next)
    return (
      (isJoined || walk(first, 'left', before ?? origin, isUnseen)) &&
      (isJoinedToNext || walk(last, 'right', next ?? rightOrigin, isUnseen))
    )
  })

const allButOne = new Set([...everyCheck].filter(name => name !== 'between-its-neighbours'))

/** The verdict on an update, found by applying it: where it is not `ok`, `doc` is spoilt or unchanged. */
export const verdictOfYjs = (doc: Y.Doc, update: Uint8Array, rules: Rules): string => {
  const verdict = checkUpdate(doc, update, rules, allButOne)
  if (verdict !== 'ok') return typeof verdict === 'string' ? verdict : verdict.refused
  const scan = scanUpdate(update)
  const structs = typeof scan === 'string' ? [] : scan.sections.flatMap(each => each.structs)
  const fresh = structs.filter(
    ({ client, clock, length }) => clock + length > Y.getState(doc.store, client),
  )
  Y.applyUpdate(doc, update)
  return liesBetweenNeighbours(doc, fresh) ? 'ok' : 'between-its-neighbours'
}
