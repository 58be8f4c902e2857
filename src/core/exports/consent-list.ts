// The list of consents asks the sheet of a file for codes, as the refusal of that file does: the two cannot
// differ.
import type { ConsentItem } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { consentsIn } from '#core/drafting/consultation'
import type { Deliberation } from '#core/drafting'
import { namesIn } from '#core/drafting/members'
import { leavingChanges } from './paper-changes.ts'

/** Codes of respondents in the text, its comments and suggestions, and those with a statement. */
export const consentsListed = async (
  profile: () => Deliberation,
  document: DocumentId,
  now: () => number,
): Promise<ConsentItem[]> => {
  const changes = { suggestions: true, comments: 'all', authors: 'group' } as const
  const { sheet } = await leavingChanges(profile(), document, changes)
  const ports = profile()
  return consentsIn(ports, document, sheet, { now: now(), nameOf: namesIn(ports, document) })
}
