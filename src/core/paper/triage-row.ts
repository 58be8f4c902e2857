// A row of the triage table of a consultation: the paragraph, the comment on it, and the outcome.
import type { Language, TriageState } from '#shared/contract'
import { namedOutside } from '#shared/document'
import type { ReplyNaming } from '#shared/reply'
import { printedParts, printedWord, type PrintedPart } from './printed-words.ts'

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

/** The source that a reply claims, with the app's words marked. */
export const sourceParts = (language: Language, source: TriageRow['source']): PrintedPart[] => {
  const named = namedOutside(source)
  return named === ''
    ? [{ text: printedWord(language, 'paper.table.unnamed'), isOurs: true }]
    : printedParts(language, 'paper.table.stated', ['source', named])
}

export const sourceLine = (language: Language, source: TriageRow['source']): string =>
  sourceParts(language, source)
    .map(({ text }) => text)
    .join('')
