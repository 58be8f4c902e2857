// How near a decision is to its quorum, or what came out: a bar and words, never a number alone.
import type { DecisionSummary } from '#shared/contract'
import { useWords } from '../../words/index.ts'
import { purposeOf, quorumWords, shortOutcome } from './rule-words.ts'
import './decisions.css'

export function Reached({ decision }: { decision: DecisionSummary }) {
  const words = useWords()
  const { outcome, state } = decision
  if (outcome === null) return null
  if (state !== 'open')
    return (
      <span className="small muted decision-outcome">
        {shortOutcome(outcome, purposeOf(decision), words)}
      </span>
    )
  return (
    <div className="decision-reach">
      <progress max={outcome.seats} value={outcome.present} aria-hidden />
      <span className="smallest muted">{quorumWords(outcome, words)}</span>
    </div>
  )
}
