// The counts of answers as one sentence; an answer that is not received is none of the others.
import type { MeetingSummary } from '#shared/contract'
import { useWords } from '../words/index.ts'

export function useAnswersLine({
  coming,
  apology,
  unsure,
  none,
}: MeetingSummary['answers']): string {
  const words = useWords()
  const parts = [
    words('meetings.answers.coming', { count: coming }),
    ...(apology > 0 ? [words('meetings.answers.apology', { count: apology })] : []),
    ...(unsure > 0 ? [words('meetings.answers.unsure', { count: unsure })] : []),
    ...(none > 0 ? [words('meetings.answers.none', { count: none })] : []),
  ]
  return words('meetings.answers', { parts: words.list(parts) })
}
