// A device was removed or blocked and its profile is open: it has all keys of the epochs before. On
// the local network it finds no member who knows, and is called by none; members find each other
// whichever of them knows.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { random, type Bytes } from '#core/keys'
import type { LanOptions } from '#core/sync'
import type { DeviceId, GroupId } from '#shared/ids'
import { meet } from '#tests/group'
import { hastyNetwork, loopbackNetwork, swift, typedNetwork } from '#tests/lan'
import { aliceWithSync, joined, until, type Device } from '#tests/sync'
import { readBeacon, writeBeacon } from '../../../src/core/sync/lan/beacon.ts'
import { discoveryKey, initiate } from '../../../src/core/sync/lan/handshake.ts'
import { openPairKeys } from '../../../src/core/sync/lan/pair-keys.ts'
import { openRedial } from '../../../src/core/sync/lan/redial.ts'
import { plenaryOf } from '../../../src/core/sync/members/index.ts'

const addressOf = (device: Device): string => device.sync.lan.status().addresses[0] ?? ''
const peersOf = ({ sync }: Device): string[] => sync.peers().map(({ device }) => device)
const areLinked = (a: Device, b: Device): boolean =>
  peersOf(a).includes(b.group.self.device) && peersOf(b).includes(a.group.self.device)

/** All keys by which the device can recognise a beacon, or call. */
const keysOf = ({ archive, group }: Device): Bytes[] => [
  ...archive.epochs.list(group.id).map(({ key }) => discoveryKey(key)),
  ...openPairKeys()
    .of(plenaryOf(group))
    .map(({ discovery }) => discovery),
]

/**
 * Alice, Bob, and Xenia, whose device nobody has removed yet. Bob came last, so each of Bob's keys
 * is one of Xenia's.
 */
const three = async (network: LanOptions) => {
  const a = aliceWithSync(swift, network)
  const x = await joined('Xenia', a, swift, network)
  const b = await joined('Bob', a, swift, network)
  meet(a, x)
  return { a, b, x, group: a.group.id }
}

const remove = {
  removed: (by: Device, { group: { self } }: Device) => {
    if (!self.member) throw new TypeError('no member')
    by.group.removeMember(self.member, 'lost')
  },
  blocked: (by: Device, { group: { self } }: Device) => by.group.shutOut(self.device),
}
const ways = ['removed', 'blocked'] as const

/** The bytes with which the device at `address` answers a caller with each of the keys. */
const answersTo = (caller: Device, address: string): Promise<number[]> =>
  Promise.all(
    keysOf(caller).map(async key => {
      const [host = '', port = ''] = address.split(':')
      const socket = connect(Number(port), host)
      let heard = 0
      socket.on('error', () => {})
      socket.on('data', chunk => (heard += (chunk as Buffer).length))
      onTestFinished(() => void socket.destroy())
      await once(socket, 'connect')
      const hungUp = new Promise(resolve => socket.on('close', resolve))
      await initiate(socket, caller.group.self.keys.signing, key, () => false)
      socket.destroy()
      await hungUp
      return heard
    }),
  )

/** The beacons on this network, from now on. */
const beaconsOn = async ({ multicast }: LanOptions): Promise<Bytes[]> => {
  if (!multicast) throw new TypeError('no beacons')
  const heard: Bytes[] = []
  const socket = createSocket({ type: 'udp4', reuseAddr: true }).bind(multicast.port, '0.0.0.0')
  await once(socket, 'listening')
  socket.addMembership(multicast.address, '127.0.0.1')
  socket.on('message', bytes => heard.push(new Uint8Array(bytes)))
  onTestFinished(() => void socket.close())
  return heard
}

const readableBy = (device: Device, beacons: readonly Bytes[]): number =>
  beacons.filter(beacon => readBeacon(beacon, keysOf(device)) !== null).length

test.each(ways)('a device was %s: it recognises no beacon of a member who knows', async way => {
  const network = await loopbackNetwork()
  const { a, b, x } = await three(network)
  const beacons = await beaconsOn(network)
  remove[way](a, x)
  await a.sync.lan.start()
  await until(() => readableBy(b, beacons) > 2)
  expect(readableBy(x, beacons)).toBe(0)
})

test.each(ways)('a device was %s: it gets no byte from a member who knows', async way => {
  const { a, b, x } = await three(typedNetwork)
  remove[way](a, x)
  await a.sync.lan.start()
  expect(new Set(await answersTo(x, addressOf(a)))).toEqual(new Set([0]))
  expect(await answersTo(b, addressOf(a))).toContain(96)
})

/** A place that is called, and how often it was. It hangs up, or is silent. */
const place = async (hangsUp: boolean) => {
  let calls = 0
  const server = createServer(socket => {
    calls++
    socket.on('error', () => {})
    if (hangsUp) socket.destroy()
    else socket.resume()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, calls: () => calls }
}

test('a removed device sends beacons with its keys: a member who knows does not call it', async () => {
  const network = await loopbackNetwork()
  const { a, x, group } = await three(network)
  remove.removed(a, x)
  const newest = a.archive.epochs
    .list(group)
    .slice(-1)
    .map(({ key }) => discoveryKey(key))
  await a.sync.lan.start()
  const [bait, honest] = [await place(true), await place(true)]
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => void socket.close())
  socket.setMulticastInterface('127.0.0.1')
  socket.setMulticastLoopback(true)
  const { address, port } = network.multicast!
  const send = (beacon: Bytes) => socket.send(beacon, port, address)
  const timer = setInterval(() => {
    for (const key of keysOf(x)) send(writeBeacon(random, bait.port, [key]))
    send(writeBeacon(random, honest.port, newest))
  }, 20)
  onTestFinished(() => clearInterval(timer))
  await until(() => honest.calls() > 1)
  expect(bait.calls()).toBe(0)
})

test.each(ways)(
  'a member was away when a device was %s: the member and one who knows find each other',
  async way => {
    const network = await loopbackNetwork()
    const { a, b, x } = await three(network)
    remove[way](a, x)
    await a.sync.lan.start()
    await b.sync.lan.start()
    await until(() => areLinked(a, b))
    await until(() => b.group.recordHeads().join() === a.group.recordHeads().join())
    expect(b.group.state().devices.has(x.group.self.device)).toBe(false)
  },
)

test('two members blocked a device, each without the other: they find each other', async () => {
  const network = await loopbackNetwork()
  const { a, b, x } = await three(network)
  remove.blocked(a, x)
  remove.blocked(b, x)
  await a.sync.lan.start()
  await b.sync.lan.start()
  await until(() => areLinked(a, b))
  await until(() => b.group.recordHeads().join() === a.group.recordHeads().join())
  expect(a.group.state().shutOuts.size).toBe(2)
})

test('two members were away when a device was removed: they find each other', async () => {
  const network = await loopbackNetwork()
  const { a, b, x } = await three(network)
  const c = await joined('Carol', a, swift, network)
  meet(a, b)
  remove.removed(a, x)
  await b.sync.lan.start()
  await c.sync.lan.start()
  await until(() => areLinked(b, c))
  expect(b.group.state().devices.has(x.group.self.device)).toBe(true)
})

test('a device was blocked by mistake and knows it: after it is unblocked, members find it', async () => {
  const network = await loopbackNetwork()
  const { a, x } = await three(network)
  remove.blocked(a, x)
  meet(a, x)
  expect(x.group.state().devices.has(x.group.self.device)).toBe(false)
  a.group.lift([...a.group.state().shutOuts.keys()][0]!)
  await a.sync.lan.start()
  await x.sync.lan.start()
  await until(() => x.group.state().devices.has(x.group.self.device))
  expect(x.group.state().shutOuts.size).toBe(0)
})

test.each([
  { who: 'one who was away calls one who knows', knows: ['called'] },
  { who: 'one who knows calls one who was away', knows: ['caller'] },
  { who: 'each blocked the device without the other', knows: ['called', 'caller'] },
])('an address is typed after a removal, $who: the two are linked', async ({ knows }) => {
  const { a: called, b: caller, x, group } = await three(typedNetwork)
  if (knows.includes('called')) remove.blocked(called, x)
  if (knows.includes('caller')) remove.blocked(caller, x)
  await called.sync.lan.start()
  await caller.sync.lan.dial(group, addressOf(called))
  await until(() => areLinked(called, caller))
  await until(() => caller.group.recordHeads().join() === called.group.recordHeads().join())
  expect(caller.group.state().devices.has(x.group.self.device)).toBe(false)
})

test('an address is typed, and does not answer a caller: it is called once', async () => {
  const { b, group } = await three(hastyNetwork)
  const { port, calls } = await place(false)
  await expect(b.sync.lan.dial(group, `127.0.0.1:${port}`)).rejects.toThrow('address-not-a-member')
  expect(calls()).toBe(1)
})

test.each([
  { is: 'still a member', isMember: true, again: 1 },
  { is: 'removed meanwhile', isMember: false, again: 0 },
])('a link to a typed address ends, the device there is $is: calls again: $again', async given => {
  const group = 'group' as GroupId
  const device = 'device' as DeviceId
  const waiting = new Set<() => void>()
  const redial = openRedial({
    later(work) {
      waiting.add(work)
      return () => void waiting.delete(work)
    },
    now: () => 0,
    random,
    isLinked: () => false,
    isMember: () => given.isMember,
    call: () => Promise.resolve(device),
  })
  expect(await redial.typed(group, { host: '127.0.0.1', port: 1 })).toBe(device)
  expect(waiting.size).toBe(0)
  redial.lost(group, device)
  expect(waiting.size).toBe(given.again)
})
