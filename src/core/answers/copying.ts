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
    versionOf: language && (documents.versionOf(document) ?? document),
  })
}

/** A copy is nobody's but this member's, until she shares it with whom she means. */
export const duplicateOf = (
  session: Pick<Session, 'archive' | 'circles' | 'documents'>,
  document: DocumentId,
  title: string,
  language?: Language,
): Promise<DocumentId> => {
  const { archive, circles, documents } = session
  const row = archive.documents.get(document)
  const circle = row && circles.find(row.group)
  return circle
    ? copyOf(session, document, circle.parent, { title, language })
    : documents.duplicate(document, title, language)
}
