// The rules of a group that hold now. They may stand in the acts of any of its documents. Clocks say
// nothing: later rules stand on earlier ones, or on more records.
import type { RecordId } from '#shared/ids'
import type { Threshold } from './bodies.ts'
import { standsOn, type ActNode } from './graph.ts'
import type { Proceedings } from './proceedings.ts'
import type { NodeOfType } from './question.ts'

type RulesNode = NodeOfType<'rules'>

/** An act with the acts of its document. */
export type Found<N extends ActNode = ActNode> = { node: N; proceedings: Proceedings }

/** Whether the author of `one` knew `other`, or more records of the group. */
export const isAfter = (one: Found, other: Found): boolean =>
  (one.proceedings === other.proceedings && standsOn(one.node, other.node)) ||
  one.proceedings.knowsMore(one.node, other.node)

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
const lastOf = (found: readonly Found<RulesNode>[]): RulesNode[] =>
  found
    .filter(each => !found.some(other => isAfter(other, each)))
    .map(({ node }) => node)
    .toSorted(strictestFirst)

export const rulesNow = (all: readonly Proceedings[], today: readonly RecordId[]): RulesNode[] =>
  lastOf(rightRules(all, today))

/**
 * The rules that held at this act. Where neither author knew of the act of the other, the times that both claim say
 * which came first.
 */
export const rulesAt = (
  all: readonly Proceedings[],
  today: readonly RecordId[],
  act: Found,
): RulesNode[] =>
  lastOf(
    rightRules(all, today).filter(
      each =>
        isAfter(act, each) || (!isAfter(each, act) && each.node.record.at <= act.node.record.at),
    ),
  )
