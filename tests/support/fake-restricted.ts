// What the fake core answers about restricted paragraphs: as core does for who is in the circle, for who
// was, and for who never was. The texts are made-up documents of their own.
import type { CoreContract, Restricted } from '#shared/contract'
import { blockText, insertRestricted, liftBlock, newBlockId, restrictBlock } from '#shared/document'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import type { FakeDocument } from './fake-document.ts'

type RestrictedCalls = Extract<keyof CoreContract['calls'], `restricted.${string}`>

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

export const fakeRestricted = (rooms: {
  /** What every place is to this member. */
  is: Restricted['is']
  self: MemberId
  circle: { id: GroupId; name: string; members: number }
  fresh(bytes: number): string
  documentOf(document: DocumentId): Pick<FakeDocument, 'blocks' | 'history' | 'write'>
  changed(document: DocumentId): void
}): Pick<Handlers<CoreContract>, RestrictedCalls> => {
  const { is, self, circle, fresh, documentOf, changed } = rooms
  return {
    'restricted.list': ({ document }) =>
      documentOf(document)
        .blocks()
        .flatMap(({ id, label, ref, number, runs }, index): Restricted[] => {
          if (is === 'unplaced' && index === 1 && id !== null)
            return [
              {
                ...{ is, block: id, index, place: '' },
                circle,
                text: null,
                writes: true,
                hasWords: true,
              },
            ]
          if (label === undefined || id === null) return []
          const isOpen = is === 'open'
          return [
            {
              ...{ is, block: id, index, place: number.replace('.', '') },
              circle: isOpen || is === 'left' ? circle : null,
              ...{ text: isOpen ? (ref ?? null) : null, writes: isOpen, hasWords: runs.length > 0 },
            },
          ]
        }),
    'restricted.put'({ document, block }) {
      const text = fresh(16) as DocumentId
      const found = documentOf(document)
        .blocks()
        .find(({ id }) => id === block)
      if (!found || found.label !== undefined) throw new Failure('not-permitted')
      documentOf(text).write(self, 0, 0, blockText(found))
      documentOf(document).history.change(self, doc => void restrictBlock(doc, block, text))
      changed(document)
      return { document, text }
    },
    'restricted.add'({ document, after, kind }) {
      const [text, id] = [fresh(16) as DocumentId, newBlockId(random)]
      documentOf(document).history.change(self, doc =>
        insertRestricted(doc, after, { id, kind, ref: text }, random),
      )
      changed(document)
      return { block: id, text }
    },
    'restricted.lift'({ document, block }) {
      const found = documentOf(document)
        .blocks()
        .find(({ id }) => id === block)
      if (!found?.ref) throw new Failure('not-found')
      const blocks = documentOf(found.ref).blocks()
      documentOf(document).history.change(
        self,
        doc => void liftBlock(doc, block, { blocks }, random),
      )
      changed(document)
    },
  }
}
