// Answers about files that belong to a document.
import { random, type Bytes } from '#core/keys'
import { attach, largestAttachment, safeFileName, takeOut, type EntryId } from '#shared/document'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Answers, Workings } from './answers.ts'
import { namesIn } from './comments.ts'
import { mustHaveRoom } from './enclosing.ts'

type AttachmentCalls = Extract<keyof Answers, `attachments.${string}`>

export const attachmentAnswers = ({
  files,
  now,
  session,
}: Workings): Pick<Answers, AttachmentCalls> => {
  const mustWrite = (document: DocumentId): void => {
    if (!session().documents.writes(document)) throw new Failure('not-permitted')
  }
  const found = (document: DocumentId, id: string) => {
    const attachment = session()
      .documents.attachments(document)
      .find(each => each.id === id)
    if (!attachment) throw new Failure('not-found')
    return attachment
  }
  const bring = async (document: DocumentId, name: string, bytes: Bytes): Promise<EntryId> => {
    mustWrite(document)
    const { documents } = session()
    const isTooMuch = bytes.length > largestAttachment || documents.hasAllAttachments(document)
    if (isTooMuch) throw new Failure('file-too-large')
    if (bytes.length === 0) throw new Failure('file-wrong-kind')
    mustHaveRoom(session(), document, { what: 'file', size: bytes.length })
    const said = { name: safeFileName(name), ...documents.enclose(document, bytes) }
    let id: EntryId | undefined
    await documents.editAs(document, doc => {
      id = attach(doc, said, { at: now(), random })
    })
    if (id === undefined) throw new Failure('internal')
    return id
  }
  return {
    'attachments.list'({ document }) {
      const { documents } = session()
      const nameOf = namesIn(session(), document)
      const carried = new Set(documents.carried(document).files.map(({ id }) => id))
      return {
        may: documents.writes(document),
        files: documents.attachments(document).map(({ id, name, size, hash, client, at }) => ({
          ...{ id, name, size, at, by: nameOf(client) },
          isHere: documents.hasEnclosed(document, { what: 'file', hash }),
          goesAlong: carried.has(id),
        })),
      }
    },
    async 'attachments.add'({ document, file }) {
      mustWrite(document)
      return bring(document, files.name(file), await files.read(file))
    },
    'attachments.bring': ({ document, name, bytes }) => bring(document, name, bytes),
    async 'attachments.remove'({ document, attachment }) {
      mustWrite(document)
      const { id } = found(document, attachment)
      await session().documents.editAs(document, doc => takeOut(doc, id, { at: now(), random }))
    },
    async 'attachments.save'({ document, attachment, file }) {
      const { hash } = found(document, attachment)
      const bytes = session().documents.enclosed(document, { what: 'file', hash })
      if (!bytes) throw new Failure('not-found')
      await files.write(file, bytes)
    },
  }
}
