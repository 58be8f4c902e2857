// A note of what a member said, in the words of its row.
import type { DecisionSeat, DecisionState } from '#shared/contract'

const closed: readonly DecisionState[] = ['closed', 'declared', 'final']

/** The message about its effect. A decision that is not open waits for no confirmation. */
export const noteEffect = ({ from }: Pick<DecisionSeat, 'from'>, state: DecisionState) => {
  const isCounted = from === 'heard'
  if (state === 'open') return isCounted ? 'decisions.heard.counts' : 'decisions.heard.waits'
  return isCounted && closed.includes(state)
    ? 'decisions.heard.counted'
    : 'decisions.heard.notCounted'
}
