// A hand-over: each matter has a member who takes it, in the minutes where they may still change and in
// a note to all where they may not.
import { expect, test } from 'vitest'
import { handOver, type HandOverPorts } from '#core/deliberation/hand-over'
import { blockText } from '#document/model'
import type { Matter } from '#shared/contract'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import { foundingOf } from '#tests/core'
import { device } from '#tests/cores'
import { deciders, memberIn, position, questionOf, type Decider } from '#tests/deciding'
import { actionsIn } from '../../../src/core/deliberation/follow-up/index.ts'
import { followUpPorts, handOverPorts } from '../../../src/core/drafting/deliberation-ports.ts'

const note = 'It goes on in the hand-over.'

/** Minutes with a paragraph and two action items of the chair. */
const scene = async () => {
  const { group, all } = await deciders([])
  const [chair] = all as [Decider]
  const self = memberIn(chair, group)
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [
      { kind: 'action', runs: [{ text: 'Ask for a symbol' }] },
      { kind: 'action', runs: [{ text: 'Call the lawyer' }], meeting: { off: true } },
      { kind: 'num1', runs: [{ text: 'The group met.' }] },
    ],
  })
  await chair.documents.share(minutes)
  const ids = chair.documents.page(minutes).blocks.map(({ id }) => id) as BlockId[]
  const ports = handOverPorts(chair, () => chair.clock.now)
  const approve = (): void => {
    const asked = questionOf(chair, group, minutes, { purpose: 'adopt' })
    const question = chair.acts.write(minutes, null, asked)
    chair.acts.write(minutes, question, position('support'))
    chair.acts.write(minutes, question, { type: 'close' })
  }
  return { chair, group, self, minutes, ids, ports, approve }
}

type Scene = Awaited<ReturnType<typeof scene>>
type Item = Matter['item']

const given = ({ group, self, minutes, ids }: Scene, owner: MemberId = self, item?: Item) => ({
  group,
  title: 'Hand-over',
  language: 'en' as const,
  lead: 'The term of the Chair ends.',
  heading: 'Open matters',
  matters: [
    { words: 'Decision D/2018/16 is open', owner, due: null, item: null },
    {
      ...{ words: 'Ask for a symbol', owner, due: '2018-12-05' },
      item: item ?? { document: minutes, block: ids[0]! },
    },
  ] satisfies Matter[],
  lists: [{ heading: 'Adopted texts', lines: ['Statement'] }],
  goesOn: note,
})

const blocksOf = ({ chair }: Scene, document: DocumentId) => chair.documents.page(document).blocks
const linesOf = (here: Scene, document: DocumentId) =>
  blocksOf(here, document).map(({ kind, runs, meeting }) => [
    ...[kind, blockText({ runs }), meeting?.owner ?? null],
  ])
/** The texts of the group, and what is said of each action item. */
const kept = ({ chair, group, minutes }: Scene) => [
  chair.archive.documents.list(group).map(({ id }) => id),
  chair.documents.digest(minutes),
  actionsIn(followUpPorts(chair), group, 0).map(({ notes }) => notes),
]

test('an action item whose minutes may change gets its owner there, and the note lists it', async () => {
  const here = await scene()
  const document = await handOver(here.ports, given(here))
  expect(linesOf(here, document)).toEqual([
    ['paragraph', 'The term of the Chair ends.', null],
    ['h1', 'Open matters', null],
    ['action', 'Decision D/2018/16 is open', here.self],
    ['information', 'Ask for a symbol', null],
    ['h1', 'Adopted texts', null],
    ['bullet1', 'Statement', null],
  ])
  const [item] = blocksOf(here, here.minutes)
  expect(item?.meeting).toEqual({ owner: here.self, due: '2018-12-05' })
  const { chair, group } = here
  expect(actionsIn(followUpPorts(chair), group, 0).flatMap(({ notes }) => notes)).toEqual([])
  expect(chair.archive.documents.get(document)?.shared).toBe(true)
})

test('an action item of approved minutes goes on in the note, with where it came from, and they stay as approved', async () => {
  const here = await scene()
  const { chair, group, minutes, ids, self, ports, approve } = here
  approve()
  const before = chair.documents.digest(minutes)
  const document = await handOver(ports, given(here))
  expect(chair.documents.digest(minutes)).toBe(before)
  const item = blocksOf(here, document)[3]
  expect(item?.kind).toBe('action')
  expect(item?.meeting).toEqual({
    owner: self,
    due: '2018-12-05',
    carried: { document: minutes, block: ids[0] },
  })
  const [first] = actionsIn(followUpPorts(chair), group, 0).filter(({ block }) => block === ids[0])
  expect(first).toMatchObject({ state: 'dropped', owner: null, notes: [{ text: note }] })
})

test.each(['a draft', 'approved'] as const)(
  'an action item off the record stays so in the note, of minutes that are %s',
  async state => {
    const here = await scene()
    if (state === 'approved') here.approve()
    const item = { document: here.minutes, block: here.ids[1]! }
    const document = await handOver(here.ports, given(here, here.self, item))
    const [, , open, off] = blocksOf(here, document)
    expect([open?.meeting?.off, off?.meeting?.off]).toEqual([undefined, true])
  },
)

test('an action item of a circle, one that is not here, and a paragraph that is none are refused: nothing is written', async () => {
  const here = await scene()
  const { chair, group, minutes, ids } = here
  const circle = chair.circles.found(group, 'Safety').id
  const ofCircle = await chair.documents.create({
    ...({ group: circle, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'action', runs: [{ text: 'Call the lawyer' }] }],
  })
  const before = kept(here)
  for (const item of [
    { document: ofCircle, block: chair.documents.page(ofCircle).blocks[0]!.id! },
    { document: 'f'.repeat(32) as DocumentId, block: ids[0]! },
    { document: minutes, block: ids[2]! },
  ])
    await expect(handOver(here.ports, given(here, here.self, item))).rejects.toThrow(
      'invalid-input',
    )
  expect(kept(here)).toEqual(before)
})

test('a matter for somebody who is no member is refused, and nothing is written', async () => {
  const here = await scene()
  const before = kept(here)
  const stranger = 'ab'.repeat(32) as MemberId
  await expect(handOver(here.ports, given(here, stranger))).rejects.toThrow('invalid-input')
  expect(kept(here)).toEqual(before)
})

test('a note that cannot be shared is taken away, and no owner changes', async () => {
  const here = await scene()
  const before = kept(here)
  const share = async (): Promise<void> => {
    throw new Error('no disk')
  }
  const { documents } = here.chair
  const failing: HandOverPorts = { ...here.ports, documents: { ...documents, share } }
  await expect(handOver(failing, given(here))).rejects.toThrow('no disk')
  expect(kept(here)).toEqual(before)
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
