// A copy of what can be read in a document, without its history and what waits for an
// answer in it, for another audience.
import { settledPage } from '#shared/document'
import type { DocumentId, GroupId } from '#shared/ids'
import type { Session } from '../session.ts'

/** "Only you" until shared with `audience`, a group or a circle. Failure `not-found`. */
export const copyOf = (
  { documents }: Pick<Session, 'documents'>,
  document: DocumentId,
  audience: GroupId,
  title?: string,
): Promise<DocumentId> => {
  const { meta, blocks } = settledPage(documents.page(document))
  return documents.create({
    ...{ group: audience, kind: meta.kind, language: meta.language, title: title ?? meta.title },
    blocks: blocks.map(block => ({ ...block, id: null })),
  })
}
