// The fake core's answers about files of a document: they are kept by name alone.
import { type AttachedFile, type CoreContract, everyRight } from '#shared/contract'
import type { EntryId } from '#document/ids'
import type { MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import type { DocumentId } from '#shared/ids'

type AttachmentCalls = `attachments.${'list' | 'add' | 'bring' | 'remove' | 'save'}`

export const fakeAttachments = (ports: {
  now: number
  self: MemberId
  given: readonly AttachedFile[]
  changed(document: DocumentId): void
}): Pick<Handlers<CoreContract>, AttachmentCalls> => {
  let files = [...ports.given]
  let next = 0
  const add = (document: DocumentId, given: Pick<AttachedFile, 'name' | 'size'>): EntryId => {
    const id = `a-aaaaaaaaa${'abcdefgh'[next++] ?? 'a'}` as EntryId
    const said = {
      id,
      ...given,
      isHere: true,
      goesAlong: true,
      circle: null,
      isExactText: false,
      writes: true,
    }
    files.push({ ...said, by: ports.self, at: ports.now })
    ports.changed(document)
    return id
  }
  return {
    'attachments.list': () => ({ rights: [...everyRight], files }),
    'attachments.add': ({ document }) =>
      add(document, { name: 'Annex to the report.pdf', size: 48_211 }),
    'attachments.bring': ({ document, name, bytes }) => add(document, { name, size: bytes.length }),
    'attachments.remove'({ document, attachment }) {
      files = files.filter(({ id }) => id !== attachment)
      ports.changed(document)
    },
    'attachments.save': () => {},
  }
}
