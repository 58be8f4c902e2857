// The outcome if this member's seat had another answer, by the function that core counts with.
import type { Decision, DecisionChoice } from '#shared/contract'
import { outcomeAfter, type SeatAnswer } from '#shared/outcome'

/** Null where the decision has no outcome. */
export function afterPosition(decision: Decision, self: string | undefined, to: DecisionChoice) {
  const { outcome, seats, rule } = decision
  if (outcome === null) return null
  const own = seats.find(({ member }) => member === self)
  const stands = seats.find(({ alternates }) => alternates.some(each => each === self))
  const seat = own ?? stands
  // The position of an alternate counts where the seat itself gave none.
  if (!seat || seat.from === 'void' || (!own && seat.from === 'own')) return outcome
  const from: SeatAnswer = seat.choice ?? (seat.from === 'seen' ? 'seen' : null)
  return { ...outcome, ...outcomeAfter(rule, outcome, { from, to }) }
}
