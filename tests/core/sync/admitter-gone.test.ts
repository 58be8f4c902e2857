// An admitter is shut out before any other device had its last messages. The newcomer's messages
// name them, and the newcomer passes them on: otherwise nobody would ever read the newcomer.
import { expect, test } from 'vitest'
import { encode, fromHex } from '#core/keys'
import type { DocumentId, FeedId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { feedFor, fileOfPacks, forge, forgeAfter, packed, type Pen } from '#tests/forge'
import { joiner } from '#tests/group'
import { brisk, hosted } from '#tests/mailbox'
import {
  aliceWithSync,
  handFile,
  joined,
  link,
  nextSession,
  until,
  withSync,
  type Device,
} from '#tests/sync'
import { readHeadsBody } from '../../../src/core/messages/body.ts'
import { hashBody, readMessage } from '../../../src/core/messages/message.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'

type Scene = { a: Device; b: Device; page: DocumentId }

/**
 * Bob has all of `page`, and stated it. Then Alice wrote in two sessions, which no device received.
 */
const unheard = async (): Promise<Scene> => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  await handFile(b, a)
  a.notebook.write(page, 'Alice 1')
  const next = nextSession(a)
  next.notebook.write(page, 'Alice 2')
  return { a: next, b, page }
}

/** Bob learns of the admissions of Alice, and not of Alice's messages. */
const shutOut = ({ a, b }: Scene, by = b): void => {
  b.group.addRecords(a.group.recordsBeyond([]))
  by.group.addRecords(b.group.recordsBeyond([]))
  by.group.shutOut(a.group.self.device)
}

const waitingAt = ({ archive, group }: Device) =>
  archive.waitingMessages.list({ group: group.id }).map(({ id }) => id)
const refusedAt = ({ sync, group }: Device): number =>
  [...sync.offences(group.id).values()].reduce((sum, { refused }) => sum + refused, 0)

/** The lines on each of these, and the faults there. */
const at = (page: DocumentId, ...devices: Device[]) =>
  devices.map(each => ({
    lines: each.notebook.lines(page),
    waiting: waitingAt(each),
    refused: refusedAt(each),
    defects: each.defects,
  }))

/** Two devices with these lines and no fault. */
const twice = (...lines: string[]) => {
  const one = { lines, waiting: [], refused: 0, defects: [] }
  return [one, one]
}

const penOf = ({ group }: Device): Pen => ({
  group: group.id,
  device: group.self.device,
  keys: group.self.keys,
})

const lines = ['Alice 1', 'Alice 2', 'Carol']

const untilRead = async ({ b, page }: Scene, c: Device): Promise<void> => {
  await until(() => b.notebook.lines(page)?.includes('Carol') === true)
  await c.sync.level(c.group.id)
}

test("an admitter is shut out: the newcomer's messages count with those that they stand on, by file", async () => {
  const scene = await unheard()
  const { a, b, page } = scene
  const c = await joined('Carol', a)
  c.notebook.write(page, 'Carol')
  shutOut(scene)
  await handFile(c, b)
  await handFile(b, c)
  expect(at(page, b, c)).toEqual(twice(...lines))
})

test("an admitter is shut out: the same by a link, and in the newcomer's next session", async () => {
  const scene = await unheard()
  const { a, b, page } = scene
  const person = joiner('Carol', a, { archive: temporaryArchive() })
  const before = withSync(person)
  const cut = link(a, before)
  await until(() => before.notebook.lines(page)?.length === 2)
  cut()
  before.notebook.write(page, 'Carol')
  shutOut(scene)
  const c = nextSession(before)
  link(c, b)
  await untilRead(scene, c)
  expect(at(page, b, c)).toEqual(twice(...lines))
})

test('a mailbox holds all that the newcomer has of its admitter: the same', async () => {
  const { url } = await hosted()
  const scene = await unheard()
  const { page, b } = scene
  const online = (device: Device): Device => {
    device.sync.mailboxes.start()
    device.sync.mailboxes.set(device.group.id, url)
    return device
  }
  scene.a.sync.close()
  const a = online(withSync(scene.a, brisk().later))
  const isUp = () => a.sync.mailboxes.status(a.group.id).waiting === 0
  await until(() => a.sync.mailboxes.status(a.group.id).state === 'in-touch' && isUp())
  const c = online(withSync(joiner('Carol', a, { archive: temporaryArchive() }), brisk().later))
  await until(() => c.notebook.lines(page)?.length === 2)
  a.sync.close()
  c.notebook.write(page, 'Carol')
  shutOut({ ...scene, a })
  link(c, b)
  await untilRead(scene, c)
  expect(at(page, b, c)).toEqual(twice(...lines))
})

test('a newcomer admits another: it passes on its backfill', async () => {
  const scene = await unheard()
  const { a, b, page } = scene
  const e = await joined('Eve', a)
  const c = withSync(joiner('Carol', a, { archive: temporaryArchive() }, 'chair'))
  await handFile(a, c)
  c.notebook.write(page, 'Carol')
  const d = await joined('Dana', c)
  d.notebook.write(page, 'Dana')
  b.group.addRecords(c.group.recordsBeyond([]))
  shutOut(scene)
  shutOut({ ...scene, a: c }, e)
  await handFile(d, b)
  await handFile(e, b)
  await handFile(b, d)
  expect(at(page, b, d)).toEqual(twice(...lines, 'Dana'))
})

test('all others are known to have the messages: no backfill is sent', async () => {
  const scene = await unheard()
  const { a, b } = scene
  await handFile(a, b)
  await handFile(b, a)
  const c = withSync(joiner('Carol', a, { archive: temporaryArchive() }))
  await handFile(a, c, true)
  const handed = c.archive.backfillPacks
    .list({ group: c.group.id })
    .flatMap(({ pack }) => readPack(pack)!.items.map(({ message }) => message.kind))
  // The newcomer stated later that it has Bob's messages.
  expect(new Set(handed)).toEqual(new Set(['heads']))
})

test('an admitter wrote more later: those messages do not come in with the backfill', async () => {
  const scene = await unheard()
  const { a, b, page } = scene
  const c = await joined('Carol', a)
  c.notebook.write(page, 'Carol')
  shutOut(scene)
  // Alice does not know: this device writes on, in one pack with Carol's backfill.
  a.notebook.write(page, 'too late')
  c.group.addRecords(b.group.recordsBeyond([]))
  await handFile(a, c)
  await handFile(c, b)
  await handFile(b, c)
  for (const each of [b, c]) expect(each.notebook.lines(page)).toEqual(lines)
})

test('a newcomer names messages that nobody wrote: only its own messages wait', async () => {
  const scene = await unheard()
  const { a, b, page } = scene
  const c = await joined('Carol', a)
  c.notebook.write(page, 'Carol')
  shutOut(scene)
  const [last] = c.archive.messages
    .heads(c.group.id)
    .filter(({ device }) => device !== a.group.self.device)
  const made = { feed: feedFor(penOf(a)), seq: 7, id: 'ab'.repeat(32) as never }
  const forged = forge(penOf(c), {
    feed: last!.feed,
    seq: last!.seq + 1,
    previous: last!.id,
    after: { records: [], feeds: [made] },
  })
  await handFile(c, b)
  expect(b.sync.heldUp(b.group.id).size).toBe(0)
  await b.sync.readFile(await fileOfPacks(b.group.self.keys, b.group.id, [packed([forged])]))
  expect(waitingAt(b)).toHaveLength(1)
  // Bob sees whose messages wait for those of a removed device.
  expect([...b.sync.heldUp(b.group.id)]).toEqual([c.group.self.device])
  b.notebook.write(page, 'Bob')
  await handFile(b, c)
  for (const each of [b, c])
    expect(each.notebook.lines(page)).toEqual([...lines.slice(0, 2), 'Bob', 'Carol'])
})

test('a device gives two newcomers different beginnings: the messages of both are kept', async () => {
  const scene = await unheard()
  const { a, b, page } = scene
  const c = await joined('Carol', a)
  c.notebook.write(page, 'Carol')
  const d = withSync(joiner('Dana', a, { archive: temporaryArchive() }))
  // In place of the last message of Carol's beginning, Dana gets another one.
  const pen = penOf(a)
  const feed = a.sync.feedOf(a.group.id)
  const own = a.archive.messages.range(a.group.id, feed, 0, 99)
  const row = own.find(({ kind }) => kind === 'update')!
  const { secret } = a.archive.documents.get(page)!
  const { after, seq, previous } = readMessage(row.header)!
  const other = forge(pen, {
    feed,
    seq,
    previous,
    after,
    kind: 'update',
    document: page,
    secret,
    body: encode([1, 'update', null, ['Alice other']]),
  })
  expect(hashBody(secret, row.body!)).not.toEqual(other.message.bodyHash)
  const heads = [[], [[fromHex(feed), seq, fromHex(other.message.id)]]]
  const first = forge(pen, {
    audience: d.group.self.device,
    feed: feedFor(pen),
    kind: 'heads',
    body: encode([1, 'heads', heads]),
  })
  const text = encode([1, 'snapshot', secret, {}, [], [[], []], ['Alice 1', 'Alice other']])
  const next = forgeAfter(pen, first, { kind: 'snapshot', document: page, body: text, secret })
  const packs = [packed([first]), packed([other]), packed([next])]
  await d.sync.readFile(await fileOfPacks(d.group.self.keys, d.group.id, packs))
  const pageOfDana = d.notebook.create()
  d.notebook.share(pageOfDana)
  d.notebook.write(page, 'Dana')
  d.notebook.write(pageOfDana, 'Dana elsewhere')
  shutOut(scene)
  await handFile(c, b)
  await handFile(d, b)
  // Both contents are in the document, with text on either.
  expect(b.notebook.lines(page)).toEqual([...lines, 'Alice other', 'Dana'].toSorted())
  expect(b.archive.messages.waiting(b.group.id)).toEqual([])
  expect(b.notebook.lines(pageOfDana)).toEqual(['Dana elsewhere'])
  expect(waitingAt(b)).toEqual([])
  expect(b.sync.offences(b.group.id).get(a.group.self.device)?.isStopped).toBe(true)
})

/** Messages as they are, for packs of any length. */
const itemsOf = ({ archive, group }: Device, feed: FeedId, from: number, to: number) =>
  archive.messages
    .range(group.id, feed, from, to)
    .map(({ header, body, signature }) => ({
      message: readMessage(header)!,
      body: body!,
      signature: signature!,
    }))

/** The feed with the bootstrap snapshot of `to`. */
const beginningOf = async ({ archive, group, sync }: Device, to: Device): Promise<FeedId> => {
  const { device, member } = to.group.self
  await sync.writeFile({ group: group.id, members: [member!] })
  return archive.messages.heads(group.id).find(({ audience }) => audience === device)!.feed
}

const give = async ({ group, sync }: Device, ...runs: ReturnType<typeof itemsOf>[]) => {
  const packs = runs.map(run => packed(run))
  return sync.readFile(await fileOfPacks(group.self.keys, group.id, packs))
}

test('a document is retired: no backfill of it stays', async () => {
  const { a, page } = await unheard()
  const newChair = (name: string) =>
    withSync(joiner(name, a, { archive: temporaryArchive() }, 'chair'))
  const keptBy = ({ archive, group }: Device) =>
    archive.backfillPacks
      .list({ group: group.id })
      .flatMap(({ pack }) => readPack(pack)!.items)
      .filter(({ message }) => message.document === page)
  const bodiesAt = (each: Device) => keptBy(each).filter(({ body }) => body !== null)
  const givesUp = ({ archive, group, notebook, sync }: Device): void => {
    const successor = notebook.create()
    notebook.share(successor)
    const given = { document: page, successor, digest: '00'.repeat(32) }
    archive.transaction(() => sync.giveUp(group.id, given))
  }
  const c = newChair('Carol')
  await handFile(a, c)
  expect(bodiesAt(c).length).toBeGreaterThan(1)
  givesUp(c)
  expect(bodiesAt(c)).toEqual([])
  // Messages that come only then do not bring any either.
  const d = newChair('Dana')
  await give(d, itemsOf(a, await beginningOf(a, d), 0, 99))
  givesUp(d)
  await handFile(a, d)
  expect(keptBy(d).length).toBeGreaterThan(1)
  expect(bodiesAt(d)).toEqual([])
})

test('a newcomer learned of a removal before it began: it accepts nothing from the removed device', async () => {
  const scene = await unheard()
  const { a, b, page } = scene
  const c = withSync(joiner('Carol', a, { archive: temporaryArchive() }))
  shutOut(scene)
  c.group.addRecords(b.group.recordsBeyond([]))
  // Alice does not know: no remaining device had these messages before it had the removal.
  a.notebook.write(page, 'too late')
  await handFile(a, c, true)
  c.sync.publish(c.group.id, null, 'zz-later', encode([1, 'zz-later']))
  await handFile(c, b)
  await handFile(a, b)
  expect(b.notebook.lines(page)).toEqual([])
})

test('a device gives a part of the backfill first: others can still give all of it', async () => {
  const scene = await unheard()
  const { a, b, page } = scene
  a.notebook.write(page, 'Alice 3')
  const c = withSync(joiner('Carol', a, { archive: temporaryArchive() }))
  const first = itemsOf(a, await beginningOf(a, c), 0, 1)
  const own = a.sync.feedOf(a.group.id)
  const { seq } = readHeadsBody(first[0]!.body)!.feeds.find(({ feed }) => feed === own)!
  await give(c, first, itemsOf(a, own, seq, seq + 1))
  await handFile(a, c, true)
  c.notebook.write(page, 'Carol')
  shutOut(scene)
  await handFile(c, b)
  await handFile(b, c)
  expect(at(page, b, c)).toEqual(twice('Alice 1', 'Alice 2', 'Alice 3', 'Carol'))
})

test('a beginning waits because its device was shut out: it counts once the device is let in again', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = withSync(joiner('Bob', a, { archive: temporaryArchive() }, 'chair'))
  await handFile(a, b)
  a.notebook.write(page, 'Alice')
  await handFile(a, b)
  const c = withSync(joiner('Carol', a, { archive: temporaryArchive() }))
  shutOut({ a, b, page })
  c.group.addRecords(b.group.recordsBeyond([]))
  await handFile(a, c, true)
  b.notebook.write(page, 'Bob')
  await handFile(b, c)
  expect(c.notebook.lines(page)).toBeNull()
  // Carol lacks the others' messages: Bob's messages have no fault.
  expect(c.sync.heldUp(c.group.id).size).toBe(0)
  expect(c.sync.warnings(c.group.id)).toEqual(['nothing-to-begin-with'])
  b.group.lift([...b.group.state().shutOuts.keys()][0]!)
  c.group.addRecords(b.group.recordsBeyond([]))
  expect(at(page, c)).toEqual(twice('Alice', 'Bob').slice(1))
  expect(c.sync.warnings(c.group.id)).toEqual([])
})
