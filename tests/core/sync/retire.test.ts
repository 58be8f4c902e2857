// Retirement by a member without the right, and givers of headers without bodies: nobody loses text
// by either, and a proof against a device contains no text.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import type { DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import {
  hashBody,
  newFeed,
  none,
  readMessage,
  signMessage,
  writeMessage,
} from '../../../src/core/messages/message.ts'
import { readPack, writePack } from '../../../src/core/sync/packs/pack.ts'
import { writeRetireBody } from '../../../src/core/sync/retire/record.ts'
import { forged, handPacks, type Place } from '#tests/forged'
import { admitted, founded, newSession, nextSession, type Opened } from '#tests/sessions'

const text = (group: GroupId) =>
  ({ group, kind: 'minutes', title: 'Minutes', language: 'en', blocks: [] }) as const

const give = async (from: Opened, to: Opened, group: GroupId) => {
  await from.documents.flush()
  return to.sync.readFile((await from.sync.writeFile({ group, members: [] })).bytes)
}
const write = ({ documents }: Opened, id: DocumentId, words: string): Promise<void> =>
  documents.editAs(id, doc => void doc.getMap('meta').set('reference', words))
const readOf = ({ documents }: Opened, id: DocumentId): string => documents.page(id).meta.reference

const setting = async () => {
  const [amina, ben, carol] = [await newSession(), await newSession(), await newSession()]
  const group = founded(amina)
  const document = await amina.documents.create(text(group))
  await amina.documents.share(document)
  for (const guest of [ben, carol]) await admitted(amina, guest, group)
  for (const guest of [ben, carol]) await give(amina, guest, group)
  await write(ben, document, 'Words of Ben')
  for (const guest of [ben, carol]) await give(guest, amina, group)
  return { amina, ben, carol, group, document }
}

test('a member who is neither chair nor rapporteur sends retirement records: no document is retired', async () => {
  const { amina, ben, carol, group, document } = await setting()
  const successor = await ben.documents.create(text(group))
  await ben.documents.share(successor)
  const record = { document, successor, digest: '0'.repeat(64), cut: [], at: 1 }
  ben.sync.publish(group, null, 'sealed', writeRetireBody(record))
  for (const other of [amina, carol]) {
    expect(await give(ben, other, group)).toMatchObject({ refused: 1, waiting: 0 })
    expect(readOf(other, document)).toBe('Words of Ben')
  }
  // A record by a chair with a missing successor retires nothing either.
  const nowhere = { ...record, successor: 'ab'.repeat(16) as DocumentId }
  amina.sync.publish(group, null, 'sealed', writeRetireBody(nowhere))
  expect(await give(amina, ben, group)).toMatchObject({ refused: 1 })
  expect(readOf(ben, document)).toBe('Words of Ben')
})

test("a feed carried a newcomer's snapshot: it accepts nothing later", async () => {
  const { amina, ben, group, document } = await setting()
  const { feed } = ben.archive.bootstrapFeeds.list({ group })[0]!
  const last = ben.archive.messages.head(group, feed)
  if (!last) throw new Error('Ben did not begin')
  const later = await ben.documents.create(text(group))
  await ben.documents.share(later)
  const audience = ben.groups.get(group).self.device
  let place: Place = { audience, feed, seq: last.seq + 1, previous: last.id }
  const unknown = 'ab'.repeat(16) as DocumentId
  for (const sealed of [document, later, unknown]) {
    const record = { document: sealed, successor: 'cd'.repeat(16) as DocumentId, cut: [], at: 1 }
    const body = writeRetireBody({ ...record, digest: '0'.repeat(64) })
    const said = { kind: 'sealed', document: null, body }
    const way = { from: amina, to: ben, group }
    expect(await forged(way, place, { records: [], feeds: [] }, [said])).toMatchObject({
      accepted: 0,
      refused: 1,
    })
    const head = ben.archive.messages.head(group, feed)
    if (!head) throw new Error('it was not kept')
    place = { ...place, seq: head.seq + 1, previous: head.id }
  }
  expect(readOf(ben, document)).toBe('Words of Ben')
  expect(readOf(ben, later)).toBe('')
})

test("an author was a chair at the message's place and is none now: no document is retired", async () => {
  const { amina, ben, group, document } = await setting()
  const before = [...amina.groups.get(group).recordHeads()].toSorted()
  await amina.documents.flush()
  const next = amina.documents.sealing.seal(document)
  const inviting = amina.groups.get(group)
  const [chair, was] = [ben.groups.get(group).self.member, inviting.self.member]
  if (!chair || !was) throw new Error('they are no members')
  inviting.setRole(chair, 'chair')
  inviting.setRole(was, 'observer')
  expect(before).not.toEqual(inviting.recordHeads())
  expect(await give(amina, ben, group)).toMatchObject({ refused: 1 })
  expect(readOf(ben, document)).toBe('Words of Ben')
  expect(readOf(ben, next)).toBe('Words of Ben')
})

test('a chair names another successor than the content shows: no document is retired', async () => {
  const { amina, ben, group, document } = await setting()
  const { self } = amina.groups.get(group)
  const other = await amina.documents.create(text(group))
  await amina.documents.share(other)
  const digest = amina.documents.digest(other)
  const way = { from: amina, to: ben, group }
  await give(amina, ben, group)
  const records = [...amina.groups.get(group).recordHeads()].toSorted()
  const place = { audience: group, seq: 0, previous: none }
  const record = { document, successor: other, digest, cut: [], at: 1 }
  // Not begun for this: in another feed, where its content at that time is unknown.
  const feed = newFeed(group, self.device, random(16))
  const said = { kind: 'sealed', document: null, body: writeRetireBody(record) }
  const heads = { records, feeds: [] }
  expect(await forged(way, { ...place, feed }, heads, [said])).toMatchObject({ refused: 1 })
  // Begun for this, but with another content.
  amina.sync.publish(
    ...([group, null, 'sealed'] as const),
    writeRetireBody({ ...record, digest: '0'.repeat(64) }),
  )
  expect(await give(amina, ben, group)).toMatchObject({ refused: 1 })
  expect(readOf(ben, document)).toBe('Words of Ben')
  // A successor with the stated content can replace a document.
  amina.sync.publish(group, null, 'sealed', writeRetireBody(record))
  expect(await give(amina, ben, group)).toMatchObject({ refused: 0 })
  expect(ben.archive.documents.get(document)).toBeNull()
})

/**
 * Messages from `from` on in Ben's feed, without the bodies of `document`, with these packs, for
 * `to`.
 */
const hollowFile = async (
  { from, to, group }: { from: Opened; to: Opened; group: GroupId },
  document: DocumentId,
  packs: readonly Uint8Array[],
  feeds: readonly FeedId[],
) => {
  const hollow = feeds.map(feed => {
    const run = from.archive.messages.range(group, feed, 0, 1000)
    const end = run.findLastIndex(({ signature }) => signature !== null)
    const items = run.slice(0, end + 1).flatMap(({ header, body }) => {
      const message = readMessage(header)
      return message ? [{ message, body: message.document === document ? null : body }] : []
    })
    const [first, ...rest] = items
    const signature = run[end]?.signature
    if (!first || !signature) throw new Error('there is nothing to give')
    return writePack({ items: [first, ...rest], signature })
  })
  return handPacks({ from, to, group }, [...packs, ...hollow])
}
const feedOfBen = ({ amina, ben, group, document }: Awaited<ReturnType<typeof setting>>) => {
  const { device } = ben.groups.get(group).self
  const row = amina.archive.messages.ofDocument(document, 0).find(each => each.device === device)
  if (!row) throw new Error('Ben wrote nothing')
  return row.feed
}

test('a retirement record waits for a message that nobody has: nothing counts without its body', async () => {
  const all = await setting()
  const { amina, ben, carol, group, document } = all
  const { self } = amina.groups.get(group)
  const record = { document, successor: 'ab'.repeat(16) as DocumentId, cut: [], at: 1 }
  const body = writeRetireBody({ ...record, digest: '0'.repeat(64) })
  const nowhere = { feed: 'cd'.repeat(16) as FeedId, seq: 3, id: 'ef'.repeat(32) as MessageId }
  const message = writeMessage({
    group,
    audience: group,
    device: self.device,
    feed: newFeed(group, self.device, random(16)),
    seq: 0,
    previous: none,
    kind: 'sealed',
    document: null,
    bodyHash: hashBody(null, body),
    after: { records: [...amina.groups.get(group).recordHeads()].toSorted(), feeds: [nowhere] },
  })
  const signature = signMessage(message.id, self.keys.signing.secret)
  const waits = writePack({ items: [{ message, body }], signature })
  const way = { from: amina, to: carol, group }
  expect(await hollowFile(way, document, [waits], [feedOfBen(all)])).toMatchObject({
    refused: 0,
    waiting: expect.any(Number),
  })
  expect(carol.archive.messages.ofDocument(document, 0).every(({ body: of }) => of !== null)).toBe(
    true,
  )
  await give(ben, carol, group)
  expect(readOf(carol, document)).toBe('Words of Ben')
})

test('a retirement record is refused in the end: nothing counts without its body', async () => {
  const all = await setting()
  const { amina, ben, carol, group, document } = all
  const other = await amina.documents.create(text(group))
  await amina.documents.share(other)
  const record = { document, successor: other, digest: '0'.repeat(64), cut: [], at: 1 }
  amina.sync.publish(group, null, 'sealed', writeRetireBody(record))
  const way = { from: amina, to: carol, group }
  const feeds = [feedOfBen(all), amina.sync.feedOf(group)]
  await hollowFile(way, document, [], feeds)
  expect(carol.archive.messages.ofDocument(document, 0).every(({ body: of }) => of !== null)).toBe(
    true,
  )
  expect(await give(ben, carol, group)).toMatchObject({ waiting: 0 })
  expect(readOf(carol, document)).toBe('Words of Ben')
  expect(readOf(carol, other)).toBe('')
})

test('a device was away for two retirements in a row: it takes in both', async () => {
  const { amina, ben, carol, group, document } = await setting()
  const next = amina.documents.sealing.seal(document)
  await write(amina, next, 'In the second')
  await give(amina, ben, group)
  await write(ben, next, 'Ben in the second')
  await give(ben, amina, group)
  const last = amina.documents.sealing.seal(next)
  expect(await give(amina, carol, group)).toMatchObject({ refused: 0, waiting: 0 })
  expect(carol.archive.documents.list(group).map(({ id }) => id)).toEqual([last])
  expect(readOf(carol, last)).toBe('Ben in the second')
})

test('headers came without their bodies: the bodies still come from another device', async () => {
  const { amina, ben, carol, group, document } = await setting()
  amina.sync.travel(group).ask([document])
  await give(amina, ben, group)
  await give(ben, amina, group)
  expect(amina.sync.travel(group).leave([document])).toEqual([document])
  // Carol has nothing of Ben's yet, and Amina has only headers of it to give.
  expect((await give(amina, carol, group)).waiting).toBeGreaterThan(0)
  expect(readOf(carol, document)).toBe('')
  expect(await give(ben, carol, group)).toMatchObject({ refused: 0, waiting: 0 })
  expect(readOf(carol, document)).toBe('Words of Ben')
})

test('a chair retires a document in which a stopped device wrote: the proof keeps none of its text', async () => {
  const { amina, ben, group, document } = await setting()
  const row = amina.archive.messages.ofDocument(document, 0).find(({ device }) => {
    return device === ben.groups.get(group).self.device
  })
  if (!row) throw new Error('Ben wrote nothing')
  const run = amina.archive.messages.range(group, row.feed, row.seq, row.seq + 16)
  const end = run.findIndex(({ signature }) => signature !== null)
  const items = run.slice(0, end + 1).flatMap(({ header, body }) => {
    const message = readMessage(header)
    return message ? [{ message, body }] : []
  })
  const [first, ...rest] = items
  const signature = run[end]?.signature
  if (!first || !signature) throw new Error('nothing proves it')
  const proof = writePack({ items: [first, ...rest], signature })
  amina.archive.proofs.put({ group, device: row.device, a: proof, b: proof })
  const again = await nextSession(amina)
  const next = again.documents.sealing.seal(document)
  expect(readOf(again, next)).toBe('Words of Ben')
  const [kept] = again.archive.proofs.list({ group })
  expect(readPack(kept?.a ?? new Uint8Array())?.items[0]).toMatchObject({
    message: { id: row.id },
    body: null,
  })
  await write(again, next, 'It goes on')
  expect(await give(again, ben, group)).toMatchObject({ refused: 0, waiting: 0 })
  expect(readOf(ben, next)).toBe('It goes on')
})
