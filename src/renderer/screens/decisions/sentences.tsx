// Sentences that are written from a rule and from counted acts.
import type { ReactNode } from 'react'
import type { Decision, DecisionSummary, Tally } from '#shared/contract'
import { isAgreed } from '#shared/outcome'
import type { Words } from '../../words/index.ts'
import type { People } from './people.ts'
import { countsIn, purposeOf, thresholdText } from './rule-words.ts'

const objectorsOf = ({ seats }: Pick<Decision, 'seats'>) =>
  seats.filter(({ choice }) => choice === 'object').map(({ member }) => member)

const bold = (chunks: ReactNode[]): ReactNode => <b>{chunks}</b>

/** The sentence of an outcome, with the outcome itself in bold. */
export function outcomeSentence(
  decision: Pick<Decision, 'purpose' | 'isMinutes' | 'rule' | 'seats'>,
  tally: Tally,
  people: People,
  words: Words,
): ReactNode {
  const { rule } = decision
  const counts = countsIn(tally)
  const objectors = objectorsOf(decision)
  const values = { ...counts, purpose: purposeOf(decision), b: bold }
  const first = (): ReactNode => {
    switch (tally.code) {
      case 'agreed':
        return words.rich('decisions.outcome.agreed', values)
      case 'no-objection':
        return words.rich('decisions.outcome.noObjection', values)
      case 'agreed-by-vote':
        return words.rich('decisions.outcome.byVote', values)
      case 'no-quorum':
        return rule.kind === 'silence' && tally.counts.object === 0
          ? words.rich('decisions.outcome.noQuorum.silence', values)
          : words.rich('decisions.outcome.noQuorum', values)
      case 'not-agreed':
        return rule.threshold === null
          ? words.rich('decisions.outcome.objected', {
              ...values,
              objectors: objectors.length,
              names: people.handles(objectors),
            })
          : words.rich('decisions.outcome.notReached', {
              ...values,
              threshold: thresholdText(rule.threshold, words),
            })
    }
  }
  return (
    <>
      {first()}
      {tally.code === 'no-quorum'
        ? null
        : `${words.gap}${words(rule.kind === 'silence' ? 'decisions.outcome.answered' : 'decisions.outcome.gave', counts)}`}
      {tally.counts.aside > 0
        ? `${words.gap}${words('decisions.outcome.aside', { aside: tally.counts.aside })}`
        : null}
      {tally.counts.heard > 0
        ? `${words.gap}${words('decisions.outcome.heard', { heard: tally.counts.heard })}`
        : null}
    </>
  )
}

/** The reason for it, below "If it closed now". */
export function whyNow(decision: Decision, tally: Tally, people: People, words: Words): string {
  const counts = countsIn(tally)
  if (tally.code !== 'not-agreed') return words(`decisions.why.${tally.code}`, counts)
  const objectors = objectorsOf(decision)
  return decision.rule.threshold === null
    ? words('decisions.why.objected', {
        objectors: objectors.length,
        names: people.handles(objectors),
      })
    : words('decisions.why.notReached', counts)
}

/** Words of status: the same for lists, chips and announcements. */
export function stateWords(decision: DecisionSummary, isReopened: boolean, words: Words): string {
  const { state, outcome } = decision
  if (state === 'open') return words(isReopened ? 'decisions.state.again' : 'decisions.state.open')
  if (state === 'closed' || state === 'declared' || state === 'final') {
    const agreed = outcome !== null && isAgreed(outcome.code) ? 'yes' : 'no'
    return words(`decisions.state.${state}`, { purpose: purposeOf(decision), agreed })
  }
  return words(`decisions.state.${state}`)
}
