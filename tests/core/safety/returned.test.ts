// A keeper returns what it was asked for, as it is now, and nothing else: its answer retires no
// other document, ends no unfinished beginning and brings no older state.
import { expect, test } from 'vitest'
import { encode, random } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'
import { type FeedPoint, newFeed, none, readMessage } from '../../../src/core/messages/message.ts'
import {
  readSnapshotBody,
  writePartBody,
  writeStartBody,
} from '../../../src/core/documents/bodies/bodies.ts'
import { writeReturned } from '../../../src/core/sync/offload/messages.ts'
import { writeRetireBody } from '../../../src/core/sync/retire/record.ts'
import { memoryLinks } from '../../acceptance/link.ts'
import { until } from '#tests/sync'
import { forged, handPacks, packOfOwn, type Said } from '#tests/forged'
import { admitted, create, handFile, newSession, type Opened, sharedByTwo } from '#tests/sessions'

const heads = { records: [], feeds: [] }

const shared = async (by: Opened, group: GroupId, words: string): Promise<DocumentId> => {
  const document = await create(by, group, words)
  await by.documents.share(document)
  return document
}
const ending = ({ documents }: Opened, id: DocumentId) =>
  documents
    .page(id)
    .blocks.at(-1)
    ?.runs.map(({ text }) => text)
const write = ({ documents }: Opened, id: DocumentId, words: string): Promise<void> =>
  documents.editAs(id, doc => void doc.getMap('meta').set('reference', words))
const referenceOf = ({ documents }: Opened, id: DocumentId) => documents.page(id).meta.reference

const ways: [
  string,
  (a: Opened, b: Opened, group: GroupId, isOver: () => boolean) => Promise<void>,
][] = [
  [
    'files',
    async (a, b, group, isOver) => {
      for (let round = 0; round < 3 && !isOver(); round++) {
        await handFile(b, a, group)
        await handFile(a, b, group)
      }
    },
  ],
  [
    'a link',
    async (a, b, group, isOver) => {
      const [one, two] = [a.groups.get(group).self.device, b.groups.get(group).self.device]
      const ends = memoryLinks({ a: one, b: two })
      a.sync.addLink(group, ends.a)
      b.sync.addLink(group, ends.b)
      await until(isOver)
    },
  ],
]

/** The last message of this device for all. */
const lastOf = ({ archive, groups }: Opened, group: GroupId): FeedPoint => {
  const { device } = groups.get(group).self
  const isForAll = ({ id }: FeedPoint) => archive.messages.get(id)?.audience === group
  const last = archive.messages.heads(group).find(each => each.device === device && isForAll(each))
  if (!last) throw new Error('nothing is written')
  return last
}

/** `owner` asks these devices and gives its copies away. */
const sentAway = async (
  owner: Opened,
  keepers: readonly Opened[],
  group: GroupId,
  documents: readonly DocumentId[],
) => {
  const travel = owner.sync.travel(group)
  travel.ask(documents)
  for (const keeper of keepers) await handFile(owner, keeper, group)
  for (const keeper of keepers) await handFile(keeper, owner, group)
  for (const document of documents)
    expect(travel.keepers()(document)?.whole).toHaveLength(keepers.length)
  expect(travel.leave(documents)).toEqual(documents)
  return travel
}

const three = async (words: string) => {
  const { amina, ben, group, document } = await sharedByTwo(words)
  const carol = await newSession()
  await admitted(amina, carol, group)
  await handFile(amina, carol, group)
  await handFile(carol, amina, group)
  await handFile(amina, ben, group)
  return { amina, ben, carol, group, document }
}

/** Bodies that name `document` as retired, by kinds that a newcomer's beginning may hold. */
const retiring = (document: DocumentId): [string, Uint8Array][] => [
  [
    'sealed',
    writeRetireBody({
      document,
      successor: 'cd'.repeat(16) as DocumentId,
      digest: '0'.repeat(64),
      cut: [],
      at: 1,
    }),
  ],
  ['past', encode([1, 'past', []])],
  ['branches', encode([1, 'branches', []])],
]

test.each(retiring('ef'.repeat(16) as DocumentId).map(([kind]) => kind))(
  'a keeper puts a %s message between the parts of a returned document: it does not count',
  async kind => {
    const { amina, ben, carol, group, document } = await three('The first text')
    const other = await shared(amina, group, 'The second text')
    for (const to of [ben, carol]) await handFile(amina, to, group)
    const travel = await sentAway(ben, [amina, carol], group, [document, other])
    travel.giveBack([document, other])
    const request = lastOf(ben, group)
    const snapshot = carol.documents.snapshotFor(document, encode([[], []]))[0]
    const read = readSnapshotBody(snapshot?.body ?? new Uint8Array())
    const key = carol.archive.documents.keyOf(document)
    const body = new Map(retiring(other)).get(kind)
    if (!read || !key || !body) throw new Error('there is no snapshot')
    const part = { clients: [], update: new Uint8Array(2) }
    const said: [Said, ...Said[]] = [
      { kind: 'returned', document: null, body: writeReturned(request.id) },
      {
        kind: 'snapshot-start',
        document,
        secret: key.secret,
        body: writeStartBody({ ...read, parts: 1 }, encode([[], []])),
      },
      { kind, document, secret: key.secret, body },
      { kind: 'snapshot-part', document, secret: key.secret, body: writePartBody(part) },
    ]
    const { device } = carol.groups.get(group).self
    const feed = newFeed(group, device, random(16))
    const place = { audience: ben.groups.get(group).self.device, feed, seq: 0, previous: none }
    await forged({ from: carol, to: ben, group }, place, heads, said)
    const states = ben.archive.messages.range(group, feed, 0, 9).map(({ state }) => state)
    expect(states[2]).toBe('refused')
    await handFile(ben, amina, group)
    await handFile(amina, ben, group)
    expect(travel.away.all()).toEqual([])
    expect(ending(ben, document)).toEqual(['The first text'])
    expect(ending(ben, other)).toEqual(['The second text'])
    expect(ben.archive.pasts.pluck({ group }, 'body')).toBeNull()
  },
)

/** A newcomer who has half of its beginning, sent the document of that half away and asked it back. */
const halfBegun = async () => {
  const { amina, group, document } = await sharedByTwo('The first text')
  const other = await shared(amina, group, 'The second text')
  const nia = await newSession()
  nia.archive.settings.set({ ...nia.archive.settings.get(), sharePresence: false })
  await admitted(amina, nia, group)
  await handFile(nia, amina, group)
  const { device } = nia.groups.get(group).self
  const beginning = amina.archive.writtenBootstraps.pluck({ group, device }, 'feed')
  if (!beginning) throw new Error('no beginning is written')
  const half = amina.archive.messages
    .range(group, beginning, 0, 99)
    .findIndex(({ header }) => readMessage(header)?.document === other)
  await handPacks({ from: amina, to: nia, group }, [packOfOwn(amina, group, beginning, [0, half])])
  expect(ending(nia, document)).toEqual(['The first text'])
  expect(nia.archive.documents.get(other)).toBeNull()
  const travel = nia.sync.travel(group)
  travel.ask([document])
  await handFile(nia, amina, group)
  const own = lastOf(amina, group)
  const since = [0, own.seq + 1] as const
  await handPacks({ from: amina, to: nia, group }, [packOfOwn(amina, group, own.feed, since)])
  expect(travel.leave([document])).toEqual([document])
  travel.giveBack([document])
  const place = { audience: device, feed: beginning, seq: half }
  return { amina, nia, group, document, other, travel, place }
}

test.each(ways)(
  'a device that has half of its beginning asks a document back by %s: it still gets the other half',
  async (_, meet) => {
    const { amina, nia, group, document, other, travel } = await halfBegun()
    await meet(amina, nia, group, () => travel.away.all().length === 0)
    expect(ending(nia, other)).toEqual(['The second text'])
    expect(ending(nia, document)).toEqual(['The first text'])
    expect(travel.away.all()).toEqual([])
  },
)

test('an admitter retires a document that was asked back, within the beginning: it does not count', async () => {
  const { amina, nia, group, document, travel, place } = await halfBegun()
  const previous = nia.archive.messages.idAt(group, place.feed, place.seq - 1)
  const [[kind, body] = ['', new Uint8Array()]] = retiring(document)
  if (!previous) throw new Error('no beginning is here')
  const said: Said = { kind, document: null, body }
  await forged({ from: amina, to: nia, group }, { ...place, previous }, heads, [said])
  expect(nia.archive.messages.range(group, place.feed, place.seq, 99)[0]?.state).toBe('refused')
  expect(travel.away.all()).toMatchObject([{ document }])
})

test('a keeper answers an earlier request: the document comes back as it is now', async () => {
  const { amina, ben, carol, group, document } = await three('The first text')
  const travel = await sentAway(ben, [amina, carol], group, [document])
  travel.giveBack([document])
  for (const keeper of [amina, carol]) await handFile(ben, keeper, group)
  const { bytes: early } = await carol.sync.writeFile({ group, members: [] })
  await handFile(amina, ben, group)
  await write(amina, document, 'Written since')
  await handFile(amina, ben, group)
  expect(referenceOf(ben, document)).toBe('Written since')
  travel.ask([document])
  await handFile(ben, carol, group)
  await handFile(carol, amina, group)
  await handFile(amina, ben, group)
  expect(travel.keepers()(document)?.whole).toHaveLength(2)
  expect(travel.leave([document])).toEqual([document])
  travel.giveBack([document])
  await ben.sync.readFile(early)
  await handFile(ben, amina, group)
  await handFile(amina, ben, group)
  expect(travel.away.all()).toEqual([])
  expect(referenceOf(ben, document)).toBe('Written since')
})

test('a device asks a second document back before the first is here: both come back', async () => {
  const { amina, ben, group, document } = await sharedByTwo('The first text')
  const other = await shared(amina, group, 'The second text')
  await handFile(amina, ben, group)
  const travel = await sentAway(ben, [amina], group, [document, other])
  travel.giveBack([document])
  await handFile(ben, amina, group)
  travel.giveBack([other])
  await handFile(ben, amina, group)
  await handFile(amina, ben, group)
  expect(travel.away.all()).toEqual([])
  expect(ending(ben, document)).toEqual(['The first text'])
  expect(ending(ben, other)).toEqual(['The second text'])
})
