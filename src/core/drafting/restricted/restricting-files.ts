// Files of a document, given to a circle that reads a paragraph or an annex of it, and given back.
// The receiving document has the file before the other one loses it. A document that already has it
// keeps it.
import { exactTextsIn } from '#core/deliberation/decisions'
import { random } from '#core/keys'
import { attach, takeOut, type Attachment } from '#document/files'
import type { EntryId } from '#document/ids'
import type { Restricted } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { mustHaveRoom } from '../files/index.ts'
import { beginAnew, mustBeAlone } from './recreate-draft.ts'
import { restrictedIn } from './restricted.ts'
import { hostOf } from './restricting.ts'
import type { Deliberation, Texts } from '../parts.ts'

type Open = Restricted & { is: 'open'; text: DocumentId }
const isOpen = (each: Restricted): each is Open => each.is === 'open' && each.text !== null

/**
 * A file and the document it belongs to: the shown document itself, or a circle's text shown in it.
 */
export type FileOf = {
  file: Attachment
  of: DocumentId
  place: Open | null
  /** An act names it as an exact text: it stays where it is. */
  isExactText: boolean
}

/**
 * Files of a document and of the circle's texts that it shows to this member, in the order of the
 * page.
 */
export const filesIn = (ports: Deliberation, document: DocumentId): FileOf[] => {
  const { documents } = ports
  const texts = documents.hasRestricted(document) ? restrictedIn(ports, document) : []
  const filesOf = (of: DocumentId, place: Open | null): FileOf[] => {
    const isExact = exactTextsIn(ports, of)
    return documents.attachments(of).map(file => ({ file, of, place, isExactText: isExact(file) }))
  }
  return [
    ...filesOf(document, null),
    ...texts.filter(isOpen).flatMap(place => filesOf(place.text, place)),
  ]
}

/** A file that is to leave its document. Failures: `not-found`, `not-permitted` for an exact text. */
export const fileToTake = (ports: Deliberation, document: DocumentId, id: EntryId): FileOf => {
  const found = filesIn(ports, document).find(({ file }) => file.id === id)
  if (!found) throw new Failure('not-found')
  if (found.isExactText) throw new Failure('not-permitted')
  return found
}

type Acting = { now: number }

/**
 * Copies a file from one document to another. Failures: `not-found` (it has not arrived),
 * `file-too-large`.
 */
const hand = async (
  ports: Texts,
  { file, of }: Pick<FileOf, 'file' | 'of'>,
  to: DocumentId,
  { now }: Acting,
): Promise<EntryId> => {
  const { documents } = ports
  const bytes = documents.enclosed(of, { what: 'file', hash: file.hash })
  if (!bytes) throw new Failure('not-found')
  if (documents.hasAllAttachments(to)) throw new Failure('file-too-large')
  mustHaveRoom(ports, to, { what: 'file', size: bytes.length })
  const said = { name: file.name, ...documents.enclose(to, bytes) }
  return documents.editBeside(to, doc => attach(doc, said, { at: now, random }))
}

/**
 * Gives a file of the document to the circle that reads `text`, which the document shows. Returns
 * the document, a new one if it was private. Failures: `not-found` (also before the file arrived),
 * `not-permitted`, `file-too-large`, for a draft `text-unsettled` and `has-translations`.
 */
export const restrictFile = async (
  ports: Deliberation,
  wanted: { document: DocumentId; attachment: EntryId; text: DocumentId },
  acting: Acting,
): Promise<DocumentId> => {
  const { document, attachment, text } = wanted
  const { documents } = ports
  const host = hostOf(ports, document)
  await documents.flush()
  const { file, place } = fileToTake(ports, document, attachment)
  const there = restrictedIn(ports, document).find(each => isOpen(each) && each.text === text)
  if (place !== null || !there?.writes) throw new Failure('not-permitted')
  if (!host.shared) mustBeAlone(ports, document)
  await hand(ports, { file, of: document }, text, acting)
  await documents.editBeside(document, doc => takeOut(doc, file.id, { at: acting.now, random }))
  if (host.shared) return document
  // Its name would otherwise remain in the history.
  return beginAnew(ports, host, documents.page(document), { given: [], going: new Set() })
}

/** Gives a circle's file to all readers of the document. Failures: those of `restrictFile`. */
export const liftFile = async (
  ports: Deliberation,
  { document, attachment }: { document: DocumentId; attachment: EntryId },
  acting: Acting,
): Promise<EntryId> => {
  const { documents } = ports
  hostOf(ports, document)
  const { file, of, place } = fileToTake(ports, document, attachment)
  if (!place?.writes) throw new Failure('not-permitted')
  const id = await hand(ports, { file, of }, document, acting)
  await documents.editBeside(of, doc => takeOut(doc, file.id, { at: acting.now, random }))
  return id
}
