// Several closes of one decision: the positions that each lists, and the outcome of each alone.
import type { Decision, DecisionSeat } from '#shared/contract'
import { isAgreed, outcomeBy, type CountingRule } from '#shared/outcome'

export type Close = Decision['closes'][number]
export type ListedChoice = Close['counts'][number]['choice']

export const listedIn = ({ counts }: Close, member: string): ListedChoice =>
  counts.find(each => each.member === member)?.choice ?? null

/** Why the answer that counts is not the one that a close lists. */
export type Difference = 'later' | 'cautious' | 'own'

/**
 * `later`: the answer that counts was given on top of the listed one. `cautious`: both were given apart. `own`: the
 * answer of a member comes before that of an alternate, and each position before a note.
 */
export const differenceOf = (
  { counts }: Close,
  { member, from, isApart }: Pick<DecisionSeat, 'member' | 'from' | 'isApart'>,
): Difference => {
  const listed = counts.find(each => each.member === member)
  if (listed?.isReplaced) return 'later'
  return isApart && listed?.from === from ? 'cautious' : 'own'
}

/** The outcome of one close alone. A rule of silence also counts what was seen, which no close lists. */
export function outcomeOfClose({ counts }: Close, rule: CountingRule) {
  const of = (choice: ListedChoice): number => counts.filter(each => each.choice === choice).length
  const sides = { support: of('support'), reservations: of('reservations'), object: of('object') }
  const quorum = rule.kind === 'silence' ? 0 : rule.quorum
  return outcomeBy({ ...rule, quorum }, sides, counts.length - of(null))
}

export const hasChanged = ({ closes, rule, outcome }: Decision): boolean =>
  outcome !== null &&
  outcome.code !== 'no-quorum' &&
  closes.some(close => isAgreed(outcomeOfClose(close, rule)) !== isAgreed(outcome.code))
