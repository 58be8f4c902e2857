// Cached states of sets of records, each set named by its heads. The state of a set is computed
// from that of a smaller set when the further records change nothing in it. Without that, each
// record on two heads would cost time for the whole graph, and a member with thousands of such
// records would cost quadratic time.
import { inOrder, pastOf } from '#core/records'
import type { GroupId, RecordId } from '#shared/ids'
import { emptyState, type GroupState } from '../state.ts'
import { apply, fold } from './fold.ts'
import type { Node } from './node.ts'
import { isRemoval } from './removal-precedence.ts'

type Nodes = ReadonlyMap<RecordId, Node>

export type Folds = {
  /** The state of these records and their past. Heads that are not in `nodes` are left out. */
  at(nodes: Nodes, heads: readonly RecordId[]): GroupState
  /** Notes the state just after a record. */
  grew(nodes: Nodes, node: Node): void
}

/** A set whose state is known. */
type Base = {
  heads: ReadonlySet<RecordId>
  /** A bit for each record in the set, by its index. */
  bits: Uint32Array
  count: number
  /** The last record of the set in order; null for the empty set. */
  last: Node | null
  /**
   * A part of the set that contains all its removals and that each other record follows completely.
   * None of those other records is concurrent with a removal, so none is void.
   */
  floor: { heads: ReadonlySet<RecordId>; bits: Uint32Array }
  state: GroupState
}

/**
 * Most sets that are remembered: the last ones asked for, and others that several of those contain.
 */
const most = { asked: 64, below: 256 }
/** Most heads of a set with a name. */
const mostNamed = 1_024
/** Number of records at the end of a set that the next set may lack or have between others. */
const end = 64

/** The heads of a set with heads `below` and the records `more` on top. */
const headsOf = (below: Iterable<RecordId>, more: readonly Node[]): RecordId[] => {
  const heads = new Set([...below, ...more.map(({ record }) => record.id)])
  for (const { record } of more) for (const parent of record.parents) heads.delete(parent)
  return [...heads]
}

/** Whether each of `more`, in order, follows all of a set with these heads. */
const areAbove = (
  more: readonly Node[],
  heads: ReadonlySet<RecordId>,
  isAbove: (id: RecordId) => boolean,
): boolean => {
  const above = new Set<RecordId>()
  for (const { record } of more) {
    const { id, parents } = record
    const met = parents.filter(parent => heads.has(parent)).length
    if (met < heads.size && !parents.some(each => above.has(each) || isAbove(each))) return false
    above.add(id)
  }
  return true
}

/** Number of first records of `all` that form a floor for the rest. */
const floorOf = (all: readonly Node[]): number => {
  const first = all.findLastIndex(isRemoval) + 1
  for (let count = first, step = 1; count < all.length; count += step, step *= 2) {
    const heads = new Set(headsOf([], all.slice(0, count)))
    if (areAbove(all.slice(count), heads, () => false)) return count
  }
  return all.length
}

const nameOf = (heads: readonly RecordId[]): string | null =>
  heads.length > mostNamed ? null : heads.toSorted().join()

/** Remembers sets with their states, and finds the state of a set from the largest one below it. */
class FoldCache implements Folds {
  /** The index of a record's bit. It stays, because body and parents of a record never change. */
  private readonly places = new Map<RecordId, number>()
  private readonly asked = new Map<string, Base>()
  private below: Base[] = []
  private readonly group: GroupId
  private readonly nothing: Base

  constructor(group: GroupId) {
    this.group = group
    this.nothing = {
      heads: new Set<RecordId>(),
      bits: new Uint32Array(),
      count: 0,
      last: null,
      floor: { heads: new Set(), bits: new Uint32Array() },
      state: emptyState(group),
    }
  }

  at(nodes: Nodes, heads: readonly RecordId[]): GroupState {
    return this.find(nodes, heads).state
  }

  grew(nodes: Nodes, node: Node): void {
    // A record is last in the order of its past and itself.
    const base = this.find(nodes, node.record.parents)
    const { id } = node.record
    const state = apply(base.state, node)
    this.remember(id, this.grown(base, [id], { more: [node], state }))
  }

  private placeOf(id: RecordId): number {
    const place = this.places.get(id) ?? this.places.size
    this.places.set(id, place)
    return place
  }
  private isIn({ bits }: Pick<Base, 'bits'>, id: RecordId): boolean {
    const place = this.places.get(id)
    return place !== undefined && (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1
  }
  private remember(name: string | null, base: Base): Base {
    if (name === null) return base
    this.asked.delete(name)
    this.asked.set(name, base)
    const [oldest] = this.asked.keys()
    if (this.asked.size > most.asked && oldest !== undefined) this.asked.delete(oldest)
    return base
  }
  private grown(
    base: Base,
    heads: readonly RecordId[],
    { more, state }: { more: readonly Node[]; state: GroupState },
  ): Base {
    const set = more.map(({ record }) => this.placeOf(record.id))
    const bits = new Uint32Array((this.places.size >>> 5) + 1)
    bits.set(base.bits.length > bits.length ? base.bits.subarray(0, bits.length) : base.bits)
    for (const place of set) bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31))
    const own = { heads: new Set(heads), bits }
    const count = base.count + more.length
    const floor = more.some(isRemoval) ? own : base.floor
    return { ...own, count, last: more.at(-1) ?? base.last, floor, state }
  }

  private keepBelow(base: Base): void {
    this.below = [...this.below, base].slice(-most.below)
  }
  /**
   * `base` with `more` on top, in order. If `more` is long, the set without its end is remembered
   * too.
   */
  private climbed(base: Base, heads: readonly RecordId[], more: readonly Node[]): Base {
    const cut = more.length - end
    if (cut < end) return this.grown(base, heads, { more, state: more.reduce(apply, base.state) })
    const lower = more.slice(0, cut)
    const state = lower.reduce(apply, base.state)
    const step = this.grown(base, headsOf(base.heads, lower), { more: lower, state })
    this.keepBelow(step)
    const upper = more.slice(cut)
    return this.grown(step, heads, { more: upper, state: upper.reduce(apply, state) })
  }

  /**
   * The records, in order, in the set of `heads` and not in `base`. Null unless the state of the
   * set follows from that of `base` and these records alone, and if finding out takes too long.
   */
  private beyond(
    nodes: Nodes,
    heads: readonly RecordId[],
    base: Base,
    patience: { steps: number },
  ): Node[] | null {
    const more = new Map<RecordId, Node>()
    const met = new Set<RecordId>()
    const open = [...heads]
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (more.has(id)) continue
      if (this.isIn(base, id)) {
        if (base.heads.has(id)) met.add(id)
        continue
      }
      const node = nodes.get(id)
      if (!node) continue
      patience.steps -= 1 + node.record.parents.length
      const isEarlier = base.last !== null && inOrder(node, base.last) < 0
      if (patience.steps < 0 || isEarlier || isRemoval(node)) return null
      more.set(id, node)
      for (const parent of node.record.parents) open.push(parent)
    }
    if (met.size < base.heads.size) return null
    const list = [...more.values()].toSorted(inOrder)
    const { floor } = base
    const isAbove = (id: RecordId) => this.isIn(base, id) && !this.isIn(floor, id)
    return areAbove(list, floor.heads, isAbove) ? list : null
  }

  private folded(nodes: Nodes, heads: readonly RecordId[]): Base {
    const patience = { steps: 4 * nodes.size + 1_000 }
    for (const base of [...this.asked.values(), ...this.below].toSorted(
      (a, b) => b.count - a.count,
    )) {
      const more = this.beyond(nodes, heads, base, patience)
      if (more) return this.climbed(base, heads, more)
      if (patience.steps < 0) break
    }
    const all = [...pastOf(nodes, heads).values()].toSorted(inOrder)
    if (!all.some(isRemoval)) return this.climbed(this.nothing, heads, all)
    const count = floorOf(all)
    const more = all.slice(0, count)
    const state = fold(this.group, more)
    if (count === all.length) return this.grown(this.nothing, heads, { more, state })
    const floor = this.grown(this.nothing, headsOf([], more), { more, state })
    this.keepBelow(floor)
    return this.climbed(floor, heads, all.slice(count))
  }

  private find(nodes: Nodes, heads: readonly RecordId[]): Base {
    if (heads.length === 0) return this.nothing
    const name = nameOf(heads)
    const known = name === null ? undefined : this.asked.get(name)
    return this.remember(name, known ?? this.folded(nodes, heads))
  }
}

export const openFolds = (group: GroupId): Folds => new FoldCache(group)
