// Answers about amendments.
import type { Answers, ApiContext } from './api-context.ts'
import { amendmentsOf } from '#core/drafting/review'

export const amendmentAnswers = ({ profile }: ApiContext): Pick<Answers, 'amendments.list'> => ({
  'amendments.list': ({ document }) => amendmentsOf(profile(), document),
})
