// Limits of the pictures and files beside a text.
import { mostOfFeed, type Enclosed } from '#core/documents'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Texts } from '../parts.ts'

/**
 * Failure `file-too-large` if `size` more bytes exceed what one feed of this member may bring, so
 * that the text could not be shared, or if the pictures in the text exceed what the sender could
 * bring. Unknown files that others name and files of others do not count.
 */
export const mustHaveRoom = (
  { documents }: Texts,
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
