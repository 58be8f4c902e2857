// The records of one group on this device, each judged once. The graph only grows. A history is a
// value: adding makes a new one, so a failure to store changes nothing.
import type { GroupId, RecordId } from '#shared/ids'
import { nameable } from './frontier.ts'
import { openFolds, pastOf, type Folds } from './reduce/folds.ts'
import { inOrder, type Node } from './reduce/node.ts'
import { recipientsAfter } from './recipients.ts'
import type { Membership } from './records.ts'
import { brokenRule } from './rules/index.ts'
import { emptyState, isStopped, type GroupState } from './state.ts'

export type History = {
  group: GroupId
  nodes: ReadonlyMap<RecordId, Node>
  /** Heads that a record can name: sorted, and at most as many as a record can have as parents. */
  heads: readonly RecordId[]
  /** All heads. */
  frontier: ReadonlySet<RecordId>
  state: GroupState
  /** Shared by all histories of a group: the state at given heads never changes. */
  folds: Folds
}

/** A history while it grows. */
type Growing = Pick<History, 'group' | 'folds'> & {
  nodes: Map<RecordId, Node>
  frontier: Set<RecordId>
}

export const emptyHistory = (group: GroupId): History => ({
  group,
  nodes: new Map(),
  heads: [],
  frontier: new Set(),
  state: emptyState(group),
  folds: openFolds(group),
})

const growingFrom = ({ group, nodes, frontier, folds }: History): Growing => ({
  group,
  folds,
  nodes: new Map(nodes),
  frontier: new Set(frontier),
})

/** The state that a record with these parents finds. */
export const stateAt = ({ folds, nodes }: History, parents: readonly RecordId[]): GroupState =>
  folds.at(nodes, parents)

/**
 * Heads of the records that this version can judge, below records of a later version. A record on
 * these can be judged by all devices.
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

/** The verdict on a record that finds `before`, or the rule that it breaks. */
const judge = (record: Membership, before: GroupState): Node['verdict'] | { broken: string } => {
  if (isStopped(before)) return 'later'
  const broken = isUnknownRoot(record) ? null : brokenRule(record, before)
  return broken === null ? 'stands' : { broken }
}

const keep = ({ nodes, frontier, folds }: Growing, node: Node): void => {
  const { record } = node
  nodes.set(record.id, node)
  for (const parent of record.parents) frontier.delete(parent)
  frontier.add(record.id)
  folds.grew(nodes, node)
}

const grown = ({ group, nodes, frontier, folds }: Growing): History => {
  const state = folds.at(nodes, [...frontier])
  return { group, nodes, heads: nameable(frontier, nodes, state), frontier, state, folds }
}

export type Extension = {
  history: History
  /** Newly kept records, each after its parents. */
  accepted: Membership[]
  known: number
  refused: { record: Membership; broken: string }[]
  /** Records whose parents are missing. They are offered again when the parents come. */
  waiting: Membership[]
}

/**
 * Adds to `history` those of `records` that may stand. They come in any order, with duplicates;
 * form and signatures have been checked. The result does not depend on the order.
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
  // The list grows during the loop: a kept record adds those that waited for it.
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
    const before = growing.folds.at(growing.nodes, record.parents)
    const verdict = judge(record, before)
    if (typeof verdict === 'object') {
      refused.push({ record, ...verdict })
      continue
    }
    const recipients =
      verdict === 'later' ? null : recipientsAfter(record.body, record.device, before)
    keep(growing, { record, depth, verdict, recipients })
    accepted.push(record)
    open.push(...(children.get(id) ?? []))
  }
  const next = accepted.length > 0 ? grown(growing) : history
  return { history: next, accepted, known, refused, waiting: [...waiting.values()] }
}

/** The state of a set of records, whatever their order. */
export const reduce = (group: GroupId, records: readonly Membership[]): GroupState =>
  extend(emptyHistory(group), records).history.state

/** Records of the graph that a device with these heads lacks, each after its parents. */
export const recordsBeyond = (history: History, heads: readonly RecordId[]): Membership[] => {
  const known = pastOf(history.nodes, heads)
  return [...history.nodes.values()]
    .filter(({ record }) => !known.has(record.id))
    .toSorted(inOrder)
    .map(({ record }) => record)
}
