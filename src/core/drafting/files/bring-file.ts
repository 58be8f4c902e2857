// A file that a member puts beside a text.
import { random, type Bytes } from '#core/keys'
import { attach, largestAttachment, safeFileName } from '#document/files'
import type { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Texts } from '../parts.ts'
import { mustHaveRoom } from './enclosing.ts'
import { mustWrite } from '../rights.ts'

/** Failures of `attachments.bring`. */
export const bringFile = async (
  ports: Texts,
  document: DocumentId,
  { name, bytes }: { name: string; bytes: Bytes },
  at: number,
): Promise<{ id: EntryId; hash: string }> => {
  mustWrite(ports, document)
  const { documents } = ports
  const isTooMuch = bytes.length > largestAttachment || documents.hasAllAttachments(document)
  if (isTooMuch) throw new Failure('file-too-large')
  if (bytes.length === 0) throw new Failure('file-wrong-kind')
  mustHaveRoom(ports, document, { what: 'file', size: bytes.length })
  const said = { name: safeFileName(name), ...documents.enclose(document, bytes) }
  const id = await documents.editBeside(document, doc => attach(doc, said, { at, random }))
  return { id, hash: said.hash }
}
