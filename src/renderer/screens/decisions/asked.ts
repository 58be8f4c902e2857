// The one thing that a decision asks of this member now, the most urgent first.
import type { DecisionSummary } from '#shared/contract'

export type Asked = 'position' | 'heard' | 'apart' | 'notCounted' | 'sign' | 'declare' | 'close'

/** Null where nothing is asked. `now`: by this device's clock, for the day that positions are asked for by. */
export function askedOf(decision: DecisionSummary, now: number): Asked | null {
  const { state, own, acts, until, outcome } = decision
  if (state === 'open') {
    if (own.isOnTheRoll && own.isHeard && own.choice === null) return 'heard'
    if (own.isOnTheRoll && own.isApart) return 'apart'
    if (own.isOnTheRoll && own.choice === null && acts.includes('position')) return 'position'
    const isOver = until !== null && until < now
    const isWhole = outcome !== null && outcome.counts.none === 0 && outcome.counts.seen === 0
    return acts.includes('close') && (isOver || isWhole) ? 'close' : null
  }
  if (state === 'closed' && own.isCounted === false && acts.includes('reopen')) return 'notCounted'
  if (acts.includes('sign') && !own.hasSigned) return 'sign'
  return state === 'closed' && acts.includes('declare') ? 'declare' : null
}
