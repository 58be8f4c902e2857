// Answers about restricted paragraphs.
import { restrictedIn, addRestricted, lift, restrict } from '#core/drafting/restricted'
import type { Answers, ApiContext } from './api-context.ts'

type RestrictedCalls = Extract<keyof Answers, `restricted.${string}`>

export const restrictedAnswers = ({ profile }: ApiContext): Pick<Answers, RestrictedCalls> => ({
  'restricted.list': ({ document }) => restrictedIn(profile(), document),
  'restricted.put': wanted => restrict(profile(), wanted),
  'restricted.add': wanted => addRestricted(profile(), wanted),
  'restricted.lift': wanted => lift(profile(), wanted),
})
