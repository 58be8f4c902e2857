// Answers about handing over at the end of a term.
import { handOver } from '#core/deliberation/hand-over'
import { handOverPorts } from '#core/drafting'
import type { AnswersOn, ApiContext } from './api-context.ts'

export const handOverAnswers = ({ profile, now }: ApiContext): AnswersOn<'handOver'> => ({
  async 'handOver.write'(given) {
    return { document: await handOver(handOverPorts(profile(), now), given) }
  },
})
