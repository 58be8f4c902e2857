// The fake core's answers about restricted paragraphs, for present, former and other members of the
// circle. The texts are example documents of their own.
import type { CoreContract, Restricted } from '#shared/contract'
import {
  insertRestricted,
  liftBlock,
  restrictBlock,
  restrictedPart,
  sectionEnd,
} from '#document/restricted'
import { newBlockId } from '#document/ids'
import { writeBlocks } from '#document/blocks'
import type { Block } from '#document/model'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import type { FakeDocument } from './fake-document.ts'

type RestrictedCalls = Extract<keyof CoreContract['calls'], `restricted.${string}`>

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

export const fakeRestricted = (ports: {
  /** The state of every place for this member. */
  is: Restricted['is']
  self: MemberId
  circle: { id: GroupId; name: string; members: number }
  fresh(bytes: number): string
  documentOf(document: DocumentId): Pick<FakeDocument, 'blocks' | 'history' | 'write'>
  changed(document: DocumentId): void
}): Pick<Handlers<CoreContract>, RestrictedCalls> => {
  const { is, self, circle, fresh, documentOf, changed } = ports
  return {
    'restricted.list': ({ document }) =>
      documentOf(document)
        .blocks()
        .flatMap(({ id, kind, label, ref, number, runs }, index): Restricted[] => {
          if (is === 'unplaced' && index === 1 && id !== null)
            return [
              {
                is,
                what: 'paragraph',
                block: id,
                index,
                place: '',
                circle,
                text: null,
                writes: true,
                hasWords: true,
              },
            ]
          if (label === undefined || id === null) return []
          const isOpen = is === 'open'
          const isTable =
            isOpen && ref !== undefined && documentOf(ref).blocks()[0]?.cell !== undefined
          const what = kind === 'figure' ? kind : isTable ? 'table' : 'paragraph'
          const place = kind === 'figure' ? number : number.replace('.', '')
          return [
            {
              is,
              what,
              block: id,
              index,
              place,
              circle: isOpen || is === 'left' ? circle : null,
              text: isOpen ? (ref ?? null) : null,
              writes: isOpen,
              hasWords: runs.length > 0,
            },
          ]
        }),
    'restricted.put'({ document, block, section = false }) {
      const blocks = documentOf(document).blocks()
      const from = blocks.findIndex(({ id }) => id === block)
      const end = section ? sectionEnd(blocks, from) : from + 1
      const seen = new Set<Block>()
      const given = blocks.slice(from, end ?? from).flatMap((each, at) => {
        const part = restrictedPart(blocks, from + at)
        const [first] = part
        if (each.label !== undefined || seen.has(each) || !first?.id) return []
        for (const one of part) seen.add(one)
        return [{ id: first.id, text: fresh(16) as DocumentId, part }]
      })
      const [first] = given
      if (!first) throw new Failure('not-permitted')
      for (const { text, part } of given)
        documentOf(text).history.change(self, doc =>
          writeBlocks(
            doc,
            part.map(each => ({ ...each, id: null })),
            { random },
          ),
        )
      documentOf(document).history.change(self, doc => {
        for (const { id, text } of given) restrictBlock(doc, id, text)
      })
      changed(document)
      return { document, text: first.text }
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
