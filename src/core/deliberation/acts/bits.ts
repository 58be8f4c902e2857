// Sets of acts as bits, one for each place in the order in which the acts were taken in.

export type Bits = Uint32Array

export const noBits: Bits = new Uint32Array(0)

export const hasBit = (bits: Bits, index: number): boolean =>
  (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1

/** The first `count` places. */
export const firstBits = (count: number): Bits => {
  const bits = new Uint32Array((count + 31) >>> 5).fill(0xffff_ffff)
  if ((count & 31) !== 0) bits[bits.length - 1] = 2 ** (count & 31) - 1
  return bits
}

/** Adds `more` to `bits`, which has room for it. */
const addAll = (bits: Bits, more: Bits): void => {
  for (let at = 0; at < more.length; at++) bits[at] = (bits[at] ?? 0) | (more[at] ?? 0)
}

/** How many of `nodes`, which ascend by place, lie before `index`. */
const countBefore = (nodes: readonly Placed[], index: number): number => {
  let [low, high] = [0, nodes.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((nodes[middle]?.index ?? index) < index) low = middle + 1
    else high = middle
  }
  return low
}

type Placed = { index: number; past: Bits }

/** A set of places that grows by the pasts of acts. Acts that stand on the same share one past. */
export class Pasts {
  readonly bits: Bits
  #last: Bits | null = null

  /** For acts below `count`. */
  constructor(count: number) {
    this.bits = new Uint32Array((count + 31) >>> 5)
  }

  has(node: Placed): boolean {
    return hasBit(this.bits, node.index)
  }

  add({ past }: Placed): void {
    if (past !== this.#last) addAll(this.bits, past)
    this.#last = past
  }
}

/**
 * The acts of `nodes` for which `holds` is true and on which no other such act stands, and the past
 * of all of these. `nodes` ascend by place.
 */
export const topOf = <N extends Placed>(
  nodes: readonly N[],
  holds: (node: N) => boolean = () => true,
): { top: N[]; past: Bits } => {
  const top: N[] = []
  const pasts = new Pasts((nodes.at(-1)?.index ?? -1) + 1)
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at]
    if (!node || pasts.has(node) || !holds(node)) continue
    top.push(node)
    pasts.add(node)
  }
  return { top, past: pasts.bits }
}

/** The places of `nodes` and of their past. They ascend by place. */
export const closureOf = (nodes: readonly Placed[]): Bits => {
  const { past } = topOf(nodes)
  for (const { index } of nodes) past[index >>> 5] = (past[index >>> 5] ?? 0) | (1 << (index & 31))
  return past
}

/** 32 places. Reading beyond the end of an array makes all readings slow. */
const wordOf = (bits: Bits, word: number): number =>
  word < bits.length ? (bits[word] as number) : 0

/** The greatest of 32 places; they are not all empty. */
const greatest = (places: number): number => 1 << (31 - Math.clz32(places))

/**
 * Acts in the order of their places, and these places as a set: thirty-two of thousands of acts are left out at
 * a time.
 */
export class Row<N extends Placed> {
  readonly nodes: N[] = []
  #places = new Uint32Array(1)

  /** Behind all that are here. */
  add(node: N): void {
    this.nodes.push(node)
    const word = node.index >>> 5
    if (word >= this.#places.length) {
      const more = new Uint32Array(2 * word + 1)
      more.set(this.#places)
      this.#places = more
    }
    this.#places[word] = (this.#places[word] ?? 0) | (1 << (node.index & 31))
  }

  /** The acts in `set` that are not in `without`. */
  within(set: Bits, without: Bits = noBits): N[] {
    const found: N[] = []
    const places = this.#places
    for (let word = Math.min(places.length, set.length) - 1; word >= 0; word--) {
      let left = wordOf(places, word) & wordOf(set, word) & ~wordOf(without, word)
      for (; left !== 0; left &= ~greatest(left)) {
        const node = this.#at(word, greatest(left))
        if (node) found.push(node)
      }
    }
    return found.reverse()
  }

  /**
   * The acts in `set` for which `holds` is true and on which no other such act stands, and the past of all of these.
   * One act gives its own past: a set of thousands is made for none of thousands of acts in a row.
   */
  topWithin(set: Bits, holds: (node: N) => boolean): { top: N[]; past: Bits } {
    const top: N[] = []
    const places = this.#places
    const words = Math.min(places.length, set.length)
    let past = noBits
    for (let word = words - 1; word >= 0; word--) {
      let left = wordOf(places, word) & wordOf(set, word) & ~wordOf(past, word)
      for (; left !== 0; left &= ~(greatest(left) | wordOf(past, word))) {
        const node = this.#at(word, greatest(left))
        if (!node || !holds(node)) continue
        const [first] = top
        if (top.length === 1 && first) {
          past = new Uint32Array(words)
          addAll(past, first.past)
        }
        if (!first) past = node.past
        else if (node.past !== top.at(-1)?.past) addAll(past, node.past)
        top.push(node)
      }
    }
    return { top, past }
  }

  /** `place`: the one of 32. */
  #at(word: number, place: number): N | undefined {
    return this.nodes[countBefore(this.nodes, word * 32 + 31 - Math.clz32(place))]
  }
}
