// A copy of what can be read in a document, without its history and what waits for an
// answer in it, for another audience.
import type { Language } from '#shared/contract'
import { copiedPage, settledPage } from '#shared/document'
import type { DocumentId, GroupId } from '#shared/ids'
import type { Session } from '../session.ts'

/** "Only you" until shared with `audience`, a group or a circle. Failure `not-found`. */
export const copyOf = (
  { documents }: Pick<Session, 'documents'>,
  document: DocumentId,
  audience: GroupId,
  { title, language }: { title?: string; language?: Language | undefined } = {},
): Promise<DocumentId> => {
  const page = settledPage(documents.page(document))
  return documents.create({
    group: audience,
    ...copiedPage(page, language),
    title: title ?? page.meta.title,
  })
}
