// Authorship of client ids: which ids a message may claim, and the cost of checking.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { clientIds, type ClientIds } from '#core/documents'
import { digest } from '#core/keys'
import { clientIdOf, idBeside } from '#document/ids'
import { genesis } from '#document/templates'
import { rootOf } from '#document/tree'
import type { DocumentId, FeedId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import {
  deviceNamed,
  documentNamed,
  feedNamed,
  linesOf,
  memberNamed,
  newPage,
  openRoom,
  written,
  type Sent,
} from '#tests/documents'
import { any, craft } from './crafted.ts'
import { moveOut, type Moved } from '../../../src/core/documents/contested/leftover.ts'
import { documentIdOf } from '../../../src/core/messages/body.ts'
import {
  readUpdateBody,
  writeSnapshotBody,
  writeUpdateBody,
  type BodyWriter,
  type ClientRow,
  type UpdateBody,
} from '../../../src/core/documents/bodies/bodies.ts'

/** Ana's document, which Badia has. */
const shared = async () => {
  const ana = openRoom('ana', temporaryArchive())
  const badia = openRoom('badia', temporaryArchive())
  const id = await written(ana, 'Words of Ana')
  await ana.documents.share(id)
  expect(badia.hear(ana.sent.at(-1)!)).toBe('applied')
  return { ana, badia, id }
}

/** Text that Mallory writes with `client`, as window 0 of `feed`. */
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

test('a contested id gets another one beside it: neighbours of its text keep their places', () => {
  const document = documentNamed('beside')
  for (let writer = 0; writer < 200; writer++) {
    const who = { device: deviceNamed('ana'), feed: feedNamed('ana'), writer }
    const [claimed, apart] = [clientIds.of(document, who), clientIds.apart(document, who)]
    expect(apart).not.toBe(claimed)
    expect(Math.floor(apart / 2 ** 16)).toBe(Math.floor(claimed / 2 ** 16))
  }
})

test('an id does not follow from its writer: refused', async () => {
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

test('ids of an earlier feed do not follow from the content: refused', async () => {
  const { badia, id } = await shared()
  const [feed, device] = [feedNamed('earlier'), deviceNamed('mallory')]
  const client = clientIds.of(id, { device, feed, writer: 0 })
  const made = from(id, client, { feed: feedNamed('m'), writers: [{ feed, writer: 0 }] })
  expect(badia.hear(made)).toEqual({ refused: 'own-client' })
  const { update } = readUpdateBody(made.body)!
  const left = moveOut({ update }, { document: id, device, ids: clientIds, isFree: () => true })
  const [{ as }] = left.moved as [Moved]
  // Other text under the same id.
  const other = new Y.Doc({ gc: false })
  Y.applyUpdate(other, genesis())
  other.clientID = as
  const before = Y.encodeStateVector(other)
  rootOf(other).insert(0, [new Y.XmlElement('block'), new Y.XmlElement('block')])
  const forged = { writers: left.writers, update: Y.encodeStateAsUpdate(other, before) }
  const hear = (body: UpdateBody) => badia.hear({ ...made, body: writeUpdateBody(body) })
  expect(hear(forged)).toEqual({ refused: 'own-client' })
  for (const writer of [1, 2]) {
    const writers = left.writers.map(each => ({ ...each, writer }))
    expect(hear({ ...left, writers })).toEqual({ refused: 'own-client' })
  }
  expect(hear(left)).toBe('applied')
  expect(badia.documents.authorOf(id, as)).toBe(device)
})

test('an update names more writers than its length allows: refused', () => {
  const update = new Uint8Array(96 * 3)
  const bodyWith = (count: number) =>
    writeUpdateBody({ writers: Array.from({ length: count }, () => own[0]!), update })
  expect(readUpdateBody(bodyWith(5))).not.toBeNull()
  expect(readUpdateBody(bodyWith(6))).toBeNull()
})

test('a document is opened: no id is computed', async () => {
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

test('a new document names many writers: no more ids are computed than its state holds', () => {
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

/** The app's ids without the slow computation. */
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
])('a snapshot claims %i contested ids: %j', (count, expected) => {
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
