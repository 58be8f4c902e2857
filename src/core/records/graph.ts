// A graph of records, each judged once in its own causal past. The graph only grows. It is a value:
// adding makes a new one, so a failure to store changes nothing.
import type { DeviceId, RecordId } from '#shared/ids'
import { recordLimits, type RecordWith } from './record.ts'

/** The fields that a graph reads: `Id` names a record, and those that it stands on. */
export type Linked<Id extends string> = { id: Id; parents: readonly Id[]; device: DeviceId }

/** A kept record. `depth`: the length of the longest way from it to one without parents. */
export type Placed<R> = { record: R; depth: number }
export type NodeOf<B> = Placed<RecordWith<B>>

export type Graph<N, Id extends string = RecordId> = {
  nodes: ReadonlyMap<Id, N>
  /** All records that no record follows. */
  frontier: ReadonlySet<Id>
}

/** The place at which a record is judged: every record of its past is in `nodes`. */
export type Place<N, Id extends string = RecordId> = { nodes: ReadonlyMap<Id, N>; depth: number }

/** The rule that a record breaks in its own past. It is not kept. */
export type Broken = { broken: string }

/** Judges a record by its past: the node that it becomes, or the rule that it breaks. */
export type JudgeOf<R, N, Id extends string> = (record: R, place: Place<N, Id>) => N | Broken
export type Judge<B, N> = JudgeOf<RecordWith<B>, N, RecordId>

/** The outcome of offered records. */
export type OfferedOf<R> = {
  /** Newly kept records, each after its parents. */
  accepted: R[]
  known: number
  refused: { record: R; broken: string }[]
  /** Records whose parents are missing. They are offered again when the parents come. */
  waiting: R[]
}
export type Offered<B> = OfferedOf<RecordWith<B>>

/** The one order of all devices. */
export const inOrder = (a: Placed<{ id: string }>, b: Placed<{ id: string }>): number =>
  a.depth - b.depth || (a.record.id < b.record.id ? -1 : a.record.id > b.record.id ? 1 : 0)

export const emptyGraph = <N, Id extends string = RecordId>(): Graph<N, Id> => ({
  nodes: new Map(),
  frontier: new Set(),
})

/** `heads` that are known, and all records in their past. */
export const pastOf = <Id extends string, N extends Placed<Linked<Id>>>(
  nodes: ReadonlyMap<Id, N>,
  heads: readonly Id[],
): Map<Id, N> => {
  const past = new Map<Id, N>()
  const open = [...heads]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodes.get(id)
    if (!node || past.has(id)) continue
    past.set(id, node)
    for (const parent of node.record.parents) open.push(parent)
  }
  return past
}

/** Records of the graph that a device with these heads lacks, each after its parents. */
export const recordsBeyond = <B>(
  { nodes }: Pick<Graph<NodeOf<B>>, 'nodes'>,
  heads: readonly RecordId[],
): RecordWith<B>[] => {
  const known = pastOf(nodes, heads)
  return [...nodes.values()]
    .filter(({ record }) => !known.has(record.id))
    .toSorted(inOrder)
    .map(({ record }) => record)
}

const isBroken = (verdict: object): verdict is Broken => 'broken' in verdict

/** The depth of a record on these parents; null if one is missing. */
const depthOn = <Id extends string>(
  nodes: ReadonlyMap<Id, Placed<unknown>>,
  parents: readonly Id[],
): number | null => {
  let depth = 0
  for (const parent of parents) {
    const node = nodes.get(parent)
    if (!node) return null
    depth = Math.max(depth, node.depth + 1)
  }
  return depth
}

/**
 * Adds to `graph` those of `records` that break no rule. They come in any order, with duplicates;
 * form and signatures have been checked.
 */
export const extendGraph = <Id extends string, R extends Linked<Id>, N extends Placed<R>>(
  graph: Graph<N, Id>,
  records: readonly R[],
  judge: JudgeOf<R, N, Id>,
): OfferedOf<R> & { graph: Graph<N, Id> } => {
  const waiting = new Map<Id, R>()
  const children = new Map<Id, Id[]>()
  for (const record of records) {
    if (graph.nodes.has(record.id) || waiting.has(record.id)) continue
    waiting.set(record.id, record)
    for (const parent of record.parents) {
      const siblings = children.get(parent)
      if (siblings) siblings.push(record.id)
      else children.set(parent, [record.id])
    }
  }
  const known = records.length - waiting.size
  const nodes = new Map(graph.nodes)
  const frontier = new Set(graph.frontier)
  const accepted: R[] = []
  const refused: OfferedOf<R>['refused'] = []
  const open = [...waiting.keys()]
  // The list grows during the loop: a kept record adds those that waited for it.
  for (const id of open) {
    const record = waiting.get(id)
    const depth = record ? depthOn(nodes, record.parents) : null
    if (!record || depth === null) continue
    waiting.delete(id)
    const verdict = judge(record, { nodes, depth })
    if (isBroken(verdict)) {
      refused.push({ record, broken: verdict.broken })
      continue
    }
    nodes.set(id, verdict)
    for (const parent of record.parents) frontier.delete(parent)
    frontier.add(id)
    accepted.push(record)
    open.push(...(children.get(id) ?? []))
  }
  const isGrown = accepted.length > 0
  const next = isGrown ? { nodes, frontier } : graph
  return { graph: next, accepted, known, refused, waiting: [...waiting.values()] }
}

/**
 * `heads`, sorted, limited to what a record or message may name. A device can write any number of
 * concurrent records. To keep them from displacing others, the deepest head of each member comes
 * first, then the next of each. The rest is named after those have successors. All devices with the
 * same records choose the same ones. `memberOf` is null for a device that only asks to come in: such
 * devices come last, whatever their number.
 */
export const nameable = <Id extends string>(
  heads: Iterable<Id>,
  nodes: ReadonlyMap<Id, Placed<Linked<Id>>>,
  memberOf: (device: DeviceId) => string | null,
  most: number = recordLimits.parents,
): Id[] => {
  const all = [...heads].toSorted()
  if (all.length <= most) return all
  const found = all.map(id => nodes.get(id)).filter(node => node !== undefined)
  const turns = new Map<string, number>()
  const ranked = found
    .toSorted(inOrder)
    .toReversed()
    .map(({ record }) => {
      const member = memberOf(record.device)
      const turn = turns.get(member ?? '') ?? 0
      turns.set(member ?? '', turn + 1)
      return { id: record.id, turn: member === null ? Infinity : turn }
    })
  return ranked
    .toSorted((a, b) => (a.turn === b.turn ? 0 : a.turn - b.turn))
    .slice(0, most)
    .map(({ id }) => id)
    .toSorted()
}
