// Answers about files that belong to a document.
import { random, type Bytes } from '#core/keys'
import { takeOut } from '#document/files'
import type { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { filesIn, fileToTake, liftFile, restrictFile } from '#core/drafting/restricted'
import type { AnswersOn, ApiContext } from './api-context.ts'
import { namesIn } from '#core/drafting/members'
import { bringFile } from '#core/drafting/files'
import { mustWrite } from '#core/drafting'

export const attachmentAnswers = ({
  files,
  now,
  profile,
}: ApiContext): AnswersOn<'attachments'> => {
  const bring = async (document: DocumentId, name: string, bytes: Bytes): Promise<EntryId> =>
    (await bringFile(profile(), document, { name, bytes }, now())).id
  return {
    'attachments.list'({ document, isCopy = false }) {
      const { documents } = profile()
      const nameOf = new Map<DocumentId, ReturnType<typeof namesIn>>()
      const namesOf = (of: DocumentId) => {
        const known = nameOf.get(of) ?? namesIn(profile(), of)
        nameOf.set(of, known)
        return known
      }
      const { files: begun } = isCopy ? documents.copied(document) : documents.carried(document)
      const along = new Set(begun.map(({ id }) => id))
      const rights = documents.rightsNow(document)
      return {
        rights: [...rights],
        files: filesIn(profile(), document).map(({ file, of, place, isExactText }) => ({
          id: file.id,
          name: file.name,
          size: file.size,
          at: file.at,
          by: namesOf(of)(file.client),
          isHere: documents.hasEnclosed(of, { what: 'file', hash: file.hash }),
          // A file of a circle stays with its text.
          goesAlong: place !== null || along.has(file.id),
          circle: place?.circle ?? null,
          isExactText,
          writes: !isExactText && (place?.writes ?? rights.has('write')),
        })),
      }
    },
    async 'attachments.add'({ document, file }) {
      mustWrite(profile(), document)
      return bring(document, files.name(file), await files.read(file))
    },
    'attachments.bring': ({ document, name, bytes }) => bring(document, name, bytes),
    async 'attachments.remove'({ document, attachment }) {
      const { file, of } = fileToTake(profile(), document, attachment)
      mustWrite(profile(), of)
      await profile().documents.editBeside(of, doc => takeOut(doc, file.id, { at: now(), random }))
    },
    async 'attachments.save'({ document, attachment, file }) {
      const { file: found, of } = fileToTake(profile(), document, attachment)
      const bytes = profile().documents.enclosed(of, { what: 'file', hash: found.hash })
      if (!bytes) throw new Failure('not-found')
      await files.write(file, bytes)
    },
    'attachments.restrict': wanted => restrictFile(profile(), wanted, { now: now() }),
    'attachments.lift': wanted => liftFile(profile(), wanted, { now: now() }),
  }
}
