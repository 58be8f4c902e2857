// How many steps Yjs will take to place the structs of a state: counted on a sketch of the document
// before it is asked, and no further than to a limit. A state holds the writing of years, so rules
// about one update do not fit it; but where a state comes first, what it is placed in is the same on
// every device. Follows `Item.integrate` and `integrateStructs` of the pinned Yjs.
import * as Y from 'yjs'
import type { Container, Place } from './places.ts'
import type { Id, Section, Struct } from './scan.ts'

type Node = {
  client: number
  clock: number
  length: number
  origin: Id | null
  rightOrigin: Id | null
  left: Node | null
  right: Node | null
}
type List = { start: Node | null; length: number }

const isSame = (a: Id | null, b: Id | null): boolean =>
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

/** A sketch of `doc`: its items and how they lie. */
const sketchOf = (doc: Y.Doc) => {
  const clients = new Map<number, Node[]>()
  const nodes = new Map<Y.Item, Node>()
  for (const [client, structs] of doc.store.clients) {
    const own: Node[] = []
    for (const item of structs) {
      if (!(item instanceof Y.Item)) continue
      const { id, length, origin, rightOrigin } = item
      const node = { client, clock: id.clock, length, origin, rightOrigin, left: null, right: null }
      nodes.set(item, node)
      own.push(node)
    }
    clients.set(client, own)
  }
  for (const [item, node] of nodes) {
    node.left = (item.left && nodes.get(item.left)) ?? null
    node.right = (item.right && nodes.get(item.right)) ?? null
  }
  const indexOf = (own: readonly Node[], clock: number): number => {
    let [low, high] = [0, own.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((own[middle]?.clock ?? Infinity) <= clock) low = middle + 1
      else high = middle
    }
    return low - 1
  }
  const find = (id: Id | null): Node | null => {
    const own = (id && clients.get(id.client)) ?? []
    return (id && own[indexOf(own, id.clock)]) ?? null
  }
  /** Cuts a node so that `clock` begins one. */
  const cut = (node: Node, clock: number): Node => {
    const own = clients.get(node.client) ?? []
    const { client, rightOrigin } = node
    const rest: Node = {
      ...{ client, clock, length: node.clock + node.length - clock, rightOrigin },
      ...{ origin: { client, clock: clock - 1 }, left: node, right: node.right },
    }
    node.length = clock - node.clock
    if (rest.right) rest.right.left = rest
    node.right = rest
    own.splice(indexOf(own, node.clock) + 1, 0, rest)
    return rest
  }
  return {
    find,
    nodeOf: (item: Y.Item | null): Node | null => (item && nodes.get(item)) ?? null,
    endingAt(id: Id | null): Node | null {
      const node = find(id)
      if (node && id && id.clock + 1 < node.clock + node.length) cut(node, id.clock + 1)
      return node
    },
    beginningAt(id: Id | null): Node | null {
      const node = find(id)
      return node && id && id.clock > node.clock ? cut(node, id.clock) : node
    },
    add(node: Node): void {
      const own = clients.get(node.client) ?? []
      clients.set(node.client, own)
      own.push(node)
    },
  }
}

export type Doors = {
  /** Null for a struct that has no place. */
  placeOf(struct: Struct): Place | null
  startOf(container: Container, key: string | null): Y.Item | null
}

/** Whether Yjs needs no more than `most` steps. Nothing changes. */
export const isPlacedWithin = (
  doc: Y.Doc,
  sections: readonly Section[],
  { placeOf, startOf }: Doors,
  most: number,
): boolean => {
  const sketch = sketchOf(doc)
  const lists = new Map<Container, Map<string | null, List>>()
  const listOf = ({ container, key }: Place): List => {
    const keys = lists.get(container) ?? new Map<string | null, List>()
    lists.set(container, keys)
    const list = keys.get(key) ?? { start: sketch.nodeOf(startOf(container, key)), length: 0 }
    keys.set(key, list)
    return list
  }
  let steps = 0

  /** The node after which it comes to lie. */
  const leftFor = (node: Node, from: Node | null, right: Node | null, list: List): Node | null => {
    let left = from
    const passed = new Set<Node>()
    let conflicting = new Set<Node>()
    for (let at = left ? left.right : list.start; at && at !== right; at = at.right) {
      if (++steps > most) break
      passed.add(at)
      conflicting.add(at)
      if (isSame(node.origin, at.origin)) {
        if (at.client < node.client) {
          left = at
          conflicting = new Set()
        } else if (isSame(node.rightOrigin, at.rightOrigin)) break
        continue
      }
      const origin = sketch.find(at.origin)
      if (!origin || !passed.has(origin)) break
      if (!conflicting.has(origin)) {
        left = at
        conflicting = new Set()
      }
    }
    return left
  }

  for (const struct of inYjsOrder(doc, sections)) {
    const place = placeOf(struct)
    if (!place) continue
    const { client, clock, length, origin, rightOrigin } = struct
    const list = listOf(place)
    const from = sketch.endingAt(origin)
    const right = sketch.beginningAt(rightOrigin)
    const node: Node = { client, clock, length, origin, rightOrigin, left: null, right: null }
    // Yjs looks for the first of a key from the last.
    if (!from && place.key !== null) steps += list.length
    const isClear = from ? from.right === right : right !== null && right.left === null
    const left = isClear ? from : leftFor(node, from, right, list)
    if (steps > most) return false
    node.left = left
    node.right = left ? left.right : list.start
    if (node.right) node.right.left = node
    if (left) left.right = node
    else list.start = node
    list.length++
    sketch.add(node)
  }
  return true
}
