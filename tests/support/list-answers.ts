// The answers of the contract about decisions and meetings, on a profile without the rest of core.
import type { Decider } from '#tests/deciding'
import type { ApiContext } from '../../src/core/api/api-context.ts'
import { decisionAnswers } from '../../src/core/api/decisions.ts'
import { meetingAnswers } from '../../src/core/api/meetings.ts'

export const listAnswers = (profile: Decider) => {
  const context = { now: () => profile.clock.now, profile: () => profile } as unknown as ApiContext
  return { ...decisionAnswers(context), ...meetingAnswers(context) }
}
