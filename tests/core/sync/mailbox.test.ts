// Members who are never online together exchange through a blind mailbox: a real host on loopback,
// real archives and groups, and no other way from one device to another.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { digest, encode, fromHex, random, toHex, utf8 } from '#core/keys'
import type { DocumentId, EpochId } from '#shared/ids'
import { Failure } from '#shared/failure'
import { newSecretPath, openHost } from '#mailbox'
import { memoryStore } from '#tests/memory-store'
import { alice, reopened } from '#tests/group'
import { brisk, hosted, recording, wide } from '#tests/mailbox'
import { admitted, offline, online, putIn, settled } from '#tests/mailbox-sessions'
import { link, until, untilSame, withSync, type Device } from '#tests/sync'
import { patiently, trials } from '#tests/trials'
import { mailboxPair, parseMailboxUrl } from '../../../src/core/sync/mailbox/address.ts'
import { openSealed, sealedParts } from '../../../src/core/sync/mailbox/sealed.ts'
import { mailboxOf } from '../../../src/core/sync/link/envelope.ts'

const stateOf = (device: Device): string => device.sync.mailboxes.status(device.group.id).state

const writeUntilFull = async (device: Device, page: DocumentId): Promise<void> => {
  for (let index = 0; stateOf(device) !== 'full'; index++) {
    device.notebook.write(page, toHex(random(1_500)) + index)
    await new Promise(setImmediate)
    const isUp = () => device.sync.mailboxes.status(device.group.id).waiting === 0
    await until(() => isUp() || stateOf(device) === 'full')
  }
}

/** Knows the document, and has these lines of it. */
const has = async (device: Device, page: DocumentId, ...lines: string[]): Promise<void> => {
  await until(() => {
    const known = device.notebook.lines(page)
    return known !== null && lines.every(line => known.includes(line))
  })
  expect(device.notebook.lines(page)).toEqual(expect.arrayContaining(lines))
}

const sharedPage = (device: Device): DocumentId => {
  const page = device.notebook.create()
  device.notebook.share(page)
  return page
}

test('two members are never online together: both have the same, by the mailbox alone', async () => {
  const { url } = await hosted()
  let a: Device = online(alice(), url)
  const page = sharedPage(a)
  const bob = admitted('Bob', a)
  a.notebook.write(page, 'from Alice')
  await settled(a)
  const resting = offline(a)

  const b = online(bob, url)
  await has(b, page, 'from Alice')
  b.notebook.write(page, 'from Bob', 'from Alice')
  await settled(b)
  offline(b)

  a = online(resting, url)
  await has(a, page, 'from Alice', 'from Bob')
  expect(a.sync.mailboxes.status(a.group.id).waiting).toBe(0)
})

test('a device has the mailbox open: it gets news at once, and is counted', async () => {
  const { url } = await hosted()
  const a = online(alice(), url)
  const page = sharedPage(a)
  const b = online(admitted('Bob', a), url)
  await has(b, page)
  await until(() => a.sync.isLive(a.group.id) && b.sync.isLive())
  expect(a.sync.mailboxes.status(a.group.id).others).toBe(1)
  for (let index = 0; index < 20; index++) {
    const [from, to] = index % 2 === 0 ? [a, b] : [b, a]
    from!.notebook.write(page, `line ${index}`)
    await has(to!, page, `line ${index}`)
  }
  offline(b)
  await until(() => !a.sync.isLive(a.group.id))
})

test('a device was away for three epochs: it catches up by the mailbox alone', async () => {
  const { url } = await hosted()
  const a = online(alice(), url)
  const page = sharedPage(a)
  const c = online(admitted('Carol', a), url)
  await has(c, page)
  await settled(c)
  const carol = offline(c)
  const away = carol.group.epoch().id

  const epochs = new Set<string>()
  for (const day of [1, 2, 3]) {
    a.clock.time += 31 * 86_400_000
    a.notebook.write(page, `month ${day}`)
    await settled(a)
    epochs.add(a.group.epoch().id)
  }
  // One more epoch with a new member, who writes too.
  const d = online(admitted('Dana', a), url)
  await has(d, page, 'month 3')
  d.notebook.write(page, 'from Dana')
  await has(a, page, 'from Dana')
  await settled(d)
  offline(a)
  offline(d)
  expect(epochs.size).toBe(3)
  expect(epochs.has(away)).toBe(false)
  expect(carol.group.state().epochs.at(-1)?.id).toBe(away)

  const back = online(carol, url)
  await has(back, page, 'month 1', 'month 2', 'month 3', 'from Dana')
  expect(back.group.recordHeads()).toEqual(a.group.recordHeads())
  // Text from the absence goes to the other devices.
  back.notebook.write(page, 'from Carol', 'month 3')
  await settled(back)
  const again = online(reopened(d), url)
  await has(again, page, 'from Carol')
})

test('a member is removed: it reads that, and nothing later, whatever the host has', async () => {
  const record = recording()
  const { url } = await hosted({ store: record.store })
  const a = online(alice(), url)
  const page = sharedPage(a)
  const b = online(admitted('Bob', a), url)
  const c = online(admitted('Carol', a), url)
  await has(b, page)
  await has(c, page)
  a.notebook.write(page, 'while all were there')
  await has(c, page, 'while all were there')
  for (const device of [b, c]) await settled(device)
  const [bob, carol] = [offline(b), offline(c)]

  const member = carol.group.self.member!
  expect(a.group.removeMember(member, 'left')).toMatchObject({})
  a.notebook.write(page, 'after the removal')
  await settled(a)
  const back = online(bob, url)
  await has(back, page, 'after the removal')
  back.notebook.write(page, 'from Bob, after the removal')
  await has(a, page, 'from Bob, after the removal')

  const removed = online(carol, url)
  await until(() => removed.group.recordHeads().join() === a.group.recordHeads().join())
  removed.notebook.write(page, 'from somebody who is no member')
  await until(() => stateOf(removed) === 'in-touch')
  expect(removed.group.state().devices.has(removed.group.self.device)).toBe(false)
  expect(removed.notebook.lines(page)).toEqual(
    expect.not.arrayContaining(['after the removal', 'from Bob, after the removal']),
  )
  // With everything that the host ever had, and every key that the removed device ever had.
  const keys = removed.group
    .state()
    .epochs.flatMap(({ id }) => ({ id, key: removed.group.epochKey(id) }))
    .filter(epoch => epoch.key !== null) as { id: EpochId; key: Uint8Array }[]
  const latest = a.group.epoch()
  expect(keys.map(({ id }) => id)).not.toContain(latest.id)
  const address = toHex(mailboxPair(latest.key).public)
  const later = record.appended.filter(({ mailbox }) => toHex(mailbox) === address)
  expect(later.length).toBeGreaterThan(1)
  for (const { bytes } of later) {
    for (const epoch of keys) expect(openSealed(epoch, bytes)).toBeNull()
  }
  expect(a.notebook.lines(page)).not.toContain('from somebody who is no member')
})

test('two members begin an epoch at once, apart: they find each other again', async () => {
  const { url } = await hosted()
  let a: Device = online(alice(), url)
  const page = sharedPage(a)
  let b: Device = online(admitted('Bob', a), url)
  await has(b, page)
  await settled(b)
  const [restingA, restingB] = [offline(a), offline(b)]
  for (const { clock, group } of [restingA, restingB]) {
    clock.time += 31 * 86_400_000
    group.epoch()
  }
  expect(restingA.group.recordHeads()).not.toEqual(restingB.group.recordHeads())
  a = online(restingA, url)
  a.notebook.write(page, 'in one')
  await settled(a)
  offline(a)
  b = online(restingB, url)
  b.notebook.write(page, 'in the other')
  await has(b, page, 'in one')
  await settled(b)
  a = online(reopened(a), url)
  await has(a, page, 'in the other')
  expect(a.group.recordHeads()).toEqual(b.group.recordHeads())
  expect(a.group.epoch().id).toBe(b.group.epoch().id)
})

test('messages were written offline in the epoch before: they reach a newcomer too', async () => {
  const { url } = await hosted()
  const a = online(alice(), url)
  const page = sharedPage(a)
  let b: Device = online(admitted('Bob', a), url)
  await has(b, page)
  await settled(b)
  const bob = offline(b)
  // Bob writes offline, and Carol is admitted meanwhile.
  b = withSync(bob)
  b.notebook.write(page, 'in the old epoch')
  const restingB = offline(b)
  const c = online(admitted('Carol', a), url)
  await has(c, page)
  b = online(restingB, url)
  await has(c, page, 'in the old epoch')
  await has(a, page, 'in the old epoch')
  expect(c.group.state().epochs.length).toBe(a.group.state().epochs.length)
})

test('a member without a mailbox wrote: another one puts its messages in', async () => {
  const { url } = await hosted()
  const person = alice()
  const a = withSync(person)
  const page = sharedPage(a)
  const b = online(admitted('Bob', a), url)
  const c = online(admitted('Carol', a), url)
  b.group.addRecords(a.group.recordsBeyond([]))
  const cut = link(a, b)
  await has(b, page)
  a.notebook.write(page, 'from somebody without a mailbox')
  await has(c, page, 'from somebody without a mailbox')
  expect(a.sync.mailboxes.status(a.group.id).state).toBe('off')
  cut()
})

test('a mailbox is used over many sessions: nothing is read twice, and nothing goes up twice', async () => {
  const record = recording()
  const { url } = await hosted({ store: record.store })
  let a: Device = online(alice(), url)
  const page = sharedPage(a)
  let b: Device = online(admitted('Bob', a), url)
  await has(b, page)
  for (let session = 0; session < 3; session++) {
    a.notebook.write(page, `line ${session}`)
    await has(b, page, `line ${session}`)
    a = online(offline(a), url)
    b = online(offline(b), url)
    await settled(a)
    await settled(b)
  }
  await until(() => b.notebook.lines(page)?.length === 3)
  const before = record.appended.length
  const [restingA, restingB] = [offline(a), offline(b)]
  record.reads.length = 0
  a = online(restingA, url)
  b = online(restingB, url)
  await settled(a)
  await settled(b)
  expect(record.appended.length).toBe(before)
  const last = (await record.store.usage(mailboxPair(a.group.epoch().key).public)).last
  const home = toHex(mailboxPair(a.group.epoch().key).public)
  const begins = record.reads.filter(({ mailbox }) => toHex(mailbox) === home)
  expect(begins.length).toBeGreaterThan(0)
  // Own parts at the end may be read once more; never from the beginning.
  for (const { after } of begins) expect(after).toBeGreaterThan(last / 2)
})

test('a log has another name and all of its parts: they are read again, and nothing goes up twice', async () => {
  const record = recording()
  let log = random(16)
  const usage = async (mailbox?: Uint8Array) => ({ ...(await record.store.usage(mailbox)), log })
  const { url } = await hosted({ store: { ...record.store, usage } })
  let a: Device = online(alice(), url)
  const page = sharedPage(a)
  let b: Device = online(admitted('Bob', a), url)
  for (let line = 0; line < 3; line++) {
    const [author, reader] = line % 2 === 0 ? [a, b] : [b, a]
    await has(author, page)
    author.notebook.write(page, `line ${line}`)
    await has(reader, page, `line ${line}`)
  }
  const again = async (): Promise<void> => {
    a = online(offline(a), url)
    b = online(offline(b), url)
    await settled(a)
    await settled(b)
  }
  await again()
  const before = record.appended.length
  expect(before).toBeGreaterThan(3)
  record.reads.length = 0
  log = random(16)
  await again()
  expect(record.reads.filter(({ after }) => after === 0).length).toBeGreaterThanOrEqual(2)
  expect(record.appended.length).toBe(before)
})

test('a host lost everything: it gets everything again', async () => {
  const port = await new Promise<number>(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo
      server.close(() => resolve(free))
    })
  })
  const open = () =>
    openHost({
      host: '127.0.0.1',
      port,
      store: memoryStore(),
      version: '0',
      limits: wide,
      admits: 'everybody',
      now: Date.now,
    })
  const url = `ws://127.0.0.1:${port}`
  let host = await open()
  const a = online(alice(), url)
  const page = sharedPage(a)
  a.notebook.write(page, 'kept by Alice')
  const bob = admitted('Bob', a)
  await settled(a)
  await host.close()
  await until(() => stateOf(a) === 'unreachable')
  host = await open()
  onTestFinished(() => host.close())
  const b = online(bob, url)
  await has(b, page, 'kept by Alice')
  expect(a.defects).toEqual([])
})

test('a host is closed: a device without the path is refused, and another path costs nothing again', async () => {
  const record = recording()
  const { path, known } = newSecretPath()
  const { url, host } = await hosted({ store: record.store, admits: known })
  const a = online(alice(), url)
  await until(() => stateOf(a) === 'refused')
  const page = sharedPage(a)
  a.notebook.write(page, 'for members')
  a.sync.mailboxes.set(a.group.id, url + path)
  await settled(a)
  // A device that returns reads the parts that it put in.
  a.sync.mailboxes.set(a.group.id, null)
  a.sync.mailboxes.set(a.group.id, url + path)
  await until(() => record.reads.length > 2)
  await settled(a)
  const [puts, { length: looks }] = [record.appended.length, record.reads]
  expect(puts).toBeGreaterThan(0)

  const next = newSecretPath()
  host.admit(next.known)
  await until(() => stateOf(a) === 'refused')
  a.sync.mailboxes.set(a.group.id, url + next.path)
  await settled(a)
  await until(() => record.reads.length > looks)
  expect(record.appended.length).toBe(puts)
  expect(record.reads.slice(looks).map(({ after }) => after > 0)).not.toContain(false)
})

test('a mailbox is full: that is reported, nothing is lost, and it goes on when there is room', async () => {
  const { url, host, clock } = await hosted({
    limits: { ...wide, quotas: { mailbox: 40_000, total: 1 << 20 } },
  })
  const a = online(alice(), url)
  const page = sharedPage(a)
  const bob = admitted('Bob', a)
  await settled(a)
  await writeUntilFull(a, page)
  expect(a.sync.mailboxes.status(a.group.id).waiting).toBeGreaterThan(0)
  clock.time += wide.keeps + 3_600_001
  expect(await host.expire()).toBeGreaterThan(0)
  a.elapse()
  await settled(a)
  const all = a.notebook.lines(page)!.length
  // Expired messages come from a member; here everything that the mailbox still has.
  const b = online(bob, url)
  await until(() => stateOf(b) === 'in-touch')
  expect(all).toBeGreaterThan(5)
})

test('a mailbox is nearly full: packs leave room for the records that lead to the next epoch', async () => {
  const { url } = await hosted({ limits: { ...wide, quotas: { mailbox: 60_000, total: 1 << 20 } } })
  const a = online(alice(), url)
  const page = sharedPage(a)
  const c = online(admitted('Carol', a), url)
  await has(c, page)
  const carol = offline(c)
  await settled(a)
  await writeUntilFull(a, page)
  a.clock.time += 31 * 86_400_000
  a.notebook.write(page, 'after the rotation')
  const before = a.group.state().epochs.length
  a.elapse()
  await until(() => a.group.state().epochs.length > before && stateOf(a) === 'in-touch')
  offline(a)
  const back = online(carol, url)
  await until(() => back.group.recordHeads().join() === a.group.recordHeads().join())
  expect(back.group.epoch().id).toBe(a.group.epoch().id)
})

test('a holder of an old key puts bytes in: they are ignored', async () => {
  const { url } = await hosted()
  const a = online(alice(), url)
  const page = sharedPage(a)
  const b = online(admitted('Bob', a), url)
  await has(b, page)
  const epoch = a.group.epoch()
  const garbage = [
    random(552),
    random(16_424),
    ...sealedParts(epoch, random(40)),
    ...sealedParts(epoch, encode([1, 'records', [[random(40), []]]])),
    ...sealedParts(epoch, encode([1, 'records', 'none'])),
    ...sealedParts({ id: epoch.id, key: random(32) }, random(40)),
    // The first of many parts, of which the others never come.
    sealedParts(epoch, random(40_000))[0]!,
  ]
  await putIn(url, epoch.key, garbage)
  a.notebook.write(page, 'after the garbage')
  await has(b, page, 'after the garbage')
  const again = online(offline(b), url)
  a.notebook.write(page, 'and after a restart')
  await has(again, page, 'and after a restart')
  expect([...a.defects, ...b.defects, ...again.defects]).toEqual([])
})

test(
  'a host reads its mailboxes: it sees sizes of the padding set, and no text, author, group or epoch',
  patiently,
  async () => {
    const record = recording()
    const { url } = await hosted({ store: record.store })
    const a = online(alice(), url)
    const page = sharedPage(a)
    const b = online(admitted('Bob', a), url)
    await has(b, page)
    const figure = trials(10_000)
    const secret = 'a sentence that no host may ever see'
    const plan = [a, b]
    for (let index = 0; index < figure; index++) {
      plan[index % 2]!.notebook.write(page, `${secret} ${index} ${'x'.repeat(index % 700)}`)
      if (index % 8 === 0) await new Promise(setImmediate)
    }
    await settled(a)
    await settled(b)
    await untilSame(a, b)
    expect(a.notebook.lines(page)?.length).toBe(figure)
    expect(b.notebook.lines(page)).toEqual(a.notebook.lines(page))
    expect(record.appended.length).toBeGreaterThan(figure / 100)

    const group = a.group.state()
    const known = [
      utf8(secret),
      utf8('Alice'),
      utf8('Bob'),
      utf8('Advisory group'),
      utf8('records'),
      fromHex(a.group.id),
      fromHex(page),
      ...[...group.devices.keys(), ...group.members.keys()].map(fromHex),
      ...[...group.devices.values()].map(({ agreement }) => agreement),
      ...group.epochs.map(({ id }) => fromHex(id)),
      ...group.epochs.map(({ id }) => mailboxOf(a.group.epochKey(id)!)),
      ...a.group.recordsBeyond([]).map(({ id }) => fromHex(id)),
      ...[a, b].map(device => fromHex(device.sync.feedOf(device.group.id))),
    ].map(bytes => Buffer.from(bytes))
    const allowed = new Set([512, 1024, 2048, 4096, 8192, 16_384].map(size => size + 40))
    let plaintext = 0
    for (const { mailbox, bytes } of record.appended) {
      expect(allowed.has(bytes.length)).toBe(true)
      for (const trace of known) {
        if (Buffer.from(bytes).includes(trace) || Buffer.from(mailbox).includes(trace)) plaintext++
      }
    }
    expect(plaintext).toBe(0)
    // A mailbox is named by a key that nothing else shows.
    const addresses = new Set(record.appended.map(({ mailbox }) => toHex(mailbox)))
    expect(addresses.size).toBeLessThanOrEqual(group.epochs.length)
    for (const { id } of group.epochs) {
      const key = a.group.epochKey(id)!
      for (const other of [id, toHex(key), toHex(digest('mailbox', key))]) {
        expect(addresses.has(other)).toBe(false)
      }
    }
  },
)

test('addresses: wss anywhere, ws on this machine or a local network only', () => {
  for (const [typed, known] of [
    ['wss://mailbox.example.org', 'wss://mailbox.example.org/'],
    [' wss://mailbox.example.org:8443/baraza ', 'wss://mailbox.example.org:8443/baraza'],
    ['ws://127.0.0.1:4000', 'ws://127.0.0.1:4000/'],
    ['ws://[::1]:4000', 'ws://[::1]:4000/'],
    ['ws://192.168.1.7:4000', 'ws://192.168.1.7:4000/'],
    ['ws://localhost:4000', 'ws://localhost:4000/'],
  ]) {
    expect(parseMailboxUrl(typed!)).toBe(known)
  }
  for (const typed of [
    ...['ws://mailbox.example.org', 'ws://203.0.113.7', 'ws://[2001:db8::1]', 'http://127.0.0.1'],
    ...['https://example.org', 'mailbox.example.org', '', 'wss://', 'wss://a:b@example.org'],
    ...['wss://example.org/?q=1', 'wss://example.org/#x', `wss://${'a'.repeat(300)}.org`],
    ...['javascript:alert(1)', 'file:///etc/passwd'],
  ]) {
    expect([typed, parseMailboxUrl(typed)]).toEqual([typed, null])
  }
})

test('a person has named no mailbox, or removed it: nothing is connected', async () => {
  const { url, host } = await hosted()
  const connections = async (): Promise<number> => {
    const response = await fetch(`http://127.0.0.1:${host.port}/health`)
    return ((await response.json()) as { connections: number }).connections
  }
  const { later } = brisk()
  const a = withSync(alice(), later)
  const { mailboxes } = a.sync
  const { id } = a.group
  const off = { group: id, url: null, state: 'off', waiting: 0, others: 0 }
  expect(mailboxes.status(id)).toEqual(off)
  expect(() => mailboxes.set(id, 'ws://example.org')).toThrow(new Failure('invalid-input'))
  mailboxes.set(id, url)
  expect(mailboxes.status(id)).toEqual({ ...off, url })
  sharedPage(a)
  for (let turns = 0; turns < 50; turns++) await new Promise(setImmediate)
  expect(await connections()).toBe(0)
  mailboxes.start()
  await settled(a)
  expect(await connections()).toBe(1)
  mailboxes.set(id, null)
  expect(mailboxes.status(id)).toEqual(off)
  await until(() => a.sync.isLive() === false)
  while ((await connections()) > 0) await new Promise(setImmediate)
})

test('a host is away, or is no mailbox host: the two are distinguished', async () => {
  const server = createServer((_, response) => response.writeHead(404).end())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  onTestFinished(() => void server.close())
  const [a, b] = [online(alice(), `ws://127.0.0.1:${port}`), online(alice(), 'ws://127.0.0.1:9')]
  await until(() => stateOf(a) === 'refused' && stateOf(b) === 'unreachable')
  const meet = (url: string) => a.sync.mailboxes.meet(a.group.id, url)
  await expect(meet(`ws://127.0.0.1:${port}`)).rejects.toThrow(new Failure('mailbox-refused'))
  await expect(meet('ws://127.0.0.1:9')).rejects.toThrow(new Failure('address-unreachable'))
  await expect(meet('nowhere')).rejects.toThrow(new Failure('invalid-input'))
})

test('a mailbox is met once: both sides have the same, and nothing stays open', async () => {
  const { url } = await hosted()
  const { later } = brisk()
  const a = withSync(alice(), later)
  const page = sharedPage(a)
  const bob = admitted('Bob', a)
  a.notebook.write(page, 'once')
  await until(() => a.sync.toGo().changesToGo > 0)
  // A signature and a header alone are longer than this.
  await until(() => a.sync.toGo().bytesToGo > 60)
  await a.sync.mailboxes.meet(a.group.id, url)
  const b = withSync(bob, brisk().later)
  await b.sync.mailboxes.meet(b.group.id, url)
  expect(b.notebook.lines(page)).toEqual(['once'])
  expect(b.sync.mailboxes.status(b.group.id).state).toBe('off')
})
