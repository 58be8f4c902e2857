// A hand-over: each matter has a member who takes it, in the minutes where they may still change and in
// a note to all where they may not.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { handOver, type HandOverPorts } from '#core/deliberation/hand-over'
import { foundGroup } from '#core/group'
import { blockText } from '#document/model'
import type { Matter } from '#shared/contract'
import { rootOf, setMeetingStates } from '#document/tree'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { foundingOf } from '#tests/core'
import { device } from '#tests/cores'
import { cheapStretch } from '#tests/group'
import { newSession } from '#tests/sessions'

const now = () => 1_700_000_000_000

/** Minutes with two action items of this member. */
const scene = async () => {
  const session = await newSession()
  const { archive, documents, groups } = session
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'A.' } as const
  const group: GroupId = groups.add(foundGroup(archive, wanted, { now, stretch: cheapStretch }).id)
  const { self } = groups.describe(group)
  const minutes = await documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: ['Ask for a symbol', 'Send the papers'].map(text => ({
      kind: 'action' as const,
      runs: [{ text }],
    })),
  })
  await documents.share(minutes)
  const said: unknown[] = []
  const ports = (mayWrite: boolean): HandOverPorts => ({
    documents: {
      create: documents.create,
      share: documents.share,
      remove: documents.remove,
      rightsNow: document =>
        document === minutes && !mayWrite ? new Set() : documents.rightsNow(document),
    },
    isMember: (_, member) => member === self,
    audienceOf: document => archive.documents.keyOf(document)?.group ?? null,
    assign: ({ document, owner, due }) =>
      documents.editAs(document, doc => {
        const first = rootOf(doc).get(0)
        if (first instanceof Y.XmlElement) setMeetingStates(first, { owner, due })
      }),
    progress: async entry => void said.push(entry),
  })
  const block = documents.page(minutes).blocks[0]?.id as BlockId
  return { session, group, self, minutes, block, ports, said }
}

type Scene = Awaited<ReturnType<typeof scene>>
const given = ({ group, self, minutes, block }: Scene, owner: MemberId = self) => ({
  group,
  title: 'Hand-over',
  language: 'en' as const,
  lead: 'The term of the Chair ends.',
  heading: 'Open matters',
  matters: [
    { words: 'Decision D/2018/16 is open', owner, due: null, item: null },
    { words: 'Ask for a symbol', owner, due: '2018-12-05', item: { document: minutes, block } },
  ] satisfies Matter[],
  lists: [{ heading: 'Adopted texts', lines: ['Statement'] }],
  goesOn: 'It goes on in the hand-over.',
})

const linesOf = ({ session: { documents } }: Scene, document: DocumentId) =>
  documents
    .page(document)
    .blocks.map(({ kind, runs, meeting }) => [kind, blockText({ runs }), meeting?.owner ?? null])

test('an action item whose minutes may change gets its owner there, and the note lists it', async () => {
  const here = await scene()
  const note = await handOver(here.ports(true), given(here))
  expect(linesOf(here, note)).toEqual([
    ['paragraph', 'The term of the Chair ends.', null],
    ['h1', 'Open matters', null],
    ['action', 'Decision D/2018/16 is open', here.self],
    ['information', 'Ask for a symbol', null],
    ['h1', 'Adopted texts', null],
    ['bullet1', 'Statement', null],
  ])
  expect(here.session.documents.page(here.minutes).blocks[0]?.meeting).toEqual({
    owner: here.self,
    due: '2018-12-05',
  })
  expect(here.said).toEqual([])
  expect(here.session.archive.documents.get(note)?.shared).toBe(true)
})

test('an action item of minutes that are fixed goes on in the note, with where it came from', async () => {
  const here = await scene()
  const { minutes, block, self } = here
  const note = await handOver(here.ports(false), given(here))
  const item = here.session.documents.page(note).blocks[3]
  expect(item?.kind).toBe('action')
  expect(item?.meeting).toEqual({
    owner: self,
    due: '2018-12-05',
    carried: { document: minutes, block },
  })
  expect(here.said).toEqual([
    { document: minutes, block, state: 'dropped', text: 'It goes on in the hand-over.' },
  ])
})

test('an action item of a circle, or of a document that is not here, is refused: nothing is written', async () => {
  const here = await scene()
  const { group, session } = here
  const circle = 'cd'.repeat(32) as GroupId
  const count = session.archive.documents.list(group).length
  for (const audience of [circle, null]) {
    const ports: HandOverPorts = { ...here.ports(false), audienceOf: () => audience }
    await expect(handOver(ports, given(here))).rejects.toThrow('invalid-input')
  }
  expect(session.archive.documents.list(group)).toHaveLength(count)
  expect(here.said).toEqual([])
})

test('a matter for somebody who is no member is refused, and nothing is written', async () => {
  const here = await scene()
  const stranger = 'ab'.repeat(32) as MemberId
  await expect(handOver(here.ports(true), given(here, stranger))).rejects.toThrow('invalid-input')
  const { archive, documents } = here.session
  expect(archive.documents.list(here.group)).toHaveLength(1)
  expect(documents.page(here.minutes).blocks[0]?.meeting).toBeUndefined()
})

test('a note that cannot be shared is taken away, and no owner changes', async () => {
  const here = await scene()
  const ports = here.ports(true)
  const share = async (): Promise<void> => {
    throw new Error('no disk')
  }
  const failing = { ...ports, documents: { ...ports.documents, share } }
  await expect(handOver(failing, given(here))).rejects.toThrow('no disk')
  const { archive, documents } = here.session
  expect(archive.documents.list(here.group)).toHaveLength(1)
  expect(documents.page(here.minutes).blocks[0]?.meeting).toBeUndefined()
})

test('a matter that is handed over is an action item of the member who takes it, in every list', async () => {
  const { core } = await device()
  const { answers } = core
  const group = await answers['groups.create'](foundingOf())
  const { self } = await answers['groups.get']({ group })
  const { document } = await answers['handOver.write']({
    group,
    title: 'Hand-over',
    language: 'en',
    lead: 'The term of the Chair ends.',
    heading: 'Open matters',
    matters: [{ words: 'Decision D/2018/16 is open', owner: self, due: '2018-12-05', item: null }],
    lists: [],
    goesOn: 'It goes on in the hand-over.',
  })
  const [item, ...others] = await answers['actions.list']({ group })
  expect(others).toEqual([])
  expect(item).toMatchObject({
    document,
    words: 'Decision D/2018/16 is open',
    owner: self,
    due: '2018-12-05',
    state: 'open',
  })
  const block = item?.block as BlockId
  const next = { words: 'The same', owner: self, due: '2019-01-05', item: { document, block } }
  await answers['handOver.write']({
    group,
    title: 'Hand-over',
    language: 'en',
    lead: 'Again.',
    heading: 'Open matters',
    matters: [next],
    lists: [],
    goesOn: 'It goes on in the hand-over.',
  })
  expect((await answers['actions.list']({ group })).map(({ due }) => due)).toEqual(['2019-01-05'])
})
