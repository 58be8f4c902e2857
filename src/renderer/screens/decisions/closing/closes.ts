// Several closes of one decision: the positions that each lists, and the outcome of each alone.
import type { Decision } from '#shared/contract'
import { isAgreed, outcomeBy, type CountingRule } from '#shared/outcome'

export type Close = Decision['closes'][number]
export type ListedChoice = Close['counts'][number]['choice']

export const listedIn = ({ counts }: Close, member: string): ListedChoice =>
  counts.find(each => each.member === member)?.choice ?? null

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
