// How much of pictures and files a document may have beside its text.
import { mostOfFeed, type Enclosed } from '#core/documents'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Session } from '../session.ts'

/**
 * Failure `file-too-large` where `size` bytes more would be more of this member's than one feed may bring,
 * so that she could not share the text, or more pictures in the text than who seals it could bring. What
 * others name and nobody has seen takes no room, nor do files of others.
 */
export const mustHaveRoom = (
  { documents }: Pick<Session, 'documents'>,
  document: DocumentId,
  { what, size }: { what: Enclosed['what']; size: number },
): void => {
  const { own, pictures } = documents.roomBeside(document)
  for (const beside of what === 'picture' ? [own, pictures] : [own]) {
    const bytes = beside.values().reduce((sum, each) => sum + each, size)
    if (bytes > mostOfFeed.bytes || beside.size >= mostOfFeed.pictures)
      throw new Failure('file-too-large')
  }
}
