// The records of one group that this device keeps, each judged once: a graph that only grows.
// A history is a value: adding gives a new one, so that nothing changes when storing fails.
import type { GroupId, RecordId } from '#shared/ids'
import { apply, fold, inOrder, type Node } from './reduce.ts'
import type { Membership } from './records.ts'
import { brokenRule } from './rules.ts'
import { emptyState, isStopped, type GroupState } from './state.ts'

/** `later`: stands on a record that this version does not know, so it cannot be judged here. */
type Kept = Node & { verdict: 'stands' | 'later' }

export type History = {
  group: GroupId
  nodes: ReadonlyMap<RecordId, Kept>
  /** Records that no other stands on, sorted. */
  heads: readonly RecordId[]
  state: GroupState
}

export const emptyHistory = (group: GroupId): History => ({
  group,
  nodes: new Map(),
  heads: [],
  state: emptyState(group),
})

/** `heads` that are known, and all they stand on. */
const pastOf = (history: History, heads: readonly RecordId[]): Map<RecordId, Kept> => {
  const past = new Map<RecordId, Kept>()
  const open = [...heads]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = history.nodes.get(id)
    if (!node || past.has(id)) continue
    past.set(id, node)
    open.push(...node.record.parents)
  }
  return past
}

const standing = (nodes: Iterable<Kept>): Kept[] =>
  [...nodes].filter(({ verdict }) => verdict === 'stands')

const areHeads = (history: History, parents: readonly RecordId[]): boolean =>
  parents.length === history.heads.length &&
  parents.every((parent, index) => parent === history.heads[index])

/** The state that a record with these parents finds. */
export const stateAt = (history: History, parents: readonly RecordId[]): GroupState =>
  areHeads(history, parents)
    ? history.state
    : fold(history.group, standing(pastOf(history, parents).values()))

const isUnknownRoot = ({ body, parents }: Membership): boolean =>
  body.type === 'unknown' && parents.length === 0

/** What `record`, whose parents are all kept, is worth: how it is kept, or the rule it breaks. */
const judge = (history: History, record: Membership): Kept['verdict'] | { broken: string } => {
  const before = stateAt(history, record.parents)
  if (isStopped(before)) return 'later'
  const broken = isUnknownRoot(record) ? null : brokenRule(record, before)
  return broken === null ? 'stands' : { broken }
}

const withNode = (history: History, node: Kept): History => {
  const { record } = node
  const nodes = new Map(history.nodes).set(record.id, node)
  const parents = new Set(record.parents)
  const heads = [...history.heads.filter(head => !parents.has(head)), record.id].toSorted()
  if (node.verdict === 'later') return { ...history, nodes, heads }
  // A record on all heads is the last in order; any other may change who won before it.
  const state = areHeads(history, record.parents)
    ? apply(history.state, node)
    : fold(history.group, standing(nodes.values()))
  return { ...history, nodes, heads, state }
}

export type Extension = {
  history: History
  /** Newly kept, each after its parents. */
  accepted: Membership[]
  known: number
  refused: { record: Membership; broken: string }[]
  /** Parents are missing: to be offered again when they come. */
  waiting: Membership[]
}

/**
 * `history` with those of `records` that may stand. They come in any order, with duplicates; form
 * and signatures have been checked. The outcome does not depend on the order.
 */
export const extend = (history: History, records: readonly Membership[]): Extension => {
  const waiting = new Map<RecordId, Membership>()
  const children = new Map<RecordId, RecordId[]>()
  let known = 0
  for (const record of records) {
    if (history.nodes.has(record.id) || waiting.has(record.id)) {
      known++
      continue
    }
    waiting.set(record.id, record)
    for (const parent of record.parents)
      children.set(parent, [...(children.get(parent) ?? []), record.id])
  }
  const accepted: Membership[] = []
  const refused: Extension['refused'] = []
  let next = history
  const open = [...waiting.keys()]
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const record = waiting.get(id)
    if (!record) continue
    let depth = 0
    let ready = true
    for (const parent of record.parents) {
      const node = next.nodes.get(parent)
      if (node) depth = Math.max(depth, node.depth + 1)
      else ready = false
    }
    if (!ready) continue
    waiting.delete(id)
    const verdict = judge(next, record)
    if (typeof verdict === 'object') {
      refused.push({ record, ...verdict })
      continue
    }
    next = withNode(next, { record, depth, verdict })
    accepted.push(record)
    open.push(...(children.get(id) ?? []))
  }
  return { history: next, accepted, known, refused, waiting: [...waiting.values()] }
}

/** The state of a set of records, whatever the order they are given in. */
export const reduce = (group: GroupId, records: readonly Membership[]): GroupState =>
  extend(emptyHistory(group), records).history.state

/** Kept records that a device with these heads lacks, each after its parents. */
export const recordsBeyond = (history: History, heads: readonly RecordId[]): Membership[] => {
  const known = pastOf(history, heads)
  return [...history.nodes.values()]
    .filter(({ record }) => !known.has(record.id))
    .toSorted(inOrder)
    .map(({ record }) => record)
}
