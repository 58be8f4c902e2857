// Answers about restricted paragraphs.
import { restrictedIn, addRestricted, lift, restrict } from '#core/drafting/restricted'
import type { AnswersOn, ApiContext } from './api-context.ts'

export const restrictedAnswers = ({ profile, now }: ApiContext): AnswersOn<'restricted'> => ({
  'restricted.list': ({ document }) => restrictedIn(profile(), document),
  'restricted.put': wanted => restrict(profile(), wanted, now()),
  'restricted.add': wanted => addRestricted(profile(), wanted, now()),
  'restricted.lift': wanted => lift(profile(), wanted, now()),
})
