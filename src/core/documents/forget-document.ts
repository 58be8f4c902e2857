// Everything that the archive holds of a document beside its messages, removed at once: the document
// is deleted or retired for good.
import type { Archive } from '#core/archive'
import { forgetRounds } from '#core/consultation'
import type { DocumentId, GroupId } from '#shared/ids'
import { forgetContests } from './apart/contests.ts'
import { keepMoved } from './apart/leftover.ts'
import { forgetPlaces } from './document-links.ts'
import { forgetPictures } from './figures/figures.ts'
import { forgetParked } from './parked-edits.ts'
import { forgetPreview } from './preview.ts'

/** In the transaction of the caller. */
export const forgetDocument = (
  { documents, notes }: Pick<Archive, 'documents' | 'notes'>,
  group: GroupId,
  document: DocumentId,
): void => {
  documents.remove(document)
  forgetParked(notes, group, document)
  forgetPlaces(notes, group, document)
  forgetPreview(notes, group, document)
  forgetContests(notes, group, document)
  keepMoved(notes, group, document, [])
  forgetRounds(notes, group, document)
  forgetPictures(notes, group, document)
}
