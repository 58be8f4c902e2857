// Whose client ids are whose: what a message may claim, and what it costs to find out.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { clientIds, type ClientIds } from '#core/documents'
import { digest } from '#core/keys'
import { clientIdOf, idBeside, rootOf } from '#shared/document'
import type { DocumentId, FeedId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import {
  delivered,
  deviceNamed,
  documentNamed,
  feedNamed,
  linesOf,
  memberNamed,
  newPage,
  openRoom,
  sharedGroup,
  written,
  type Sent,
} from '#tests/documents'
import { any, craft } from './crafted.ts'
import { documentIdOf } from '../../../src/core/documents/authors.ts'
import {
  readUpdateBody,
  writeSnapshotBody,
  writeUpdateBody,
  type BodyWriter,
  type ClientRow,
} from '../../../src/core/documents/bodies.ts'

/** Ana's document, which Badia has. */
const shared = async () => {
  const ana = openRoom('ana', temporaryArchive())
  const badia = openRoom('badia', temporaryArchive())
  const id = await written(ana, 'Words of Ana')
  await ana.documents.share(id)
  expect(badia.hear(ana.sent.at(-1)!)).toBe('applied')
  return { ana, badia, id }
}

/** What Mallory writes with `client`, as window 0 of `feed`. */
const from = (
  id: DocumentId,
  client: number,
  { feed, writers }: { feed: FeedId; writers: BodyWriter[] },
): Sent => {
  const page = newPage(client)
  const before = Y.encodeStateVector(page)
  rootOf(page).insert(0, [new Y.XmlElement('block')])
  const update = Y.encodeStateAsUpdate(page, before)
  return {
    device: deviceNamed('mallory'),
    feed,
    author: memberNamed('mallory'),
    document: id,
    kind: 'update',
    body: writeUpdateBody({ writers, update }),
  }
}

const own = [{ feed: null, writer: 0 }]

test('the id in the place of a contested one lies beside it: what stood before or behind its words does so still', () => {
  const document = documentNamed('beside')
  for (let writer = 0; writer < 200; writer++) {
    const who = { device: deviceNamed('ana'), feed: feedNamed('ana'), writer }
    const [claimed, apart] = [clientIds.of(document, who), clientIds.apart(document, who)]
    expect(apart).not.toBe(claimed)
    expect(Math.floor(apart / 2 ** 16)).toBe(Math.floor(claimed / 2 ** 16))
  }
})

test('an id that does not follow from the writer that is named is refused', async () => {
  const { badia, id } = await shared()
  const feed = feedNamed('mallory')
  const mine = clientIds.of(id, { device: deviceNamed('mallory'), feed, writer: 0 })
  const answers = [
    badia.hear(from(id, mine + 1, { feed, writers: own })),
    badia.hear(from(id, mine, { feed, writers: [{ feed: null, writer: 1 }] })),
    badia.hear(from(id, mine, { feed, writers: [] })),
    badia.hear(from(id, mine, { feed, writers: [...own, ...own] })),
  ]
  expect(answers).toEqual(answers.map(() => ({ refused: 'own-client' })))
})

test('a feed that is not the author’s device’s is not taken as one of its own', async () => {
  const { badia, id } = await shared()
  const other = feedNamed('another')
  const client = clientIds.of(id, { device: deviceNamed('mallory'), feed: other, writer: 0 })
  const message = from(id, client, { feed: feedNamed('m'), writers: [{ feed: other, writer: 0 }] })
  const hear = (owns: boolean) =>
    badia.archive.transaction(() =>
      badia.documents.receive({
        ...message,
        ...delivered,
        group: sharedGroup,
        owns: () => owns,
        id: 'cd'.repeat(32) as never,
      }),
    )
  expect(hear(false)).toEqual({ refused: 'own-client' })
  expect(hear(true)).toBe('applied')
})

test('an update names no more writers than its length allows', () => {
  const update = new Uint8Array(96 * 3)
  const bodyWith = (count: number) =>
    writeUpdateBody({ writers: Array.from({ length: count }, () => own[0]!), update })
  expect(readUpdateBody(bodyWith(5))).not.toBeNull()
  expect(readUpdateBody(bodyWith(6))).toBeNull()
})

test('a document is opened without computing an id', async () => {
  const archive = temporaryArchive()
  let computed = 0
  const counting = {
    ...clientIds,
    of: (...asked: Parameters<typeof clientIds.of>) => {
      computed++
      return clientIds.of(...asked)
    },
  }
  const ana = openRoom('ana', archive, counting)
  const id = await written(ana, 'Words')
  await ana.documents.share(id)
  await ana.documents.editAs(id, doc => void doc.getMap('meta').set('reference', 'A/1'))
  await ana.documents.flush()
  const begun = computed
  expect(begun).toBe(1)
  const again = openRoom('ana', archive, counting)
  expect(linesOf(again, id)).toEqual(['Words'])
  expect(computed).toBe(begun)
})

test('a new document names writers without number: no more ids are computed than its state holds', () => {
  let computed = 0
  const counting = {
    ...clientIds,
    of: (...asked: Parameters<typeof clientIds.of>) => {
      computed++
      return clientIds.of(...asked)
    },
  }
  const badia = openRoom('badia', temporaryArchive(), counting)
  const device = deviceNamed('mallory')
  const feed = feedNamed('mallory')
  const secret = new Uint8Array(32)
  const id = documentIdOf(device, secret)
  const page = newPage(7)
  const first = { client: clientIds.of(id, { device, feed, writer: 0 }), device, feed, writer: 0 }
  const wrong = (writer: number) => ({ client: 2 + writer, device, feed, writer })
  const answer = (clients: ClientRow[]) =>
    badia.hear({
      device,
      feed,
      author: memberNamed('mallory'),
      document: id,
      kind: 'snapshot',
      body: writeSnapshotBody({ secret, clients, state: Y.encodeStateAsUpdate(page) }, [[], []]),
    })
  expect(answer(Array.from({ length: 20 }, () => first))).toEqual({ refused: 'own-client' })
  expect(computed).toBe(0)
  for (let client = 2; client < 22; client++) {
    page.clientID = client
    page.getMap('meta').set('reference', `A/${client}`)
  }
  expect(answer(Array.from({ length: 20 }, (_, at) => wrong(at)))).toEqual({
    refused: 'own-client',
  })
  expect(computed).toBe(1)
})

test('which of two feeds brought writers of a third decides nothing: the verdict is the same in any order', async () => {
  const { ana, id } = await shared()
  const device = deviceNamed('mallory')
  const third = Array.from({ length: 65 }, (_, at) => {
    const feed = feedNamed(`crashed ${at}`)
    return { feed, client: clientIds.of(id, { device, feed, writer: 0 }) }
  })
  const by = (name: string, { feed, client }: { feed: FeedId; client: number }) =>
    from(id, client, { feed: feedNamed(name), writers: [{ feed, writer: 0 }] })
  const [one, other] = ['one', 'other'].map(name => third.map(each => by(name, each)))
  const answers = [
    [...one!.slice(0, 64), ...other!],
    [...other!, ...one!.slice(0, 64)],
  ].map(messages => {
    const badia = openRoom('badia', temporaryArchive())
    badia.hear(ana.sent.at(-1)!)
    const heard = new Map(messages.map(each => [each, badia.hear(each)]))
    // The same where the document is read anew.
    const more = openRoom('badia', badia.archive)
    return { last: heard.get(other!.at(-1)!), again: more.hear(other!.at(-1)!) }
  })
  expect(answers[0]).toEqual({
    last: { refused: 'few-foreign' },
    again: { refused: 'few-foreign' },
  })
  expect(answers[1]).toEqual(answers[0])
})

/** The app's ids without what makes them slow. */
const quickIds: ClientIds = {
  ...clientIds,
  of: (document, writer) => clientIdOf(digest, document, writer),
  apart: (document, writer) =>
    idBeside(
      clientIdOf(digest, document, writer),
      clientIdOf(digest, document, writer, 'client-apart'),
    ),
}

test.each([
  [250, 'applied'],
  [1_030, { refused: 'own-client' }],
])('who hands over a document says that %i ids in it were contested: %j', (count, expected) => {
  const device = deviceNamed('mallory')
  const secret = new Uint8Array(32)
  const id = documentIdOf(device, secret)
  const first = { device, feed: feedNamed('mallory'), writer: 0 }
  const rows = Array.from({ length: count }, (_, at): ClientRow => {
    const writer = {
      device: deviceNamed('chen'),
      feed: feedNamed(`chen ${at >> 7}`),
      writer: at & 127,
    }
    return { client: quickIds.apart(id, writer), ...writer }
  })
  const structs = [{ at: { parent: 'meta', key: 'status' }, is: any('draft') }]
  const sections = rows
    .toSorted((a, b) => b.client - a.client)
    .map(({ client }) => ({ client, clock: 0, structs }))
  const begun = Y.encodeStateAsUpdate(newPage(quickIds.of(id, first)))
  const state = Y.mergeUpdates([begun, craft(sections)])
  const clients = [{ client: quickIds.of(id, first), ...first }, ...rows]
  const handed = {
    device,
    feed: first.feed,
    author: memberNamed('mallory'),
    document: id,
    kind: 'snapshot' as const,
    body: writeSnapshotBody({ secret, clients, state }, [[], []]),
  }
  const badia = openRoom('badia', temporaryArchive(), quickIds)
  expect(badia.hear(handed, true)).toEqual(expected)
  // The same where the document is here already.
  const chen = openRoom('chen', temporaryArchive(), quickIds)
  const alone = writeSnapshotBody({ secret, clients: clients.slice(0, 1), state: begun }, [[], []])
  expect(chen.hear({ ...handed, body: alone }, true)).toBe('applied')
  expect(chen.hear(handed, true)).toEqual(expected)
})

test('one session brings in the writers of few other feeds: the ids of more are not even computed', async () => {
  let computed = 0
  const counting = {
    ...clientIds,
    of: (...asked: Parameters<typeof clientIds.of>) => {
      computed++
      return clientIds.of(...asked)
    },
  }
  const { ana, id } = await shared()
  const badia = openRoom('badia', temporaryArchive(), counting)
  expect(badia.hear(ana.sent.at(-1)!)).toBe('applied')
  const answers = Array.from({ length: 70 }, (_, at) => {
    const feed = feedNamed(`other ${at}`)
    const client = clientIds.of(id, { device: deviceNamed('mallory'), feed, writer: 0 })
    if (at === 64) computed = 0
    return badia.hear(from(id, client, { feed: feedNamed('m'), writers: [{ feed, writer: 0 }] }))
  })
  expect(answers.slice(0, 64)).toEqual(Array.from({ length: 64 }, () => 'applied'))
  expect(answers.slice(64)).toEqual(Array.from({ length: 6 }, () => ({ refused: 'few-foreign' })))
  expect(computed).toBe(0)
})
