// Letters from a link are shown before they are on the disk: until they are there they are nowhere
// else, and no text on top of them is kept before them.
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import { crashImage } from '#tests/archive'
import { linesOf, openPen, type Pen } from '#tests/documents'
import {
  admitted,
  create,
  founded,
  handFile,
  newSession,
  openedAt,
  type Opened,
} from '#tests/sessions'
import { until } from '#tests/sync'
import { memoryLinks } from '../../acceptance/link.ts'

type Stage = {
  a: Opened
  b: Opened
  group: GroupId
  document: DocumentId
  pens: { a: Pen; b: Pen }
}

const link = ({ a, group }: Pick<Stage, 'a' | 'group'>, b: Opened): (() => void) => {
  const [one, other] = [a, b].map(each => each.groups.get(group).self.device)
  const ends = memoryLinks({ a: one!, b: other! })
  a.sync.addLink(group, ends.a)
  b.sync.addLink(group, ends.b)
  return () => ends.a.close()
}

const haveSame = ({ a, document }: Stage, b: Opened): boolean =>
  a.documents.digest(document) === b.documents.digest(document)

/** Alice and Bob, linked, each with a window on Alice's page. */
const stage = async (): Promise<Stage> => {
  const [a, b] = [await newSession(), await newSession()]
  const group = founded(a)
  await admitted(a, b, group)
  const document = await create(a, group, 'Words ')
  await a.documents.share(document)
  await handFile(a, b, group)
  link({ a, group }, b)
  await Promise.all([a.sync.level(group), b.sync.level(group)])
  const pens = { a: openPen(a, document), b: openPen(b, document) }
  return { a, b, group, document, pens }
}

/** Types at one; `look` runs just after the windows of the other showed it. */
const shownTo = async <T>(
  { documents }: Opened,
  document: DocumentId,
  type: () => void,
  look: () => T,
): Promise<T> => {
  const looked = Promise.withResolvers<T>()
  let listen: (message: unknown) => void = () => {}
  let isShown = false
  const detach = documents.attach(document, {
    post({ kind }) {
      if (kind !== 'changed' || isShown) return
      isShown = true
      void Promise.resolve().then(() => looked.resolve(look()))
    },
    onMessage: listener => (listen = listener),
  })
  listen({ kind: 'open', stateVector: new Uint8Array() })
  type()
  const found = await looked.promise
  detach()
  return found
}

test('a letter comes: it is shown before it is kept, once, and is nowhere else until then', async () => {
  const staged = await stage()
  const { a, b, group, document, pens } = staged
  const before = b.archive.messages.count(group)
  const seen = await shownTo(
    b,
    document,
    () => pens.a.type('x'),
    () => ({
      text: pens.b.text(),
      lines: linesOf(b, document),
      messages: b.archive.messages.count(group),
    }),
  )
  expect(seen.text).toContain('Words x')
  expect(seen.lines).toEqual(['Words '])
  expect(seen.messages).toBe(before)
  await until(() => haveSame(staged, b))
  await Promise.all([a.sync.level(group), b.sync.level(group)])
  expect(b.archive.messages.count(group)).toBe(before + 1)
  expect(pens.b.heard.filter(({ kind }) => kind === 'changed')).toHaveLength(1)
})

test('a device is killed in between: it gets the letter from the others', async () => {
  const staged = await stage()
  const { a, b, group, document, pens } = staged
  const image = await shownTo(
    b,
    document,
    () => pens.a.type('x'),
    () => crashImage(b.directory),
  )
  await b.close()
  const again = await openedAt(image)
  expect(linesOf(again, document)).toEqual(['Words '])
  expect(again.archive.missing).toBe(0)
  link({ a, group }, again)
  await until(() => haveSame(staged, again))
  expect(linesOf(again, document)).toEqual(['Words x'])
})

test('a letter is typed behind a shown one: it is kept after it, and a window that opens has it', async () => {
  const staged = await stage()
  const { a, b, group, document, pens } = staged
  const kept = await shownTo(
    b,
    document,
    () => pens.a.type('x'),
    () => {
      pens.b.type('y')
      const feed = a.sync.feedOf(group)
      return b.archive.messages.head(group, feed)?.id === a.archive.messages.head(group, feed)?.id
    },
  )
  expect(kept).toBe(true)
  const opened = await shownTo(
    b,
    document,
    () => pens.a.type('z'),
    () => openPen(b, document),
  )
  expect(opened.text()).toContain('z')
  await until(() => haveSame(staged, b))
  expect(linesOf(a, document)).toEqual([expect.stringMatching(/^Words x(yz|zy)$/)])
  expect(pens.b.heard.some(({ kind }) => kind === 'withdrawn')).toBe(false)
})

test('the disk is full: the windows go on from the letter, and it comes again', async () => {
  const staged = await stage()
  const { a, b, group, document, pens } = staged
  const { transaction } = b.archive
  const full = (): never => {
    throw new Failure('disk-full')
  }
  await shownTo(
    b,
    document,
    () => pens.a.type('x'),
    () => {
      Object.assign(b.archive, { transaction: full })
      pens.b.type('y')
    },
  )
  await until(() => b.sync.peers().length === 0)
  expect(linesOf(b, document)).toEqual(['Words xy'])
  Object.assign(b.archive, { transaction })
  await pens.b.saved()
  expect(pens.b.heard.some(({ kind }) => kind === 'withdrawn')).toBe(false)
  link({ a, group }, b)
  await until(() => haveSame(staged, b) && linesOf(a, document).includes('Words xy'))
})

test('the author is removed in that moment: the letter disappears from the windows', async () => {
  const { a, b, group, document, pens } = await stage()
  const her = b.groups.get(group).self.member!
  await shownTo(
    a,
    document,
    () => pens.b.type('x'),
    () => {
      expect(pens.a.text()).toContain('Words x')
      a.groups.get(group).removeMember(her, 'left')
    },
  )
  await until(() => pens.a.heard.some(({ kind }) => kind === 'withdrawn'))
  // None of Alice's own edits was refused: the message names the author and the text.
  expect(pens.a.heard.at(-1)).toEqual({ kind: 'withdrawn', by: her, words: 'x' })
  expect(linesOf(a, document)).toEqual(['Words '])
  expect(openPen(a, document).text()).not.toContain('x')
})
