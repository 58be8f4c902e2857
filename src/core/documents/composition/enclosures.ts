// Pictures and files of a document for other rooms. A member who may not write in the text adds
// none.
import type { Archive } from '#core/archive'
import type { Right } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Attached } from '../lifecycle/index.ts'
import type { Documents } from '../api.ts'
import type { Figures } from '../figures/index.ts'

export const enclosuresIn = ({
  archive,
  attached,
  figures,
  rightsNow,
}: {
  archive: Archive
  attached: Attached
  figures: Figures
  rightsNow(document: DocumentId): ReadonlySet<Right>
}) => {
  /** In a transaction, for a member who may write there. */
  const added = <T>(document: DocumentId, add: () => T): T => {
    if (!rightsNow(document).has('write')) throw new Failure('not-permitted')
    return archive.transaction(add)
  }
  return {
    receivePiece: figures.take,
    addPicture: (document, bytes) => added(document, () => figures.add(document, bytes)),
    enclose: (document, bytes) => added(document, () => figures.enclose(document, bytes)),
    attachments: attached.of,
    carried: attached.carried,
    copied: attached.copied,
    roomBeside: attached.room,
    hasAllAttachments: attached.isFull,
    enclosed: figures.bytes,
    hasEnclosed: (document, enclosed) => figures.size(document, enclosed) !== null,
    picturesFor: figures.contents,
    enclosedHere: document => figures.kept(document).map(({ hash }) => hash),
    bringAgain(document, lackedBy) {
      if (rightsNow(document).has('write')) figures.bringAgain(document, lackedBy)
    },
  } satisfies Partial<Documents>
}
