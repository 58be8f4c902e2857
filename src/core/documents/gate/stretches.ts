// Counts how often an update writes within one stretch of existing text. Yjs finds the place of a
// struct by walking over everything that others put between its neighbours; thousands of structs
// over the same stretch, each passing over thousands, would keep it busy for minutes. The items
// that others put there differ between devices, but the stretches that a struct spans do not.
import * as Y from 'yjs'
import type { Container, Place } from './places.ts'
import type { Id, Struct } from './scan.ts'

/** Null: from the beginning, or up to the end. */
type Stretch = { left: Id | null; right: Id | null }
type Spot = { container: Container; key: string | null; stretch: Stretch }

const isBefore = (origin: Id | null, { client }: Struct, newAt: (id: Id) => Struct | null) =>
  origin !== null && origin.client === client && newAt(origin) !== null

/** The index of the first of the ascending clocks that is not below `clock`. */
const firstFrom = (clocks: readonly number[], clock: number): number => {
  let [low, high] = [0, clocks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((clocks[middle] ?? Infinity) < clock) low = middle + 1
    else high = middle
  }
  return low
}

/** Places of known ids in one sequence, by a walk from its beginning. */
const placesOf = (start: Y.Item | null, ids: readonly Id[]): Map<string, number> => {
  const wanted = new Map<number, number[]>()
  for (const { client, clock } of ids) {
    const clocks = wanted.get(client) ?? []
    wanted.set(client, clocks)
    clocks.push(clock)
  }
  for (const clocks of wanted.values()) clocks.sort((a, b) => a - b)
  const places = new Map<string, number>()
  let at = 0
  for (let item = start; item !== null; item = item.right) {
    const { client, clock } = item.id
    const clocks = wanted.get(client) ?? []
    for (let index = firstFrom(clocks, clock); index < clocks.length; index++) {
      const found = clocks[index] ?? Infinity
      if (found >= clock + item.length) break
      places.set(`${client} ${found}`, at + found - clock)
    }
    at += item.length
  }
  return places
}

/** How many stretches lie over the point with the most. */
const mostOver = (stretches: readonly Stretch[], start: Y.Item | null): number => {
  const ids = stretches.flatMap(({ left, right }) => [left, right].filter(id => id !== null))
  const unique = [...new Map(ids.map(id => [`${id.client} ${id.clock}`, id])).values()]
  const places = placesOf(start, unique)
  const placeOf = (id: Id | null, otherwise: number): number =>
    id === null ? otherwise : (places.get(`${id.client} ${id.clock}`) ?? otherwise)
  const ends = stretches
    .flatMap(({ left, right }): [number, number][] => [
      [placeOf(left, -1), 1],
      [placeOf(right, Infinity), -1],
    ])
    // A stretch that ends where another begins does not lie over it.
    .toSorted(([a, x], [b, y]) => (a === b ? x - y : a < b ? -1 : 1))
  let [over, most] = [0, 0]
  for (const [, step] of ends) most = Math.max(most, (over += step))
  return most
}

export type Stretches = {
  /** In an order in which a struct comes after everything that it refers to. */
  add(struct: Struct, place: Place): void
  /** The most of them over one point, once they are more than `few`; else 0. */
  most(few: number): number
}

/**
 * `newAt` returns the struct of the update that covers an id; `startOf` the first item of a
 * container that the document has, null for one that is new.
 */
export const openStretches = (
  newAt: (id: Id) => Struct | null,
  startOf: (container: Container, key: string | null) => Y.Item | null,
  isNew: (container: Container) => boolean,
): Stretches => {
  const spots = new Map<Struct, Spot>()
  const sequences = new Map<Container, Map<string | null, Stretch[]>>()

  /** The known part around an id: itself, or the stretch that its own struct spans. */
  const around = (id: Id | null): Stretch => {
    const struct = id && newAt(id)
    return (struct && spots.get(struct)?.stretch) ?? { left: id, right: id }
  }
  return {
    add(struct, { container, key }) {
      const { origin, rightOrigin } = struct
      const stretch = { left: around(origin).left, right: around(rightOrigin).right }
      spots.set(struct, { container, key, stretch })
      // A struct that continues its author's writing, or lies in a type that the author just made,
      // passes over no text of others.
      if (isBefore(origin, struct, newAt) || (origin === null && isNew(container))) return
      const keys = sequences.get(container) ?? new Map<string | null, Stretch[]>()
      sequences.set(container, keys)
      const all = keys.get(key) ?? []
      keys.set(key, all)
      all.push(stretch)
    },
    most(few) {
      let most = 0
      for (const [container, keys] of sequences)
        for (const [key, stretches] of keys)
          if (stretches.length > few)
            most = Math.max(most, mostOver(stretches, startOf(container, key)))
      return most
    },
  }
}
