// The counts of answers as one sentence, of those that there are; an answer that is not received is none of the others.
import type { MeetingSummary } from '#shared/contract'
import type { Words } from '../../words/index.ts'

const answers = ['coming', 'apology', 'unsure', 'none'] as const

/** Empty in a group without a member who is entitled. */
export const answersLine = (counts: MeetingSummary['answers'], words: Words): string => {
  const parts = answers
    .filter(answer => counts[answer] > 0)
    .map(answer => words(`meetings.answers.${answer}`, { count: counts[answer] }))
  return parts.length === 0 ? '' : words('meetings.answers', { parts: words.list(parts) })
}
