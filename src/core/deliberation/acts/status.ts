// The status of a document, and what a question says to one member.
import { inOrder } from '#core/records'
import type { DocumentStatus } from '#shared/contract'
import type { ActId, MemberId } from '#shared/ids'
import { hasBit, topOf } from './bits.ts'
import { isAgreed } from '#shared/outcome'
import type { ActNode } from './graph.ts'
import { seatsIn, type Question } from './question.ts'
import type { QuestionState } from './state.ts'

export type Asked = { question: Question; state: QuestionState }

export const isDecided = ({ state }: Asked): boolean =>
  'outcome' in state && isAgreed(state.outcome.code)

/**
 * The first status that holds over the questions that adopt. `circulated`: right acts. `replaced`:
 * declarations that decided questions, of any document, replace.
 */
export const statusOf = (
  all: readonly Asked[],
  circulated: readonly ActNode[],
  replaced: ReadonlySet<ActId>,
): DocumentStatus => {
  const asked = all.filter(
    ({ question, state }) => question.node.record.body.purpose === 'adopt' && state.is !== 'void',
  )
  const adopted = asked.filter(isDecided)
  const isReplaced = ({ question }: Asked): boolean =>
    question.right('declare').some(({ record }) => replaced.has(record.id))
  if (adopted.some(isReplaced)) return 'replaced'
  if (adopted.length > 0) return 'adopted'
  if (asked.some(({ state }) => state.is === 'open')) return 'deciding'
  const isLast = ({ index }: ActNode): boolean =>
    asked.every(({ question }) => !hasBit(question.node.past, index))
  const latest = asked.toSorted((a, b) => inOrder(a.question.node, b.question.node)).at(-1)
  const open = circulated.filter(isLast)
  // A text that goes round again after a question is in consultation again.
  const isAgain =
    latest !== undefined && open.some(({ past }) => hasBit(past, latest.question.node.index))
  if (open.length > 0 && (latest === undefined || isAgain)) return 'consultation'
  if (latest === undefined) return 'draft'
  return latest.state.is === 'withdrawn' ? 'withdrawn' : 'not-adopted'
}

/** The facts that a device checks for its own member. */
export type OwnPart = {
  isOnTheRoll: boolean
  /** Whether the last positions of this member are among those that counted; null without one. */
  isCounted: boolean | null
  /** Whether the words that an officer wrote down count for the member's own seat. */
  isHeard: boolean
  /** Whether the last positions of this member, said apart, differ. */
  isApart: boolean
}

export const ownPartOf = ({ question, state }: Asked, member: MemberId): OwnPart => {
  const own = question.right('position').filter(node => node.member === member)
  const { top } = topOf(own)
  const counted = 'counted' in state ? state.counted : null
  const choices = new Set(top.map(({ record }) => record.body.choice))
  const seats = 'outcome' in state ? state.outcome.seats : []
  const hasSeat = seatsIn(question).some(({ seat }) => seat === member)
  return {
    isOnTheRoll: question.roll.has(member),
    isCounted:
      counted === null || top.length === 0
        ? null
        : top.every(({ index }) => hasBit(counted, index)),
    isHeard: hasSeat && seats.some(({ seat, from }) => seat === member && from === 'heard'),
    isApart: choices.size > 1,
  }
}
