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

type Placed = { index: number; past: Bits }

/** Those of `nodes` that no other of them stands on, and the past of all. They ascend by place. */
export const topOf = <N extends Placed>(nodes: readonly N[]): { top: N[]; past: Bits } => {
  const top: N[] = []
  const past = new Uint32Array(
    Math.max(0, ...nodes.slice(-1).map(({ index }) => (index >>> 5) + 1)),
  )
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at]
    if (!node || hasBit(past, node.index)) continue
    top.push(node)
    addAll(past, node.past)
  }
  return { top, past }
}

/** The places of `nodes` and of their past. They ascend by place. */
export const closureOf = (nodes: readonly Placed[]): Bits => {
  const { past } = topOf(nodes)
  for (const { index } of nodes) past[index >>> 5] = (past[index >>> 5] ?? 0) | (1 << (index & 31))
  return past
}
