// The length limits that the United Nations set for documents, by our kinds. They are shown and
// never enforced: the author decides what to cut. 8,500 words for reports of the Secretariat: the
// records of meetings that it issues. 10,700 words for documents of others. 10 pages for the input
// of an organization to the CEDAW Committee (its rules for the 50th session). An agenda, a protocol
// of standards, a manual and a reference text are submitted to no one.
import type { DocumentKind } from '#shared/vocabulary'
import type { BlockKind } from '#document/model'

export type LengthLimit = { words: number } | { pages: number }

const limits: Partial<Record<DocumentKind, LengthLimit>> = {
  minutes: { words: 8500 },
  officials: { words: 8500 },
  statement: { words: 10_700 },
  recommendations: { words: 10_700 },
  assessment: { words: 10_700 },
  brief: { words: 10_700 },
  consultation: { pages: 10 },
}

/** Null for a kind without one. */
export const lengthLimitOf = (kind: DocumentKind): LengthLimit | null => limits[kind] ?? null

// Our own printed sheet: 166 by 247 millimetres of A4, 11.5 points on a line of 6.1 millimetres. So
// many letters stand on a line and so many lines on a page, half a line between paragraphs and six
// lines above the text. An estimate, because a real layout is too slow during typing.
const charactersInLine = 82
const linesOnPage = 40
const linesBetween = 0.5
const linesAbove = 6

/** Lines that a block takes on paper; a heading has more space around it. */
export const linesOf = ({ kind, text }: { kind: BlockKind; text: string }): number =>
  Math.max(1, Math.ceil(text.length / charactersInLine)) +
  linesBetween +
  (/^h\d$/.test(kind) ? 1 : 0)

/** Pages of so many lines of text, about. */
export const pagesOf = (lines: number): number =>
  Math.max(1, Math.ceil((linesAbove + lines) / linesOnPage))
