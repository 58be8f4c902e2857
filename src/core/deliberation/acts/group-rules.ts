// The rules of a group that hold now. They may stand in the acts of any of its documents. Clocks say
// nothing: later rules stand on earlier ones, or on more records.
import type { ActId, RecordId } from '#shared/ids'
import type { Act } from './act.ts'
import type { Threshold } from './bodies.ts'
import { standsOn, type ActNode } from './graph.ts'
import type { Proceedings } from './proceedings.ts'
import type { NodeOfType } from './question.ts'

type RulesNode = NodeOfType<'rules'>

/** An act with the acts of its document. */
export type Found<N extends ActNode = ActNode> = { node: N; proceedings: Proceedings }

/** Whether one act stands on another, by ids: several documents can carry both, and each is read apart. */
const isBehind = ({ nodes }: Proceedings, one: ActId, other: ActId): boolean => {
  const [node, below] = [nodes.get(one), nodes.get(other)]
  return node !== undefined && below !== undefined && standsOn(node, below)
}

/** Whether the author of `one` knew `other`, or more records of the group. */
export const isAfter = (
  { node: { record }, proceedings }: Found,
  { id, heads }: Pick<Act, 'id' | 'heads'>,
): boolean => isBehind(proceedings, record.id, id) || proceedings.knowsMore(record.heads, heads)

const greaterFirst = (one: Threshold, other: Threshold): number =>
  other.a * one.b - one.a * other.b || Number(other.more) - Number(one.more)

const strictestFirst = ({ record: one }: RulesNode, { record: other }: RulesNode): number =>
  greaterFirst(one.body.quorum, other.body.quorum) ||
  greaterFirst(one.body.vote, other.body.vote) ||
  Number(one.body.heard) - Number(other.body.heard) ||
  (one.id < other.id ? -1 : 1)

/** Right rules by members and devices that are not void. */
const rightRules = (all: readonly Proceedings[], today: readonly RecordId[]): Found<RulesNode>[] =>
  all.flatMap(proceedings =>
    (proceedings.rightNow('rules', today) ?? []).map(node => ({ node, proceedings })),
  )

/** The rules after which no others came. Several were written apart: each holds, the one with the greatest quorum first. */
const lastOf = (found: readonly Found<RulesNode>[]): RulesNode[] => {
  const last = found.filter(each => !found.some(other => isAfter(other, each.node.record)))
  return [...new Map(last.map(({ node }) => [node.record.id, node])).values()].toSorted(
    strictestFirst,
  )
}

export const rulesNow = (all: readonly Proceedings[], today: readonly RecordId[]): RulesNode[] =>
  lastOf(rightRules(all, today))

/**
 * The rules that held at an act: those on which it stands, and those of an earlier time that are not after it. Fewer
 * records do not make rules earlier: an author can name old ones years later.
 */
export const rulesAt = (
  all: readonly Proceedings[],
  today: readonly RecordId[],
  act: Pick<Act, 'id' | 'heads' | 'at'>,
): RulesNode[] =>
  lastOf(
    rightRules(all, today).filter(each => {
      const { id, at } = each.node.record
      return isBehind(each.proceedings, act.id, id) || (at <= act.at && !isAfter(each, act))
    }),
  )
