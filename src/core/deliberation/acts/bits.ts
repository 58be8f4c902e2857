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

/** The part of `nodes`, which ascend by place, that can be in the set. */
export const upTo = <N extends Placed>(nodes: readonly N[], set: Bits): readonly N[] => {
  const end = set.length * 32
  if ((nodes.at(-1)?.index ?? 0) < end) return nodes
  let [low, high] = [0, nodes.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((nodes[middle]?.index ?? end) < end) low = middle + 1
    else high = middle
  }
  return nodes.slice(0, low)
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
