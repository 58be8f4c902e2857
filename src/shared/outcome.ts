// The outcome of a decision by its rule. Core counts acts with it, and a window shows with it what
// a position would do before it is given.
import type { DecisionChoice, DecisionOutcome } from './vocabulary.ts'

/** More than (`more`), or at least, a/b of support and objections. */
export type VoteThreshold = { a: number; b: number; more: boolean }

export type CountingRule = {
  kind: 'consensus' | 'silence' | 'vote'
  /** Seats that have to answer. */
  quorum: number
  /** For a vote, or for the vote that consensus falls back on; null for none. */
  threshold: VoteThreshold | null
}

/** Seats for the text and against it. */
type Sides = Record<'support' | 'reservations' | 'object', number>

/** The answer of a seat: a choice, `seen` without one, or nothing received. */
export type SeatAnswer = DecisionChoice | 'seen' | null

const isReached = ({ a, b, more }: VoteThreshold, yes: number, all: number): boolean =>
  all > 0 && (more ? yes * b > a * all : yes * b >= a * all)

/** `present`: the seats that answered, as the quorum of the rule counts them. */
export function outcomeBy(rule: CountingRule, sides: Sides, present: number): DecisionOutcome {
  const { kind, quorum, threshold } = rule
  if (present < quorum) return 'no-quorum'
  if (kind !== 'vote' && sides.object === 0) return kind === 'silence' ? 'no-objection' : 'agreed'
  const yes = sides.support + sides.reservations
  const isVoted = threshold !== null && isReached(threshold, yes, yes + sides.object)
  return isVoted ? 'agreed-by-vote' : 'not-agreed'
}

export const isAgreed = (code: DecisionOutcome): boolean =>
  code === 'agreed' || code === 'no-objection' || code === 'agreed-by-vote'

/** Whether a seat with this answer is present. A rule of silence counts those that saw the question. */
const isPresent = (kind: CountingRule['kind'], answer: SeatAnswer): boolean =>
  answer !== null && (answer !== 'seen' || kind === 'silence')

/** The counts and the outcome after one seat changed its answer from `from` to `to`. */
export function outcomeAfter<Counts extends Record<DecisionChoice, number>>(
  rule: CountingRule,
  now: { counts: Counts; present: number },
  { from, to }: { from: SeatAnswer; to: SeatAnswer },
): { code: DecisionOutcome; present: number; counts: Counts } {
  const counts: Counts = { ...now.counts }
  const add = (answer: SeatAnswer, seats: number): void => {
    if (answer !== null && answer !== 'seen')
      Object.assign(counts, { [answer]: counts[answer] + seats })
  }
  add(from, -1)
  add(to, 1)
  const present = now.present - +isPresent(rule.kind, from) + +isPresent(rule.kind, to)
  return { code: outcomeBy(rule, counts, present), present, counts }
}
