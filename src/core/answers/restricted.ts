// Answers about restricted paragraphs.
import { restrictedIn } from '../restricted.ts'
import { addRestricted, lift, restrict } from '../restricting.ts'
import type { Answers, Workings } from './answers.ts'

type RestrictedCalls = Extract<keyof Answers, `restricted.${string}`>

export const restrictedAnswers = ({ session }: Workings): Pick<Answers, RestrictedCalls> => ({
  'restricted.list': ({ document }) => restrictedIn(session(), document),
  'restricted.put': wanted => restrict(session(), wanted),
  'restricted.add': wanted => addRestricted(session(), wanted),
  'restricted.lift': wanted => lift(session(), wanted),
})
