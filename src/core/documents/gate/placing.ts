// Places the structs of an update on a sketch of the document, in the way of Yjs, and counts the
// steps. Follows `integrateStructs` and `Item.integrate` of the pinned Yjs.
import * as Y from 'yjs'
import type { Container, Place } from './places.ts'
import type { Id, Section, Struct } from './scan.ts'
import { sketchOf, type Part, type Piece, type Sketch } from './sketch.ts'

export const isSame = (a: Id | null, b: Id | null): boolean =>
  a === null || b === null ? a === b : a.client === b.client && a.clock === b.clock

/** The structs that `doc` does not have, in the order in which Yjs takes them. */
function* inYjsOrder(doc: Y.Doc, sections: readonly Section[]): Generator<Struct> {
  const reached = new Map<number, number>()
  const reach = (client: number): number =>
    Math.max(reached.get(client) ?? 0, Y.getState(doc.store, client))
  const queues = new Map(sections.map(({ client, structs }) => [client, { structs, next: 0 }]))
  const lacking = ({ client, origin, rightOrigin, parent }: Struct): Id | undefined =>
    [origin, rightOrigin, typeof parent === 'string' ? null : parent]
      .filter(id => id !== null)
      .find(id => id.client !== client && id.clock >= reach(id.client))
  for (const [, queue] of [...queues].toSorted(([a], [b]) => b - a)) {
    while (queue.next < queue.structs.length) {
      const stack: Struct[] = []
      let head = queue.structs[queue.next++]
      while (head) {
        const missing = lacking(head)
        const other = missing && queues.get(missing.client)
        const before: Struct | undefined = other?.structs[other.next]
        if (other && before) {
          other.next++
          stack.push(head)
          head = before
          continue
        }
        const end: number = head.clock + head.length
        if (end > reach(head.client)) yield head
        reached.set(head.client, Math.max(end, reach(head.client)))
        head = stack.pop()
      }
    }
  }
}

/** The part of a struct that Yjs adds: without clocks that the document has. */
const newPartOf = (doc: Y.Doc, struct: Struct): Part => {
  const { client, clock, length, origin, rightOrigin } = struct
  const known = Math.max(0, Y.getState(doc.store, client) - clock)
  return {
    client,
    clock: clock + known,
    length: length - known,
    rightOrigin,
    origin: known > 0 ? { client, clock: clock + known - 1 } : origin,
  }
}

type Places = {
  /** Null for a struct without a place. */
  placeOf(struct: Struct): Place | null
  startOf(container: Container, key: string | null): Y.Item | null
}

/** A sequence, or the values under one key. */
type List = {
  first(): Piece | null
  /** `piece` lies before all others now. */
  begin(piece: Piece): void
  /** How many structs of the update are in it. */
  count: number
}

const openLists = (sketch: Sketch, startOf: Places['startOf']) => {
  const lists = new Map<Container, Map<string | null, List>>()
  const open = ({ container, key }: Place): List => {
    // Most structs stand behind another item, so the beginning of the list is not needed.
    let first: Piece | null | undefined
    return {
      first: () => (first ??= sketch.of(startOf(container, key))),
      begin: piece => (first = piece),
      count: 0,
    }
  }
  return (place: Place): List => {
    const { container, key } = place
    const keys = lists.get(container) ?? new Map<string | null, List>()
    lists.set(container, keys)
    const list = keys.get(key) ?? open(place)
    keys.set(key, list)
    return list
  }
}

/** The sketch with all of them in their places; null where Yjs needs more than `most` steps. */
export const placeOn = (
  doc: Y.Doc,
  sections: readonly Section[],
  { placeOf, startOf }: Places,
  most: number,
): Sketch | null => {
  const sketch = sketchOf(doc)
  const { rightOf, leftOf } = sketch
  const listOf = openLists(sketch, startOf)
  let steps = 0

  let round = 0
  let clearing = 0
  /** The piece with the item that `at` was put behind: as a rule the one before it. */
  const behind = (at: Piece): Piece | null => {
    const { origin } = at
    const left = leftOf(at)
    if (!left || !origin || left.client !== origin.client) return sketch.find(origin)
    return left.clock + left.length === origin.clock + 1 ? left : sketch.find(origin)
  }
  /** The piece after which `struct` is placed. */
  const leftFor = (struct: Part, from: Piece | null, right: Piece | null, list: List) => {
    let left = from
    round++
    clearing++
    for (let at = from ? rightOf(from) : list.first(); at && at !== right; at = rightOf(at)) {
      if (++steps > most) break
      at.passed = round
      at.conflicting = clearing
      if (isSame(struct.origin, at.origin)) {
        if (at.client < struct.client) {
          left = at
          clearing++
        } else if (isSame(struct.rightOrigin, at.rightOrigin)) break
        continue
      }
      const origin = behind(at)
      if (origin?.passed !== round) break
      if (origin.conflicting !== clearing) {
        left = at
        clearing++
      }
    }
    return left
  }

  for (const struct of inYjsOrder(doc, sections)) {
    const place = placeOf(struct)
    if (!place) continue
    const part = newPartOf(doc, struct)
    const from = sketch.endingAt(part.origin)
    const right = sketch.beginningAt(part.rightOrigin)
    const isClear = from ? rightOf(from) === right : right !== null && leftOf(right) === null
    const list = listOf(place)
    // Yjs looks for the first of a key from the last.
    if (!from && place.key !== null) steps += list.count
    list.count++
    const left = isClear ? from : leftFor(part, from, right, list)
    if (steps > most) return null
    const put = sketch.put(part, left, left ? null : list.first())
    if (!left) list.begin(put)
  }
  return sketch
}
