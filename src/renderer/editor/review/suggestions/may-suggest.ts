// Whether a person may suggest other words or paragraphs in a text. Comments and amendments to a fixed text
// go on.
import type { DocumentSummary, Right } from '#shared/contract'
import { isFixedText } from '#shared/has-status'

export const maySuggest = (
  summary: Pick<DocumentSummary, 'status'>,
  rights: ReadonlySet<Right>,
): boolean => rights.has('propose') && !isFixedText(summary)
