// The records of one group that this device keeps, each judged once: a graph that only grows.
// A history is a value: adding gives a new one, so that nothing changes when storing fails.
import type { GroupId, RecordId } from '#shared/ids'
import { nameable } from './frontier.ts'
import { apply, fold } from './reduce/fold.ts'
import { inOrder, type Node } from './reduce/node.ts'
import { recipientsAfter } from './recipients.ts'
import type { Membership } from './records.ts'
import { brokenRule } from './rules/index.ts'
import { emptyState, isStopped, type GroupState } from './state.ts'

export type History = {
  group: GroupId
  nodes: ReadonlyMap<RecordId, Node>
  /** Records that no other stands on, sorted; so many of them as one record can stand on. */
  heads: readonly RecordId[]
  /** All of those. */
  frontier: ReadonlySet<RecordId>
  state: GroupState
  /** The states just after the records used last: the same for ever, so histories share them. */
  after: Map<RecordId, GroupState>
}

/** What a state is found in; `stale` when `state` lacks records that are in `nodes`. */
type Found = Pick<History, 'group' | 'nodes' | 'state' | 'after' | 'frontier'> & {
  stale: boolean
}

/** A history while it grows. */
type Growing = Found & { nodes: Map<RecordId, Node>; frontier: Set<RecordId> }

/** So many states are remembered. Without them a long branch beside ours costs its square. */
const remembered = 64

export const emptyHistory = (group: GroupId): History => ({
  group,
  nodes: new Map(),
  heads: [],
  frontier: new Set(),
  state: emptyState(group),
  after: new Map(),
})

/** `heads` that are known, and all they stand on. */
const pastOf = (
  nodes: ReadonlyMap<RecordId, Node>,
  heads: readonly RecordId[],
): Map<RecordId, Node> => {
  const past = new Map<RecordId, Node>()
  const open = [...heads]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodes.get(id)
    if (!node || past.has(id)) continue
    past.set(id, node)
    open.push(...node.record.parents)
  }
  return past
}

const remember = ({ after }: Found, id: RecordId, state: GroupState): void => {
  after.delete(id)
  after.set(id, state)
  const [oldest] = after.keys()
  if (after.size > remembered && oldest !== undefined) after.delete(oldest)
}

const areHeads = ({ frontier }: Found, parents: readonly RecordId[]): boolean =>
  parents.length === frontier.size && parents.every(parent => frontier.has(parent))

const growingFrom = (history: History): Growing => ({
  ...history,
  nodes: new Map(history.nodes),
  frontier: new Set(history.frontier),
  stale: false,
})

const stateBefore = (found: Found, parents: readonly RecordId[]): GroupState => {
  if (!found.stale && areHeads(found, parents)) return found.state
  const folded = () => fold(found.group, pastOf(found.nodes, parents).values())
  const [only, ...more] = parents
  if (only === undefined || more.length > 0) return folded()
  const state = found.after.get(only) ?? folded()
  remember(found, only, state)
  return state
}

/** The state that a record with these parents finds. */
export const stateAt = (history: History, parents: readonly RecordId[]): GroupState =>
  stateBefore({ ...history, stale: false }, parents)

/**
 * What a record stands on that has to be judged by everybody: the heads of what this version can
 * judge, below records of a later one.
 */
export const headsBelow = ({ nodes, state }: History): RecordId[] => {
  const heads = new Set<RecordId>()
  const judged = [...nodes.values()].filter(
    ({ verdict, record }) => verdict === 'stands' && record.body.type !== 'unknown',
  )
  for (const { record } of judged) heads.add(record.id)
  for (const { record } of judged) for (const parent of record.parents) heads.delete(parent)
  return nameable(heads, nodes, state)
}

const isUnknownRoot = ({ body, parents }: Membership): boolean =>
  body.type === 'unknown' && parents.length === 0

/** What a record is worth that finds `before`: how it is kept, or the rule it breaks. */
const judge = (record: Membership, before: GroupState): Node['verdict'] | { broken: string } => {
  if (isStopped(before)) return 'later'
  const broken = isUnknownRoot(record) ? null : brokenRule(record, before)
  return broken === null ? 'stands' : { broken }
}

const keep = (growing: Growing, node: Node, before: GroupState): void => {
  const { record } = node
  const last = areHeads(growing, record.parents)
  growing.nodes.set(record.id, node)
  for (const parent of record.parents) growing.frontier.delete(parent)
  growing.frontier.add(record.id)
  // A record is the last in order of all that it stands on and itself.
  const after = apply(before, node)
  remember(growing, record.id, after)
  // On all heads it is the last of all; any other may change who won before it.
  if (last && !growing.stale) growing.state = after
  else growing.stale = true
}

const grown = ({ group, nodes, frontier, state: last, stale, after }: Growing): History => {
  const state = stale ? fold(group, nodes.values()) : last
  return { group, nodes, heads: nameable(frontier, nodes, state), frontier, state, after }
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
    for (const parent of record.parents) {
      const siblings = children.get(parent)
      if (siblings) siblings.push(record.id)
      else children.set(parent, [record.id])
    }
  }
  const accepted: Membership[] = []
  const refused: Extension['refused'] = []
  const growing = growingFrom(history)
  const open = [...waiting.keys()]
  // The list grows while it is walked: a kept record calls those that waited for it.
  for (const id of open) {
    const record = waiting.get(id)
    if (!record) continue
    let depth = 0
    let ready = true
    for (const parent of record.parents) {
      const node = growing.nodes.get(parent)
      if (node) depth = Math.max(depth, node.depth + 1)
      else ready = false
    }
    if (!ready) continue
    waiting.delete(id)
    const before = stateBefore(growing, record.parents)
    const verdict = judge(record, before)
    if (typeof verdict === 'object') {
      refused.push({ record, ...verdict })
      continue
    }
    const recipients =
      verdict === 'later' ? null : recipientsAfter(record.body, record.device, before)
    keep(growing, { record, depth, verdict, recipients }, before)
    accepted.push(record)
    open.push(...(children.get(id) ?? []))
  }
  const next = accepted.length > 0 ? grown(growing) : history
  return { history: next, accepted, known, refused, waiting: [...waiting.values()] }
}

/** The state of a set of records, whatever the order they are given in. */
export const reduce = (group: GroupId, records: readonly Membership[]): GroupState =>
  extend(emptyHistory(group), records).history.state

/** Node records that a device with these heads lacks, each after its parents. */
export const recordsBeyond = (history: History, heads: readonly RecordId[]): Membership[] => {
  const known = pastOf(history.nodes, heads)
  return [...history.nodes.values()]
    .filter(({ record }) => !known.has(record.id))
    .toSorted(inOrder)
    .map(({ record }) => record)
}
