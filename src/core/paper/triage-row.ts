// A row of the triage table of a consultation: the paragraph, the comment on it, and the outcome.
import type { Language, TriageState } from '#shared/contract'
import { namedOutside } from '#document/consultation'
import type { ReplyNaming } from '#shared/reply'
import { printedWord } from './printed-words.ts'

export type TriageRow = {
  /** Null for the text as a whole. */
  place: string | null
  /** The paragraph as it was sent. */
  base: string
  source: { name: string; organisation: string; naming: ReplyNaming }
  comment: string
  wording: string | null
  responses: readonly { state: TriageState; response: string }[]
}

/** The source that a reply claims. */
export const sourceLine = (language: Language, source: TriageRow['source']): string => {
  const named = namedOutside(source)
  return named === ''
    ? printedWord(language, 'paper.table.unnamed')
    : printedWord(language, 'paper.table.stated', { source: named })
}
