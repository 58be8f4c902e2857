// A rule, its thresholds and its outcome in words.
import type { DecisionRule, DecisionSummary, Tally } from '#shared/contract'
import type { Words } from '../../words/words.ts'

export type Purpose = 'adopt' | 'approve' | 'decide'

/** As sentences say it: minutes are approved, other texts adopted. */
export const purposeOf = ({
  purpose,
  isMinutes,
}: Pick<DecisionSummary, 'purpose' | 'isMinutes'>): Purpose =>
  purpose === 'adopt' && isMinutes ? 'approve' : purpose

/** The thresholds that the screen offers. A group's rules may name another. */
export const thresholds = {
  half: { a: 1, b: 2, more: true },
  twoThirds: { a: 2, b: 3, more: false },
  threeQuarters: { a: 3, b: 4, more: false },
  all: { a: 1, b: 1, more: false },
} as const
export type ThresholdName = keyof typeof thresholds

export const thresholdName = (given: DecisionRule['threshold']): ThresholdName | null =>
  (Object.keys(thresholds) as ThresholdName[]).find(name => {
    const { a, b, more } = thresholds[name]
    return given !== null && given.a * b === a * given.b && given.more === more
  }) ?? null

/** "more than half", "at least 3/5". */
export function thresholdText(given: NonNullable<DecisionRule['threshold']>, words: Words): string {
  const name = thresholdName(given)
  if (name !== null) return words(`decisions.threshold.${name}`)
  const part = { part: `${given.a}/${given.b}` }
  return words(given.more ? 'decisions.threshold.more' : 'decisions.threshold.least', part)
}

export function ruleSentence(
  rule: DecisionRule,
  seats: number,
  purpose: Purpose,
  words: Words,
): string {
  const { kind, quorum, threshold } = rule
  const values = { quorum, seats, purpose }
  if (kind === 'silence') return words('decisions.rule.silence', values)
  if (threshold === null) return words('decisions.rule.consensus', values)
  const voted = { ...values, threshold: thresholdText(threshold, words) }
  return words(`decisions.rule.${kind === 'vote' ? 'vote' : 'fallback'}`, voted)
}

/** The counts that sentences name. */
export const countsIn = ({ counts, seats, present, quorum }: Tally) => ({
  seats,
  present,
  quorum,
  short: Math.max(0, quorum - present),
  reservations: counts.reservations,
  yes: counts.support + counts.reservations,
  votes: counts.support + counts.reservations + counts.object,
  seen: counts.seen,
})

/** The outcome in a few words: "adopted by consensus, with 2 reservations". */
export const shortOutcome = (tally: Tally, purpose: Purpose, words: Words): string =>
  words(`decisions.short.${tally.code}`, { ...countsIn(tally), purpose })

/** "5 of 9 received, 6 needed for the quorum". */
export const quorumWords = ({ present, seats, quorum }: Tally, words: Words): string =>
  words(present >= quorum ? 'decisions.quorum.met' : 'decisions.quorum.short', {
    present,
    seats,
    quorum,
  })
