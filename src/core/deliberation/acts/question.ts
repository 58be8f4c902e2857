// The right acts about one question, by type. Their meaning is computed from a set of them.
import type { ActId, MemberId } from '#shared/ids'
import type { ActType, BodyOf } from './bodies.ts'
import type { Row } from './bits.ts'
import type { ActNode } from './graph.ts'
import type { Standing } from './membership.ts'

export type NodeOfType<T extends ActType> = ActNode<BodyOf<T>>

/** Every act about a question, in the order of taking in. */
export type Question = {
  id: ActId
  node: NodeOfType<'question'>
  /** Members with a seat, and alternates. */
  roll: ReadonlySet<MemberId>
  /** The standing at the heads of an act. */
  standingOf(node: ActNode): Standing
  right<T extends ActType>(type: T): readonly NodeOfType<T>[]
  /** The right ones; of `heard` all, whose long lists are judged where one is read. */
  row<T extends ActType>(type: T): Row<NodeOfType<T>>
  isRight(node: ActNode): boolean
}

/** Whether neither the device nor the member of an act is void. */
export const isLive = (node: ActNode, standing: Standing): boolean =>
  !standing.isVoid(node.record.device) && !standing.isVoid(node.member)

/** The seats in their order, each with its alternates. */
export const seatsIn = (question: Question) => question.node.record.body.roll
