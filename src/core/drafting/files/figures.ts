// Figures of a text, and pictures that are kept for them.
import type * as Y from 'yjs'
import { random } from '#core/keys'
import { insertFigure } from '#document/edits'
import { newBlockId } from '#document/ids'
import { largestPicture, type Picture } from '#document/model'
import { printedWords } from '#document/reading'
import type { KeptBlocks } from '#document/undo'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId } from '#shared/ids'
import { mustHaveRoom } from './enclosing.ts'
import type { Texts } from '../parts.ts'

/** Most bytes of a file that a person chooses: a photograph from a camera, with some reserve. */
const largestGiven = 32 * 1024 * 1024

export const figuresIn = ({ documents }: Texts, document: DocumentId) => {
  const { pictures } = documents.carried(document)
  return documents.page(document).blocks.flatMap(block => {
    const { id, kind, label, number, picture, alternative } = block
    // A picture of a circle is not beside this text.
    if (kind !== 'figure' || (label !== undefined && !picture)) return []
    const isHere =
      picture !== undefined &&
      documents.hasEnclosed(document, { what: 'picture', hash: picture.hash })
    const goesAlong = picture !== undefined && pictures.has(picture.hash)
    const caption = printedWords(block).trim().slice(0, 80)
    const said = { caption, hasAlternative: alternative !== undefined }
    return [{ block: id, number, ...said, isHere, goesAlong }]
  })
}

/** Keeps a picture beside the text, to be named by a block of it. Failures: `file-too-large`, and those of `addPicture`. */
export const keepPicture = (ports: Texts, document: DocumentId, bytes: Uint8Array): Picture => {
  if (bytes.length > largestGiven) throw new Failure('file-too-large')
  const size = Math.min(bytes.length, largestPicture)
  mustHaveRoom(ports, document, { what: 'picture', size })
  return ports.documents.addPicture(document, bytes)
}

type Wanted = {
  document: DocumentId
  after: BlockId | null
  bytes: Uint8Array
  caption: string
  alternative: string
}

/** Failures: `not-found`, `text-is-fixed`, `line-decided`, and those of `keepPicture`. */
export const addFigure = async (
  ports: Texts,
  { document, after, bytes, caption, alternative }: Wanted,
  kept: KeptBlocks,
): Promise<BlockId> => {
  const picture = keepPicture(ports, document, bytes)
  const id = newBlockId(random)
  const insert = (doc: Y.Doc): void => {
    if (!insertFigure(doc, after, { id, picture, alternative, caption }, random))
      throw new Failure('not-found')
  }
  await ports.documents.editAs(document, insert, kept)
  return id
}

/** The bytes of the picture of a figure. Failure `not-found`, also before they arrived. */
export const pictureAt = (
  { documents }: Texts,
  { document, block }: { document: DocumentId; block: BlockId },
): Uint8Array => {
  const found = documents.page(document).blocks.find(({ id }) => id === block)
  const hash = found?.picture?.hash
  const bytes = hash && documents.enclosed(document, { what: 'picture', hash })
  if (!bytes) throw new Failure('not-found')
  return bytes
}
