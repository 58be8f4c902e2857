// A copy of what can be read in a document, without its history, for another audience.
import type { DocumentId, GroupId } from '#shared/ids'
import type { Session } from '../session.ts'

/** "Only you" until shared with `audience`, a group or a circle. Failure `not-found`. */
export const copyOf = (
  { documents }: Pick<Session, 'documents'>,
  document: DocumentId,
  audience: GroupId,
  title?: string,
): Promise<DocumentId> => {
  const { meta, blocks } = documents.page(document)
  return documents.create({
    ...{ group: audience, kind: meta.kind, language: meta.language, title: title ?? meta.title },
    blocks: blocks.map(block => ({ ...block, id: null })),
  })
}
