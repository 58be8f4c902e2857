// Whether a person may suggest other words or paragraphs in a text. Comments and amendments to a fixed text
// go on.
import type { DocumentSummary, Right } from '#shared/contract'
import { isFixedText } from '#shared/has-status'

type Suggested = Pick<DocumentSummary, 'kind' | 'rights' | 'status'>

/** The agenda of a meeting that ended: nothing else takes writing alone from a member whose role has it. */
export const hasEnded = (
  { kind, status, rights: own }: Suggested,
  rights: ReadonlySet<Right>,
): boolean =>
  kind === 'agenda' &&
  !isFixedText({ status }) &&
  own.includes('write') &&
  !rights.has('write') &&
  rights.has('remark')

export const maySuggest = (summary: Suggested, rights: ReadonlySet<Right>): boolean =>
  rights.has('propose') && !isFixedText(summary) && !hasEnded(summary, rights)
