// A copy of what can be read in a document, without its history and what waits for an
// answer in it, for another audience.
import type { Language } from '#shared/contract'
import { copiedPage, settledPage } from '#shared/document'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import { writesInCircle } from '../restricted.ts'
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
    consents: documents.carriedConsents(document),
    picturesOf: document,
    versionOf: language && (documents.versionOf(document) ?? document),
  })
}

/** A copy is nobody's but this member's, until she shares it with whom she means. */
export const duplicateOf = (
  session: Pick<Session, 'archive' | 'circles' | 'documents'>,
  document: DocumentId,
  title: string,
): Promise<DocumentId> => {
  const { archive, circles, documents } = session
  const row = archive.documents.get(document)
  const circle = row && circles.find(row.group)
  return circle
    ? copyOf(session, document, circle.parent, { title })
    : documents.duplicate(document, title)
}

/**
 * A version of an original in another language. One of a text of a circle is for the same readers from
 * the beginning: a draft of the group would be shared with others, and name that text to them.
 * Failures: `not-found`, `not-permitted`.
 */
export const versionIn = async (
  session: Pick<Session, 'archive' | 'circles' | 'documents'>,
  wanted: { original: DocumentId; language: Language; title?: string },
): Promise<DocumentId> => {
  const { archive, circles, documents } = session
  const { original, language } = wanted
  const row = archive.documents.get(original)
  if (!row) throw new Failure('not-found')
  const { title = documents.page(original).meta.title } = wanted
  const circle = circles.find(row.group)
  if (!circle) return documents.duplicate(original, title, language)
  if (!writesInCircle(circle)) throw new Failure('not-permitted')
  const version = await copyOf(session, original, circle.id, { title, language })
  await documents.share(version)
  return version
}
