// Whether a decision made a text final, which can go to the Secretariat then.
import type { Decision, DecisionSummary } from '#shared/contract'
import { isAgreed } from '#shared/outcome'

export const isFinalText = ({
  purpose,
  state,
  outcome,
}: Pick<Decision | DecisionSummary, 'purpose' | 'state' | 'outcome'>): boolean =>
  purpose === 'adopt' && state === 'final' && outcome !== null && isAgreed(outcome.code)
