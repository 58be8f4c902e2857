// Documents are made, kept private, shared, received and given to newcomers: messages leave the
// device at the right time, and all devices come to show the same.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyEditScript } from '#document/edits'
import { rootOf, writeMeta } from '#document/tree'
import type { DocumentId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { countedRandom } from '#tests/editor-peer'
import {
  delivered,
  deviceNamed,
  diceFrom,
  editAtRandom,
  feedNamed,
  linesOf,
  memberNamed,
  newAuthor,
  openPen,
  openRoom,
  sharedGroup,
  textIn,
  written,
  type Room,
  type Sent,
} from '#tests/documents'
import {
  readSnapshotBody,
  readUpdateBody,
  writeSnapshotBody,
  writeUpdateBody,
} from '../../../src/core/documents/bodies/bodies.ts'

const roomOf = (name: string) => openRoom(name, temporaryArchive())
const kindsOf = (room: Room) => room.sent.map(({ kind }) => kind)
const lastOf = (room: Room): Sent => room.sent.at(-1) as Sent

/** A document of Ana's that Badia has too. */
const shared = async (...lines: string[]) => {
  const [ana, badia] = [roomOf('ana'), roomOf('badia')]
  const id = await written(ana, ...lines)
  await ana.documents.share(id)
  expect(badia.hear(lastOf(ana))).toBe('applied')
  return { ana, badia, id }
}

test('a new document is stored: it is listed and found at once, by its title and its words', async () => {
  const ana = roomOf('ana')
  const id = await written(ana, 'Protect the defenders')
  expect(ana.archive.documents.get(id)).toMatchObject({ title: 'Working paper', words: 3 })
  expect(ana.archive.search.query({ text: 'defenders' })).toMatchObject([{ document: id }])
  await ana.documents.rename(id, 'Final paper')
  expect(ana.documents.page(id).meta.title).toBe('Final paper')
  expect(ana.archive.search.query({ text: 'final' }).length).toBe(1)
  const copy = await ana.documents.duplicate(id, 'Second thoughts')
  expect(linesOf(ana, copy)).toEqual(['Protect the defenders'])
  expect(ana.archive.documents.list(sharedGroup)).toHaveLength(2)
})

test('an English text is copied into French: numbers follow the French style, and each paragraph keeps its id', async () => {
  const ana = roomOf('ana')
  const id = await ana.documents.create({
    group: sharedGroup,
    kind: 'recommendations',
    title: 'R',
    language: 'en',
    blocks: [
      { kind: 'num1', runs: [{ text: 'The group recommends:' }] },
      { kind: 'num2', runs: [{ text: 'Protection;' }] },
      { kind: 'num2', runs: [{ text: 'حماية' }], language: 'ar', direction: 'rtl' },
    ],
  })
  const english = ana.documents.page(id).blocks
  const french = ana.documents.page(await ana.documents.duplicate(id, 'R', 'fr'))
  expect(french.meta.language).toBe('fr')
  expect(french.blocks.map(block => block.number)).toEqual(['1.', 'a)', 'b)'])
  expect(french.blocks.map(block => block.id)).toEqual(english.map(block => block.id))
  expect(french.blocks[2]).toMatchObject({ language: 'ar', direction: 'rtl' })
  const arabic = ana.documents.page(await ana.documents.duplicate(id, 'R', 'ar'))
  expect(arabic.blocks.map(block => block.direction)).toEqual(['rtl', 'rtl', 'rtl'])
  const plain = ana.documents.page(await ana.documents.duplicate(id, 'R'))
  // The first block of every document has one and the same id.
  const others = plain.blocks.slice(1)
  expect(others.some(block => english.some(each => each.id === block.id))).toBe(false)
})

test('a text has a footnote: search finds it at its paragraph, and copies contain it', async () => {
  const ana = roomOf('ana')
  const id = await written(ana, 'Protect the defenders')
  const context = { random: countedRandom(5), now: () => 1 }
  const steps = [{ footnote: 'See the Marrakech report', block: 1, at: 7 }]
  await ana.documents.editAs(id, doc => void applyEditScript(doc, steps, context))
  await ana.documents.flush()
  ana.timers.pass(1000)
  const block = ana.documents.page(id).blocks[0]?.id
  expect(ana.archive.search.query({ text: 'marrakech' })).toMatchObject([
    { document: id, block, what: 'note' },
  ])
  const copy = await ana.documents.duplicate(id, 'Again', 'fr')
  for (const page of [ana.documents.page(id), ana.documents.page(copy)])
    expect(page.notes?.map(({ text }) => text)).toEqual(['See the Marrakech report'])
})

test('a person types: search follows, with the numbers of paragraphs', async () => {
  const ana = roomOf('ana')
  const id = await ana.documents.create({
    group: sharedGroup,
    kind: 'recommendations',
    title: 'R',
    language: 'en',
    blocks: [
      { kind: 'num1', runs: [{ text: 'First' }] },
      { kind: 'num1', runs: [{ text: 'Second' }] },
    ],
  })
  const pen = openPen(ana, id)
  pen.type(' and journalists', 1)
  ana.timers.pass(30_000)
  expect(ana.archive.search.query({ text: 'journalists' })).toEqual([])
  ana.timers.pass(1000)
  expect(ana.archive.search.query({ text: 'journalists' })).toMatchObject([{ number: '2.' }])
  expect(ana.archive.documents.get(id)?.changedBy).toBe(memberNamed('ana'))
})

test('a private document exists or is deleted: it has no message anywhere', async () => {
  const ana = roomOf('ana')
  const id = await written(ana, 'Mine')
  const pen = openPen(ana, id)
  pen.type(' alone')
  await ana.documents.flush()
  expect(ana.archive.drafts.list(id).length).toBeGreaterThan(1)
  expect([ana.sent, ana.archive.messages.count(sharedGroup)]).toEqual([[], 0])
  pen.type(' and gone')
  ana.documents.remove(id)
  expect(ana.archive.journal.pending()).toEqual([])
  expect(ana.archive.documents.get(id)).toBeNull()
  expect(ana.archive.drafts.list(id)).toEqual([])
  expect(ana.archive.search.query({ text: 'alone' })).toEqual([])
  pen.type('!')
  expect(pen.heard.at(-1)).toMatchObject({ kind: 'refused', code: 'not-found' })
})

test('a document is shared: its state is the first message, and sharing cannot be undone', async () => {
  const ana = roomOf('ana')
  const id = await written(ana, 'Ours')
  const pen = openPen(ana, id)
  pen.type(' now')
  await ana.documents.share(id)
  expect(kindsOf(ana)).toEqual(['snapshot'])
  expect(ana.archive.drafts.list(id)).toEqual([])
  expect(readSnapshotBody(lastOf(ana).body)).toMatchObject({
    secret: ana.archive.documents.get(id)?.secret,
    clients: [{ device: deviceNamed('ana') }, { device: deviceNamed('ana') }],
  })
  expect(() => ana.documents.remove(id)).toThrow('not-private')
  await ana.documents.share(id)
  expect(kindsOf(ana)).toEqual(['snapshot'])
  const again = openRoom('ana', ana.archive)
  expect(linesOf(again, id)).toEqual(['Ours now'])
})

test('edits are made between two flushes: they leave as one update of the writer', async () => {
  const { ana, badia, id } = await shared('One ')
  const [one, other] = [openPen(ana, id), openPen(ana, id)]
  for (const word of ['two ', 'three ', 'four ']) {
    one.type(word)
    other.type('and ')
  }
  await ana.documents.flush()
  expect(kindsOf(ana)).toEqual(['snapshot', 'update'])
  const { update } = readUpdateBody(lastOf(ana).body) as { update: Uint8Array }
  const { structs } = Y.decodeUpdate(update)
  expect(new Set(structs.map(({ id: { client } }) => client))).toEqual(
    new Set([one.doc.clientID, other.doc.clientID]),
  )
  expect(badia.hear(lastOf(ana))).toBe('applied')
  expect(badia.documents.digest(id)).toBe(ana.documents.digest(id))
})

test('a window makes any edits between two flushes: the one update has the same effect', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const { ana, badia, id } = await shared('Of many ', 'changes ', 'one')
    const pen = openPen(ana, id)
    const dice = diceFrom(seed)
    for (let turn = 0; turn < 5; turn++) {
      for (let times = 0; times < 6; times++) editAtRandom(pen.doc, dice)
      await ana.documents.flush()
      expect(badia.hear(lastOf(ana))).toBe('applied')
      expect(badia.documents.digest(id)).toBe(ana.documents.digest(id))
    }
    expect(ana.sent).toHaveLength(6)
    expect(pen.heard.filter(({ kind }) => kind === 'refused')).toEqual([])
  }
})

test('a value is set repeatedly between two flushes: its last value arrives', async () => {
  const { ana, badia, id } = await shared('Of some kind')
  const pen = openPen(ana, id)
  const block = rootOf(pen.doc).get(0) as Y.XmlElement
  for (const kind of ['h1', 'h2', 'num1', 'quote', 'num2']) {
    block.setAttribute('s_kind', kind)
    block.setAttribute('__dir', 'rtl')
  }
  for (const title of ['A', 'B', 'C', 'D']) pen.doc.getMap('meta').set('title', title)
  await ana.documents.flush()
  expect(badia.hear(lastOf(ana))).toBe('applied')
  expect(badia.documents.page(id)).toMatchObject({
    meta: { title: 'D' },
    blocks: [{ kind: 'num2', direction: 'rtl' }],
  })
})

test('others removed text: a window that reconnects does not send it again', async () => {
  const { ana, badia, id } = await shared('Short and long')
  await badia.documents.editAs(id, doc => textIn(doc, 0).delete(5, 9))
  await badia.documents.flush()
  ana.hear(lastOf(badia))
  const pen = openPen(ana, id)
  pen.typeUnsent('Very ')
  await pen.reload().saved()
  await ana.documents.flush()
  const { update } = readUpdateBody(lastOf(ana).body) as { update: Uint8Array }
  expect(Y.decodeUpdate(update).ds.clients.size).toBe(0)
  expect(linesOf(ana, id)).toEqual(['Very Short'])
})

test('edits could not be flushed: they stay in the journal and are flushed later', async () => {
  const { ana, badia, id } = await shared('Full')
  const pen = openPen(ana, id)
  ana.isFull = true
  pen.type(' disk')
  await pen.saved()
  await ana.documents.flush()
  expect([ana.sent.length, ana.archive.journal.pending().length]).toEqual([1, 1])
  ana.isFull = false
  ana.timers.pass(2000)
  expect(ana.archive.journal.pending()).toEqual([])
  expect(badia.hear(lastOf(ana))).toBe('applied')
  expect(linesOf(badia, id)).toEqual(['Full disk'])
})

test('a page was not indexed before a crash: it is indexed after it', async () => {
  const { ana, id } = await shared('Index')
  openPen(ana, id).type(' unforgotten')
  ana.timers.pass(30_000)
  const after = openRoom('ana', ana.archive)
  expect(after.archive.search.query({ text: 'unforgotten' })).toEqual([])
  after.timers.pass(1000)
  expect(after.archive.search.query({ text: 'unforgotten' })).toMatchObject([{ document: id }])
})

test('another member is connected: the first key goes out at once, then every 200 ms or 1 KiB', async () => {
  const { ana, id } = await shared('Live ')
  const pen = openPen(ana, id)
  ana.isLive = true
  ana.timers.pass(1000)
  pen.type('a')
  ana.timers.pass(0)
  expect(kindsOf(ana)).toEqual(['snapshot', 'update'])
  pen.type('b')
  pen.type('c')
  ana.timers.pass(199)
  expect(ana.sent).toHaveLength(2)
  ana.timers.pass(1)
  expect(ana.sent).toHaveLength(3)
  pen.type('d'.repeat(1100))
  ana.timers.pass(0)
  expect(ana.sent).toHaveLength(4)
})

test('no other member is connected: edits go out every 30 s or 4 KiB, and at once when one connects', async () => {
  const { ana, id } = await shared('Apart ')
  const pen = openPen(ana, id)
  ana.timers.pass(60_000)
  pen.type('a')
  ana.timers.pass(29_999)
  expect(ana.sent).toHaveLength(1)
  ana.timers.pass(1)
  expect(ana.sent).toHaveLength(2)
  pen.type('b'.repeat(4200))
  ana.timers.pass(0)
  expect(ana.sent).toHaveLength(3)
  pen.type('c')
  ana.documents.seal()
  ana.timers.pass(0)
  expect(ana.sent).toHaveLength(4)
})

test('two members write in one paragraph: all windows show the same', async () => {
  const { ana, badia, id } = await shared('The strategy ')
  const [pen, other] = [openPen(ana, id), openPen(badia, id)]
  pen.type('protects ')
  other.type('defends ')
  await Promise.all([ana.documents.flush(), badia.documents.flush()])
  expect(badia.hear(lastOf(ana))).toBe('applied')
  expect(ana.hear(lastOf(badia))).toBe('applied')
  expect(ana.hear(lastOf(badia))).toBe('applied')
  expect(ana.documents.digest(id)).toBe(badia.documents.digest(id))
  expect(pen.text()).toBe(other.text())
  expect(pen.heard.at(-1)).toMatchObject({ kind: 'changed', by: memberNamed('badia') })
  expect(ana.archive.documents.get(id)?.changedBy).toBe(memberNamed('badia'))
  expect(ana.documents.authorOf(id, other.doc.clientID)).toBe(deviceNamed('badia'))
})

test('an update builds on missing text: it waits for it', async () => {
  const { ana, badia, id } = await shared('Base')
  const chen = roomOf('chen')
  expect(chen.hear(ana.sent[0] as Sent)).toBe('applied')
  openPen(ana, id).type(' one')
  await ana.documents.flush()
  badia.hear(lastOf(ana))
  openPen(badia, id).type(' two')
  await badia.documents.flush()
  expect(chen.hear(lastOf(badia))).toBe('waits')
  expect(roomOf('dina').hear(lastOf(badia))).toBe('waits')
  expect(chen.hear(lastOf(ana))).toBe('applied')
  expect(chen.hear(lastOf(badia))).toBe('applied')
  expect(chen.documents.digest(id)).toBe(badia.documents.digest(id))
})

test('a newcomer is admitted: it begins with the snapshot of its admitter', async () => {
  const { ana, badia, id } = await shared('From ana')
  openPen(badia, id).type(' and badia')
  await badia.documents.flush()
  ana.hear(lastOf(badia))
  const handover: Sent = {
    ...(ana.sent[0] as Sent),
    body: (ana.documents.snapshotFor(id, [[], []])[0] as { body: Uint8Array }).body,
  }
  const chen = roomOf('chen')
  expect(chen.hear(handover)).toEqual({ refused: 'own-client' })
  expect(chen.hear(handover, true)).toBe('applied')
  expect(chen.documents.digest(id)).toBe(ana.documents.digest(id))
  expect(chen.hear(lastOf(badia))).toBe('applied')
  openPen(chen, id).type(' and chen')
  await chen.documents.flush()
  expect(ana.hear(lastOf(chen))).toBe('applied')
  expect(ana.documents.digest(id)).toBe(chen.documents.digest(id))
  const again = openRoom('chen', chen.archive)
  expect(again.documents.digest(id)).toBe(ana.documents.digest(id))
})

test("a document has the id of another device's: refused", async () => {
  const { ana, id } = await shared('Hers')
  const mallory = roomOf('mallory')
  const own = await written(mallory, 'Not hers')
  await mallory.documents.share(own)
  const chen = roomOf('chen')
  expect(chen.hear({ ...lastOf(mallory), document: id })).toEqual({ refused: 'own-client' })
  const body = readSnapshotBody((ana.sent[0] as Sent).body)
  if (!body) throw new TypeError('no snapshot')
  const forged = (change: Partial<typeof body>, from: Room) =>
    chen.hear({
      ...lastOf(from),
      document: id,
      body: writeSnapshotBody({ ...body, ...change }, []),
    })
  expect(forged({}, mallory)).toEqual({ refused: 'own-client' })
  expect(forged({ secret: new Uint8Array(32) }, ana)).toEqual({ refused: 'own-client' })
  expect(forged({ state: Uint8Array.from([0, 0]) }, ana)).toBe('applied')
  expect(chen.documents.page(id).meta.title).toBe('')
})

test('messages are malformed: refused without effect', async () => {
  const { ana, badia, id } = await shared('Page')
  openPen(ana, id).type('!')
  await ana.documents.flush()
  const good = lastOf(ana)
  const before = badia.documents.digest(id)
  const mine = await written(badia, 'Private')
  const refusals = [
    badia.hear({ ...good, body: new Uint8Array([1, 2, 3]) }),
    badia.hear({ ...good, kind: 'snapshot' }),
    badia.hear({ ...good, device: deviceNamed('mallory') }),
    badia.hear({ ...good, document: mine }),
    badia.documents.receive({
      ...good,
      group: id as never,
      ...delivered,
      id: 'ab'.repeat(32) as never,
    }),
  ]
  expect(refusals).toEqual([
    { refused: 'malformed' },
    { refused: 'malformed' },
    { refused: 'own-client' },
    { refused: 'not-shared' },
    { refused: 'group' },
  ])
  expect(badia.documents.digest(id)).toBe(before)
  expect(badia.hear(good)).toBe('applied')
})

/** Text that a device with a later version of the app writes into the document of `room`. */
const fromLaterVersion = (room: Room, id: DocumentId): Sent => {
  const parts = {
    device: deviceNamed('dina'),
    feed: feedNamed('dina later'),
    document: id,
    writer: 0,
  }
  const dina = newAuthor(parts, 1)
  dina.hear((readSnapshotBody((room.sent[0] as Sent).body) as { state: Uint8Array }).state)
  const before = Y.encodeStateVector(dina.doc)
  dina.doc.transact(() => {
    dina.doc.getMap('meta').set('schema', 2)
    rootOf(dina.doc).insert(0, [new Y.XmlHook('later') as unknown as Y.XmlElement])
  })
  const body = writeUpdateBody({
    writers: [{ feed: null, writer: 0 }],
    update: Y.encodeStateAsUpdate(dina.doc, before),
  })
  const { device, feed } = parts
  return { device, feed, author: memberNamed('dina'), document: id, kind: 'update', body }
}

test('a later version wrote: the message waits for the update of the app', async () => {
  const { ana, badia, id } = await shared('Now')
  const message = fromLaterVersion(ana, id)
  const before = badia.documents.digest(id)
  expect(badia.hear(message)).toBe('waits')
  expect(badia.documents.digest(id)).toBe(before)
  openPen(ana, id).type(' as before')
  await ana.documents.flush()
  expect(badia.hear(lastOf(ana))).toBe('applied')
})

test('a later version changed a document here: it can be read, not written', async () => {
  const { badia, ana, id } = await shared('Now')
  badia.keep(fromLaterVersion(ana, id))
  const again = openRoom('badia', badia.archive)
  expect(linesOf(again, id)).toEqual(['Now'])
  const pen = openPen(again, id)
  expect(pen.heard[0]).toMatchObject({ kind: 'opened', rights: [] })
  pen.type(' what', 1)
  expect(pen.heard.at(-1)).toMatchObject({ kind: 'refused', code: 'not-permitted' })
})

test('core edits a document: all of its edits pass the gate, or none', async () => {
  const ana = roomOf('ana')
  const id = await written(ana, 'Text')
  await ana.documents.editAs(id, doc => writeMeta(doc, { symbol: 'A/1' }))
  expect(ana.documents.page(id).meta.symbol).toBe('A/1')
  const failing = ana.documents.editAs(id, doc => {
    writeMeta(doc, { symbol: 'A/2' })
    throw new TypeError('planned')
  })
  await expect(failing).rejects.toThrow('planned')
  const refused = ana.documents.editAs(id, doc => void doc.getMap('other').set('a', 1))
  await expect(refused).rejects.toThrow('invalid-input')
  expect(ana.documents.page(id).meta.symbol).toBe('A/1')
})

test('a long text is imported: it is made, shared and received in pieces that the gate accepts', async () => {
  const [ana, badia] = [roomOf('ana'), roomOf('badia')]
  const lines = Array.from({ length: 6000 }, (_, index) => `Paragraph ${index}`)
  const id = await written(ana, ...lines)
  await ana.documents.share(id)
  expect(badia.hear(lastOf(ana))).toBe('applied')
  expect(linesOf(badia, id)).toEqual(lines)
  await ana.documents.editAs(id, doc => {
    for (const block of doc.get('root-v2', Y.XmlElement).toArray())
      if (block instanceof Y.XmlElement) block.setAttribute('s_kind', 'num1')
  })
  await ana.documents.flush()
  for (const message of ana.sent.slice(1)) expect(badia.hear(message)).toBe('applied')
  expect(badia.documents.digest(id)).toBe(ana.documents.digest(id))
  const vast = written(ana, 'x'.repeat(5 * 1024 * 1024))
  await expect(vast).rejects.toThrow('file-too-large')
})

test('a history is long: it is folded, and opens unchanged', async () => {
  const { ana: before, badia, id } = await shared('History')
  // Another session, so that the feed of the first is in the folded part alone.
  const ana = openRoom('ana', before.archive)
  const pen = openPen(ana, id)
  const dice = diceFrom(5)
  const seen: DocumentId[] = []
  ana.documents.onChanged(({ document }) => seen.push(document))
  for (let times = 0; times < 420; times++) {
    pen.type(dice.one(['a', 'b', ' ']))
    await ana.documents.flush()
    expect(badia.hear(lastOf(ana))).toBe('applied')
  }
  expect(seen).toContain(id)
  expect(ana.archive.snapshots.get({ document: id })?.position).toBeGreaterThan(0)
  const again = openRoom('ana', ana.archive)
  expect(again.documents.digest(id)).toBe(badia.documents.digest(id))
  expect(again.documents.authorOf(id, pen.doc.clientID)).toBe(deviceNamed('ana'))
  const chen = roomOf('chen')
  const { body } = again.documents.snapshotFor(id, [[], []])[0] as { body: Uint8Array }
  expect(chen.hear({ ...(before.sent[0] as Sent), body }, true)).toBe('applied')
  expect(chen.documents.digest(id)).toBe(badia.documents.digest(id))
  openPen(again, id).type('!')
  await again.documents.flush()
  expect(badia.hear(lastOf(again))).toBe('applied')
})
