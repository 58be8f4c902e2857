// How much of pictures and files a document may have beside its text.
import { mostOfFeed } from '#core/documents'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Session } from '../session.ts'

/**
 * Failure `file-too-large` where the document would have more than one feed may bring with `size` bytes
 * more: it could not be shared by anybody then, nor sealed.
 */
export const mustHaveRoom = (
  { documents }: Pick<Session, 'documents'>,
  document: DocumentId,
  size: number,
): void => {
  const named = [
    ...documents.page(document).blocks.flatMap(({ picture }) => picture ?? []),
    ...documents.attachments(document),
  ]
  const sizes = new Map(named.map(each => [each.hash, each.size]))
  const bytes = sizes.values().reduce((sum, each) => sum + each, size)
  if (bytes > mostOfFeed.bytes || sizes.size >= mostOfFeed.pictures)
    throw new Failure('file-too-large')
}
