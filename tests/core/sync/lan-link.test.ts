// A connection on the local network is a Link like any other, and a stranger gets nothing from it.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { newDeviceKeys, random, toHex, type DeviceKeys } from '#core/keys'
import type { DeviceId } from '#shared/ids'
import { realLater } from '#core/sync'
import { linkSuite } from '../../acceptance/link.ts'
import { initiate, openSeen, respond, type Doorway } from '../../../src/core/sync/lan/handshake.ts'
import { tcpLink } from '../../../src/core/sync/lan/tcp-link.ts'

const patience = { keepAlive: 5_000, silence: 15_000 }
const idOf = (keys: DeviceKeys): DeviceId => toHex(keys.signing.public) as DeviceId
const everybody = () => true

/** Two ends of one TCP connection on loopback: the caller and the called. */
const sockets = async (): Promise<[Socket, Socket]> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const calling = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [called] = (await once(server, 'connection')) as [Socket]
  for (const socket of [calling, called]) socket.on('error', () => {})
  onTestFinished(() => {
    calling.destroy()
    called.destroy()
    server.close()
  })
  return [calling, called]
}

const doorway = (
  keys: DeviceKeys,
  discovery: Uint8Array,
  accepts = everybody,
): Doorway<'here'> => ({ discovery, keys: keys.signing, accepts, is: 'here' })

describe('a link over TCP', () => {
  linkSuite(async () => {
    const [calling, called] = await sockets()
    const [alice, bob] = [newDeviceKeys(), newDeviceKeys()]
    const discovery = random(32)
    const [ofAlice, ofBob] = await Promise.all([
      initiate(calling, alice.signing, discovery, everybody),
      respond(called, [doorway(bob, discovery)], openSeen()),
    ])
    return {
      a: tcpLink(calling, ofAlice!, patience, realLater),
      b: tcpLink(called, ofBob!, patience, realLater),
      devices: { a: idOf(alice), b: idOf(bob) },
    }
  })
})

/** Everything that `socket` receives until it ends. */
const heardBy = async (socket: Socket): Promise<Buffer> => {
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk as Buffer))
  await new Promise(resolve => socket.once('close', resolve))
  return Buffer.concat(chunks)
}

const answer = async (called: Socket, doorways: Doorway<'here'>[], seen = openSeen()) => {
  const secured = await respond(called, doorways, seen).catch(() => null)
  if (!secured) called.destroy()
  return secured
}

describe('the handshake', () => {
  test('several epochs are shared: each side learns the other device, through any of them', async () => {
    const [calling, called] = await sockets()
    const [alice, bob] = [newDeviceKeys(), newDeviceKeys()]
    const [old, current] = [random(32), random(32)]
    const [ofAlice, ofBob] = await Promise.all([
      initiate(calling, alice.signing, old, everybody),
      respond(called, [doorway(bob, current), doorway(bob, old)], openSeen()),
    ])
    expect([ofAlice?.remote, ofBob?.remote]).toEqual([idOf(bob), idOf(alice)])
  })

  test.each([
    ['noise', random(48)],
    ['a web request', Buffer.from('GET / HTTP/1.1\r\nHost: example.org\r\n\r\n'.padEnd(60))],
    ['zeros', new Uint8Array(48)],
    ['a megabyte', random(1 << 20)],
  ])('a caller sends %s: it gets nothing', async (_, said) => {
    const [calling, called] = await sockets()
    const heard = heardBy(calling)
    calling.write(said)
    expect(await answer(called, [doorway(newDeviceKeys(), random(32))])).toBeNull()
    expect(await heard).toHaveLength(0)
  })

  test('a caller knows another epoch only: it gets nothing, and learns nothing', async () => {
    const [calling, called] = await sockets()
    const heard = heardBy(calling)
    const [ofStranger, ofBob] = await Promise.all([
      initiate(calling, newDeviceKeys().signing, random(32), everybody),
      answer(called, [doorway(newDeviceKeys(), random(32))]),
    ])
    expect([ofStranger, ofBob]).toEqual([null, null])
    expect(await heard).toHaveLength(0)
  })

  test('a first message is recorded and repeated: only the first is answered', async () => {
    const discovery = random(32)
    const bob = newDeviceKeys()
    const seen = openSeen()
    const [recorder, first] = await sockets()
    const recorded = once(first, 'data')
    void initiate(recorder, newDeviceKeys().signing, discovery, everybody)
    const [message] = (await recorded) as [Buffer]
    const repliesTo = async (): Promise<Buffer> => {
      const [calling, called] = await sockets()
      const heard = heardBy(calling)
      calling.end(message)
      await answer(called, [doorway(bob, discovery)], seen)
      return heard
    }
    expect(await repliesTo()).toHaveLength(96)
    expect(await repliesTo()).toHaveLength(0)
  })

  test('a device is no member: the caller hangs up before it reveals its identity', async () => {
    const [calling, called] = await sockets()
    const discovery = random(32)
    const bob = newDeviceKeys()
    const heard: number[] = []
    called.on('data', chunk => heard.push((chunk as Buffer).length))
    const answered = answer(called, [doorway(bob, discovery)])
    const refused = await initiate(calling, newDeviceKeys().signing, discovery, () => false)
    calling.destroy()
    await answered
    expect(refused).toBeNull()
    expect(heard).toEqual([48])
  })

  test('a caller is no member: it gets no link', async () => {
    const [calling, called] = await sockets()
    const discovery = random(32)
    const answered = answer(called, [doorway(newDeviceKeys(), discovery, () => false)])
    await initiate(calling, newDeviceKeys().signing, discovery, everybody)
    expect(await answered).toBeNull()
  })
})
