// Members on one local network, on real sockets: found by beacon or typed, cut and linked again;
// and strangers who connect, send noise and occupy the listener.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { random } from '#core/keys'
import {
  hastyNetwork,
  loopbackNetwork,
  patience,
  recorderBefore,
  swift,
  typedNetwork,
} from '#tests/lan'
import { aliceWithSync, handFile, joined, until, untilSame, type Device } from '#tests/sync'

const addressOf = (device: Device): string => device.sync.lan.status().addresses[0] ?? ''

/** Alice, who listens at a typed address, and Bob, who shares a page with Alice. */
const typedPair = async (later = swift, network = typedNetwork) => {
  const a = aliceWithSync(later, network)
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a, later, network)
  await a.sync.lan.start()
  return { a, b, page, group: a.group.id, address: addressOf(a) }
}

const isLinked = (...devices: Device[]) => devices.every(({ sync }) => sync.peers().length === 1)

/** The sockets of this process, by kind. */
const sockets = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter(kind => /^(TCP|UDP|Pipe)/.test(kind) && kind !== 'PipeWrap')

test('two members are near: they find each other, share, part and meet again by themselves', async () => {
  const network = await loopbackNetwork()
  const a = aliceWithSync(swift, network)
  const b = await joined('Bob', a, swift, network)
  const page = a.notebook.create()
  a.notebook.share(page)
  await a.sync.lan.start()
  await b.sync.lan.start()
  await until(() => b.notebook.lines(page) !== null)
  b.notebook.write(page, 'over the network')
  await until(() => a.notebook.lines(page)?.includes('over the network') ?? false)
  b.sync.lan.stop()
  await until(() => a.sync.peers().length === 0)
  a.notebook.write(page, 'while apart')
  await b.sync.lan.start()
  await until(() => b.notebook.lines(page)?.includes('while apart') ?? false)
  await until(() => isLinked(a, b))
  expect(b.sync.peers()).toEqual([
    { group: a.group.id, device: a.group.self.device, member: a.group.self.member },
  ])
  expect([...a.defects, ...b.defects]).toEqual([])
})

test('the network is not switched on, or switched off: nothing is open', async () => {
  await until(() => sockets().length === 0)
  const network = await loopbackNetwork()
  const a = aliceWithSync(swift, network)
  const b = await joined('Bob', a, swift, network)
  expect(sockets()).toEqual([])
  expect(a.sync.lan.status()).toEqual({ on: false, addresses: [] })
  await a.sync.lan.start()
  await b.sync.lan.start()
  await until(() => isLinked(a, b))
  expect(sockets().length).toBeGreaterThan(0)
  a.sync.lan.stop()
  b.sync.lan.stop()
  await until(() => sockets().length === 0)
  expect(a.sync.lan.status()).toEqual({ on: false, addresses: [] })
})

test('an interface comes later: it is used', async () => {
  const network = await loopbackNetwork()
  const interfaces = network.interfaces?.() ?? []
  let present = false
  const late = { ...network, interfaces: () => (present ? interfaces : []) }
  const a = aliceWithSync(swift, late)
  const b = await joined('Bob', a, swift, network)
  await a.sync.lan.start()
  await b.sync.lan.start()
  expect(a.sync.lan.status().addresses).toEqual([])
  present = true
  await until(() => isLinked(a, b))
  expect(addressOf(a)).toMatch(/^127\.0\.0\.1:\d+$/)
})

test('an address is typed: two members are linked, by number or by name', async () => {
  const { a, b, page, group, address } = await typedPair()
  await b.sync.lan.dial(group, address)
  await until(() => isLinked(a, b))
  // A second time changes nothing.
  await b.sync.lan.dial(group, address.replace('127.0.0.1', 'localhost'))
  await until(() => isLinked(a, b))
  a.notebook.write(page, 'typed')
  await b.sync.level(group)
  await until(() => b.notebook.lines(page)?.length === 1)
  expect(b.notebook.lines(page)).toEqual(['typed'])
})

test('an address leads nowhere: the reason is reported', async () => {
  const { b, group } = await typedPair(swift, hastyNetwork)
  const refusal = (address: string) =>
    b.sync.lan.dial(group, address).then(
      () => 'linked',
      (error: { code: string }) => error.code,
    )
  for (const mistyped of ['', 'here', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:70000', '1.2.3:9'])
    expect(await refusal(mistyped)).toBe('invalid-input')
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as AddressInfo
  await new Promise(resolve => closed.close(resolve))
  expect(await refusal(`127.0.0.1:${port}`)).toBe('address-unreachable')
  const stranger = aliceWithSync(swift, hastyNetwork)
  await stranger.sync.lan.start()
  expect(await refusal(addressOf(stranger))).toBe('address-not-a-member')
  await b.sync.lan.start()
  expect(await refusal(addressOf(b))).toBe('address-not-a-member')
})

test('both dial at once: one link remains', async () => {
  const { a, b, page, group } = await typedPair()
  await b.sync.lan.start()
  await Promise.all([
    a.sync.lan.dial(group, addressOf(b)),
    b.sync.lan.dial(group, addressOf(a)),
    a.sync.lan.dial(group, addressOf(b)),
  ])
  a.notebook.write(page, 'one')
  b.notebook.write(page, 'two')
  await until(() => isLinked(a, b))
  await untilSame(a, b)
  expect(b.notebook.lines(page)).toEqual(['one', 'two'])
  expect(isLinked(a, b)).toBe(true)
})

test('a link is cut: it comes back by itself, and the wire shows no word of its content', async () => {
  const { a, b, page, group, address } = await typedPair()
  const wire = await recorderBefore(address)
  await b.sync.lan.dial(group, wire.address)
  const words = 'the words that nobody on the network may read'
  a.notebook.write(page, words)
  await until(() => b.notebook.lines(page)?.includes(words) ?? false)
  wire.cut()
  await until(() => a.sync.peers().length === 0)
  b.notebook.write(page, `${words}, written apart`)
  await until(() => a.notebook.lines(page)?.length === 2)
  expect(wire.connections()).toBeGreaterThan(1)
  await a.sync.level(group)
  const seen = wire.passed()
  expect(seen.length).toBeGreaterThan(2_000)
  const device = Buffer.from(b.group.self.device, 'hex')
  const document = Buffer.from(page, 'hex')
  for (const secret of [
    words,
    'Alice',
    'Bob',
    'baraza',
    device,
    document,
    Buffer.from(group, 'hex'),
  ])
    expect(seen.includes(secret)).toBe(false)
  for (const encoding of ['utf16le', 'base64', 'hex'] as const)
    expect(seen.includes(Buffer.from(words).toString(encoding))).toBe(false)
})

test('plain words pass on the wire: the recorder of this test sees them', async () => {
  const echo = createServer(socket => socket.pipe(socket)).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  onTestFinished(() => void echo.close())
  const wire = await recorderBefore(`127.0.0.1:${(echo.address() as AddressInfo).port}`)
  const [host = '', port = ''] = wire.address.split(':')
  const socket = connect(Number(port), host)
  socket.write('plain words')
  await once(socket, 'data')
  socket.destroy()
  expect(wire.passed().includes('plain words')).toBe(true)
})

test('a member was away for an epoch: a member who was not links with it', async () => {
  const { a, b, page, group, address } = await typedPair()
  const c = await joined('Carol', a, swift, typedNetwork)
  c.notebook.write(page, 'from Carol')
  await handFile(c, a)
  expect(b.group.recordHeads()).not.toEqual(a.group.recordHeads())
  await b.sync.lan.dial(group, address)
  await untilSame(a, b)
  expect(b.notebook.lines(page)).toEqual(['from Carol'])
})

/** Connects to `address` and runs `act`, until the other end hangs up. */
const stranger = (address: string, act: (socket: Socket) => void): Promise<number> => {
  const [host = '', port = ''] = address.split(':')
  const socket = connect(Number(port), host)
  let heard = 0
  socket.on('error', () => {})
  socket.on('data', chunk => (heard += (chunk as Buffer).length))
  socket.on('connect', () => act(socket))
  onTestFinished(() => void socket.destroy())
  return new Promise(resolve => socket.on('close', () => resolve(heard)))
}

test('strangers send nonsense, too much or nothing: they get nothing and do no harm', async () => {
  const time = patience()
  const { a, b, page, group, address } = await typedPair(time.later)
  await b.sync.lan.dial(group, address)
  const strangers = [
    ...Array.from({ length: 40 }, () => stranger(address, socket => socket.write(random(200)))),
    ...Array.from({ length: 40 }, () => stranger(address, socket => socket.write(random(47)))),
    ...Array.from({ length: 10 }, () => stranger(address, socket => socket.write(random(1 << 20)))),
    ...Array.from({ length: 80 }, () => stranger(address, () => {})),
  ]
  for (let line = 0; line < 20; line++) {
    a.notebook.write(page, `Alice ${line}`)
    b.notebook.write(page, `Bob ${line}`)
    await new Promise(setImmediate)
  }
  // One more member comes in while they occupy the listener.
  const c = await joined('Carol', a, time.later, typedNetwork)
  await c.sync.lan.dial(group, address)
  await untilSame(a, c)
  await untilSame(a, b)
  expect(b.notebook.lines(page)).toHaveLength(40)
  expect(c.notebook.lines(page)).toHaveLength(40)
  time.end()
  const heard = await Promise.all(strangers)
  expect(heard.every(bytes => bytes === 0)).toBe(true)
  expect([...a.defects, ...b.defects, ...c.defects]).toEqual([])
})
