// Two members write, part, and meet again over links in memory; a member who stalls or sends too
// much affects no other one.
import { expect, test } from 'vitest'
import { random, toHex } from '#core/keys'
import type { Later, Link } from '#core/sync'
import { memoryLinks } from '../../acceptance/link.ts'
import { aliceWithSync, connectedPair, handFile, joined, link, nextSession } from '#tests/sync'
import { shapeless } from '#tests/shapeless'
import { hurried, until, untilSame, type Device } from '#tests/sync'
import type { DocumentId, MessageId } from '#shared/ids'
import { writeHave } from '../../../src/core/sync/link/frames.ts'
import { newFeed } from '../../../src/core/messages/message.ts'
import { writePresence } from '../../../src/core/sync/link/presence.ts'

test('one member writes in a shared document: the other has it', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  a.notebook.write(page, 'from Alice')
  await until(() => b.notebook.lines(page)?.includes('from Alice') ?? false)
  b.notebook.write(page, 'from Bob')
  await until(() => a.notebook.lines(page)?.length === 2)
  await untilSame(a, b)
  expect(a.notebook.lines(page)).toEqual(b.notebook.lines(page))
  expect([...a.defects, ...b.defects]).toEqual([])
})

test('an edit is undone and written again: it goes out, with the text behind it', async () => {
  let isStill = false
  // No gathering: each message goes out as it is written.
  const later: Later = work => (isStill ? () => {} : hurried(work, 0))
  const a = aliceWithSync(later)
  const b = await joined('Bob', a, later)
  const page = a.notebook.create()
  a.notebook.share(page)
  link(a, b)
  await untilSame(a, b)
  isStill = true
  const failed = (): void =>
    a.archive.transaction(() => {
      a.notebook.write(page, 'one')
      throw new TypeError('a fault')
    })
  expect(failed).toThrow('a fault')
  for (const line of ['one', 'two']) a.notebook.write(page, line)
  await until(() => b.notebook.lines(page)?.length === 2)
  expect(b.notebook.lines(page)).toEqual(['one', 'two'])
})

test('the disk is full when a message comes: the message comes again', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  await untilSame(a, b)
  const { receive } = b.notebook
  b.notebook.receive = () => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  }
  a.notebook.write(page, 'a line')
  await until(() => b.sync.peers().length === 0 || b.defects.length > 0)
  expect(b.defects).toEqual([])
  b.notebook.receive = receive
  link(a, b)
  await untilSame(a, b)
  expect(b.notebook.lines(page)).toEqual(['a line'])
})

test('a page of one text is damaged: updates of another text arrive', async () => {
  const [a, b] = await connectedPair()
  const [page, other] = [a.notebook.create(), a.notebook.create()]
  for (const id of [page, other]) a.notebook.share(id)
  await untilSame(a, b)
  const { receive } = b.notebook
  b.notebook.receive = delivery => {
    if (delivery.document !== page) return receive(delivery)
    throw Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' })
  }
  a.notebook.write(page, 'a line')
  await until(() => b.defects.length > 0)
  expect(b.sync.peers()).toHaveLength(1)
  expect(b.defects).toMatchObject([{ code: 'archive-damaged' }])
  expect(b.notebook.lines(other)).toEqual([])
})

test('a link ended before anybody used it: an open link goes on', async () => {
  const [a, b] = await connectedPair()
  const ended = memoryLinks({ a: a.group.self.device, b: b.group.self.device })
  ended.a.close()
  a.sync.addLink(a.group.id, ended.a)
  expect(a.sync.peers()).toHaveLength(1)
  expect(a.defects).toEqual([])
})

test('two members meet after a time apart: both have everything, by any author and from any number of sessions', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  await untilSame(a, b)
  let apartA = nextSession(a)
  let apartB = nextSession(b)
  for (let session = 0; session < 4; session++) {
    for (let line = 0; line < 5; line++) {
      apartA.notebook.write(page, `Alice ${session} ${line}`)
      apartB.notebook.write(page, `Bob ${session} ${line}`)
    }
    apartA = nextSession(apartA)
    apartB = nextSession(apartB)
  }
  link(apartA, apartB)
  await untilSame(apartA, apartB)
  expect(apartA.notebook.lines(page)).toHaveLength(40)
  expect(apartB.notebook.lines(page)).toEqual(apartA.notebook.lines(page))
  const later = await joined('Carol', apartA)
  expect(later.notebook.lines(page)).toEqual(apartA.notebook.lines(page))
  expect([...apartA.defects, ...apartB.defects]).toEqual([])
})

test('a device lacks nothing but records: it is level when they came', async () => {
  const a = aliceWithSync()
  const b = await joined('Bob', a)
  await handFile(a, b)
  await handFile(b, a)
  a.group.setRole(b.group.self.member!, 'rapporteur')
  link(a, b)
  await Promise.all([a.sync.level(a.group.id), b.sync.level(b.group.id)])
  expect(b.group.recordHeads()).toEqual(a.group.recordHeads())
})

test('a device lacks a message that its link does not give: it is level when a file brings it', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  await handFile(a, b)
  await handFile(b, a)
  a.notebook.write(page, 'from Alice')
  const { bytes } = await a.sync.writeFile({ group: a.group.id, members: [] })
  const ends = memoryLinks({ a: a.group.self.device, b: b.group.self.device })
  b.sync.addLink(b.group.id, ends.b)
  // The other end states its heads and gives nothing.
  const heads = a.archive.messages.heads(a.group.id)
  const feeds = heads.filter(({ audience }) => audience === a.group.id)
  await ends.a.send(writeHave({ records: a.group.recordHeads().toSorted(), feeds }, true))
  const level = b.sync.level(b.group.id)
  await b.sync.readFile(bytes)
  await level
  expect(b.notebook.lines(page)).toEqual(['from Alice'])
})

test('a message is written before the other end has the key: it arrives with the key', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  // Each newcomer brings a key that Bob learns of over the link. The line comes earlier each time.
  for (const turns of [9, 8, 7, 6, 5, 4, 3, 2, 1]) {
    await joined(`Guest ${turns}`, a)
    const cut = link(a, b)
    for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate)
    a.notebook.write(page, `after ${turns} turns`)
    await untilSame(a, b)
    cut()
  }
  expect(b.notebook.lines(page)).toHaveLength(9)
})

test('a peer names a thousand feeds: others get a turn behind each of its frames', async () => {
  const [a, b] = await connectedPair()
  const { device } = a.group.self
  let hear: (frame: Uint8Array) => Promise<void> | void = () => {}
  const link: Link = {
    remote: device,
    send: () => {},
    onClose: () => {},
    close: () => {},
    onFrame: listen => (hear = listen),
  }
  b.sync.addLink(b.group.id, link)
  const unknown = () => {
    const id = toHex(random(32)) as MessageId
    return { feed: newFeed(b.group.id, device, random(16)), seq: 0, id }
  }
  const many = Array.from({ length: 1_001 }, unknown)
  const sorted = many.toSorted((x, y) => (x.feed < y.feed ? -1 : 1))
  await hear(writeHave({ records: [], feeds: sorted }, false, []))
  for (let time = 0; time < 4; time++) {
    let isHeard = false
    setImmediate(() => (isHeard = true))
    await hear(writeHave({ records: [], feeds: [unknown()] }, false, []))
    expect(isHeard).toBe(true)
  }
})

test('a member accepts nothing for a while: others go on, and the member catches up later', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  const c = await joined('Carol', a)
  // No device states its heads: no statement makes Alice announce anything.
  for (const { archive } of [b, c]) {
    archive.settings.set({ ...archive.settings.get(), sharePresence: false })
  }
  link(a, b)
  await a.sync.level(a.group.id)
  a.notebook.write(page, 'before the stall')
  const ends = memoryLinks({ a: a.group.self.device, b: c.group.self.device })
  let release = (): void => {}
  const stuck = new Promise<void>(resolve => {
    release = resolve
  })
  let stalls = false
  a.sync.addLink(a.group.id, {
    ...ends.a,
    async send(frame) {
      if (stalls) await stuck
      await ends.a.send(frame)
    },
  })
  c.sync.addLink(c.group.id, ends.b)
  await a.sync.level(a.group.id)
  stalls = true
  for (let line = 0; line < 12; line++) {
    a.notebook.write(page, `x${shapeless(1_000_000)}`)
    const last = a.archive.messages.head(a.group.id, a.sync.feedOf(a.group.id))!
    await until(() => b.archive.messages.has(last.id))
  }
  expect(c.notebook.lines(page)).toEqual(['before the stall'])
  release()
  await untilSame(a, c)
  expect(c.notebook.lines(page)).toEqual(a.notebook.lines(page))
  expect([...a.defects, ...b.defects, ...c.defects]).toEqual([])
})

test('presence changes often: it is sent ten times a second at most, and read no more often', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  await untilSame(a, b)
  const heard: (Uint8Array | null)[] = []
  b.sync.onPresence(({ payload }) => heard.push(payload))
  for (let count = 0; count < 50; count++) {
    a.sync.sendPresence(a.group.id, { document: page, payload: new Uint8Array([count]) })
  }
  await until(() => heard.length > 0)
  expect(heard).toEqual([new Uint8Array([49])])

  const ends = memoryLinks({ a: a.group.self.device, b: b.group.self.device })
  b.sync.addLink(b.group.id, ends.b)
  const { keys } = a.group.self
  for (let count = 0; count < 200; count++) {
    const said = { ...place(page, a), count, payload: null }
    await ends.a.send(writePresence(said, keys.signing.secret)!)
  }
  // The clock of these tests stands still: twenty at once is all there is.
  expect(heard).toHaveLength(1 + 20)
  expect(writePresence({ ...place(page, a), payload: random(400) }, keys.signing.secret)).toBeNull()
})

const place = (document: DocumentId, { group }: Device) => ({
  group: group.id,
  device: group.self.device,
  document,
  session: '0011223344556677',
  count: 0,
})
