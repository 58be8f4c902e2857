// Answers about amendments.
import type { AnswersOn, ApiContext } from './api-context.ts'
import { amendmentsOf } from '#core/drafting/review'

export const amendmentAnswers = ({ profile }: ApiContext): AnswersOn<'amendments'> => ({
  'amendments.list': ({ document }) => amendmentsOf(profile(), document),
})
