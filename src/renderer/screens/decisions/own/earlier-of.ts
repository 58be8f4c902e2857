// The question about an earlier text of the same document.
import type { DecisionSummary } from '#shared/contract'
import { isAgreed } from '#shared/outcome'

/** The question before this one on the document, where that one adopted nothing. */
export const earlierOf = (
  decision: DecisionSummary,
  all: readonly DecisionSummary[],
): DecisionSummary | undefined => {
  const [last] = all
    .filter(({ id, document, at, purpose }) => {
      const isOther = id !== decision.id && at < decision.at
      return isOther && document === decision.document && purpose === decision.purpose
    })
    .toSorted((a, b) => b.at - a.at)
  const isSettled =
    last !== undefined &&
    ['closed', 'declared', 'final'].includes(last.state) &&
    last.outcome !== null &&
    isAgreed(last.outcome.code)
  return isSettled ? undefined : last
}
