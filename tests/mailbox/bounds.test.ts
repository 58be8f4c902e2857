// The service of a mailbox host for connections that prove nothing, for readers who read nothing,
// for machines that call without end, and for a stranger who fills it. Real sockets; time set by
// hand.
// @module-tag long
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { certificate } from '#tests/certificate'
import { defaultLimits, newSecretPath, type HostLimits } from '#mailbox'
import { call, handshakes, hosted, opened, pairOf, sealed, wide } from '#tests/mailbox'

const { unproven } = defaultLimits

/** The limits of a new host, with the room of a small one. */
const small = (total: number): HostLimits => ({
  ...defaultLimits,
  quotas: { ...defaultLimits.quotas, total },
})

/** A connection of TCP that says `words` and then nothing. */
const silent = async (port: number, words = '', localAddress = '127.0.0.1') => {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  if (words !== '') socket.write(words)
  return socket
}
const several = (count: number, open: () => Promise<Socket>): Promise<Socket[]> =>
  Promise.all(Array.from({ length: count }, open))
const isEnded = (socket: Socket): boolean => socket.destroyed || socket.readableEnded
const remaining = (sockets: readonly Socket[]): number =>
  sockets.filter(socket => !isEnded(socket)).length
/** Reads, so that it notices the end of the other side. */
const noticing = (sockets: readonly Socket[]): readonly Socket[] =>
  sockets.map(socket => socket.resume())

test('silent connections of one address keep few places, and a member of that address gets in', async () => {
  const { host, url } = await hosted({ limits: defaultLimits })
  const sockets = noticing(await several(600, () => silent(host.port)))
  await expect.poll(() => remaining(sockets)).toBeLessThanOrEqual(unproven.perNetwork)
  expect((await opened(url, 'ours')).answer[1]).toBe('opened')
})

test('silent connections of many addresses keep few places in all', async () => {
  const limits = { ...defaultLimits, unproven: { ...unproven, perNetwork: 20, total: 50 } }
  const { host, url } = await hosted({ limits })
  const sockets: Socket[] = []
  for (let machine = 2; machine <= 9; machine++) {
    sockets.push(...(await several(20, () => silent(host.port, '', `127.0.0.${machine}`))))
  }
  noticing(sockets)
  await expect.poll(() => remaining(sockets)).toBeLessThanOrEqual(50)
  // The one that ends is of an address with many, and not the member.
  expect((await opened(url, 'ours')).answer[1]).toBe('opened')
})

test.each([
  ['nothing', ''],
  ['half a request', 'GET / HTTP/1.1\r\nHost: mailbox\r\n'],
  ['a request whose body never comes', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n'],
])(
  'a connection that says %s ends after ten seconds',
  async (_, words) => {
    const { later, elapse } = handshakes()
    const { host } = await hosted({ later })
    const [socket] = noticing([await silent(host.port, words)])
    const ended = once(socket!, 'close')
    // An answer to another caller: by then the host knows of the first.
    await opened(`ws://127.0.0.1:${host.port}/`, 'ours')
    elapse()
    expect(await ended).toBeDefined()
    // Node's own limits for half requests come after 30 seconds.
  },
  20_000,
)

test('a connection that proves its key in time stays, and one that proves nothing is told', async () => {
  const { later, elapse } = handshakes()
  const { url } = await hosted({ later })
  const member = await opened(url, 'ours')
  const stranger = call(url)
  await stranger.next('challenge')
  elapse()
  expect(await stranger.closed).toBe(4408)
  member.say([1, 'read', 0])
  await member.next('end')
})

test('with a certificate too: silence in place of TLS ends, silence behind it, and no member', async () => {
  const { later, elapse } = handshakes()
  const tls = certificate()
  const { host, url } = await hosted({ later, tls })
  const [plain] = noticing([await silent(host.port)])
  const behind = connectSecure({ port: host.port, host: '127.0.0.1', ca: tls.cert })
  onTestFinished(() => void behind.destroy())
  behind.resume().on('error', () => {})
  await once(behind, 'secureConnect')
  const stranger = call(url, { ca: tls.cert })
  await stranger.next('challenge')
  const member = await opened(url, 'ours', { ca: tls.cert })
  const ended = Promise.all([once(plain!, 'close'), once(behind, 'close')])
  elapse()
  expect(await ended).toHaveLength(2)
  expect(await stranger.closed).toBe(4408)
  member.say([1, 'read', 0])
  await member.next('end')
})

test('behind a proxy too: silence ends, and no member, whose address is not known at first', async () => {
  const { later, elapse } = handshakes()
  const limits = { ...defaultLimits, unproven: { ...unproven, perNetwork: 2, total: 20 } }
  const { host, url } = await hosted({ limits, later, trustProxy: true })
  const through = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  const member = await opened(url, 'ours', through('203.0.113.1'))
  const strangers = await Promise.all(
    [1, 2, 3].map(async () => {
      const caller = call(url, through('203.0.113.2'))
      await caller.next('challenge')
      return caller
    }),
  )
  // Two of one address at a time; the third that came ended the first.
  expect(await Promise.race(strangers.map(({ closed }) => closed))).toBe(1006)
  const sockets = noticing(await several(50, () => silent(host.port)))
  await expect.poll(() => remaining(sockets)).toBeLessThanOrEqual(20)
  expect((await opened(url, 'theirs', through('203.0.113.3'))).answer[1]).toBe('opened')
  elapse()
  await expect.poll(() => remaining(sockets)).toBe(0)
  member.say([1, 'read', 0])
  await member.next('end')
})

test('the health page ends its connection', async () => {
  const { host } = await hosted()
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const request = get({ port: host.port, host: '127.0.0.1', path: '/health', agent })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  expect(response.headers['connection']).toBe('close')
  const { socket } = response
  response.resume()
  await once(socket, 'close')
})

test('an address that called too often is let in again after one window, whatever it did meanwhile', async () => {
  const limits = {
    ...wide,
    perNetwork: { ...wide.perNetwork, arrivals: { burst: 16, perSecond: 4 } },
  }
  const { url, clock } = await hosted({ limits })
  const knock = (): Promise<unknown> => call(url).closed
  const enter = async (): Promise<boolean> => {
    const caller = call(url)
    const isIn = await caller.next('challenge').then(
      () => true,
      () => false,
    )
    caller.socket.terminate()
    return isIn
  }
  for (let times = 0; times < 16; times++) expect(await enter()).toBe(true)
  for (let times = 0; times < 200; times++) await knock()
  expect(await enter()).toBe(false)
  clock.time += 4_000
  for (let times = 0; times < 16; times++) expect(await enter()).toBe(true)
  expect(await enter()).toBe(false)
  // A clock that is set back takes nothing from anybody.
  clock.time -= 3_600_000
  expect(await enter()).toBe(false)
  clock.time += 4_000
  expect(await enter()).toBe(true)
})

test('one address takes a share of the free room, and a member elsewhere has the rest', async () => {
  const total = 4 << 20
  const { url, store } = await hosted({ limits: small(total), now: Date.now })
  const fill = async (localAddress: string, mailbox: string): Promise<number> => {
    const before = (await store.usage()).bytes
    const stranger = await opened(url, mailbox, { localAddress })
    const isKept = async (tag: number): Promise<boolean> => {
      stranger.say([1, 'append', tag, sealed(16_384)])
      return (await stranger.either('kept', 'refused'))[1] === 'kept'
    }
    for (let tag = 0; tag < 300 && (await isKept(tag)); tag++);
    return (await store.usage()).bytes - before
  }
  const first = await fill('127.0.0.2', 'one')
  expect(first).toBeGreaterThan(total / 5)
  expect(first).toBeLessThanOrEqual(total / 4)
  // Another mailbox of the same address has no more; another address has a share of what is left.
  expect(await fill('127.0.0.2', 'two')).toBe(0)
  expect(await fill('127.0.0.3', 'three')).toBeLessThanOrEqual((total - first) / 4)
  const member = await opened(url, 'ours')
  for (let tag = 0; tag < 20; tag++) member.say([1, 'append', tag, sealed(16_384)])
  for (let tag = 0; tag < 20; tag++) await member.next('kept')
})

/** Bytes of buffers that something still holds. */
const heldBytes = (): number => {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().arrayBuffers
}

test('readers who read nothing hold little memory, and end; one who reads is told everything', async () => {
  const { later, elapse } = handshakes()
  const { url, store } = await hosted({ limits: defaultLimits, later, now: Date.now })
  const parts = 1_000
  for (let index = 0; index < parts; index++) {
    await store.append(pairOf('ours').public, sealed(16_384), { at: 1, quotas: wide.quotas })
  }
  const callers = await Promise.all(Array.from({ length: 60 }, () => opened(url, 'ours')))
  const before = heldBytes()
  for (const { socket, say } of callers) {
    socket.pause()
    say([1, 'read', 0])
  }
  const reader = await opened(url, 'ours')
  reader.say([1, 'read', 0])
  for (let place = 1; place <= parts; place++) {
    expect((await reader.next('part'))[2]).toBe(place)
  }
  // The runtime frees unreferenced buffers at a time of its own.
  await expect.poll(() => heldBytes() - before, { timeout: 60_000 }).toBeLessThan(16 << 20)
  // Four checks. Some of them give signs of life, and still take nothing.
  for (let look = 0; look < 4; look++) {
    for (const { socket } of callers.slice(30)) socket.pong()
    // The second time the host has heard what the reader answered to its ping.
    for (const tag of [0, 1]) {
      reader.say([1, 'append', tag, sealed()])
      await reader.next('kept')
    }
    elapse(30_000)
  }
  const page = await fetch(`${url.replace('ws:', 'http:')}health`)
  expect(await page.json()).toMatchObject({ connections: 1 })
  reader.say([1, 'append', 9, sealed()])
  await reader.next('kept')
})

test('parts that a reader has not read wait in the store, also where the network would take them', async () => {
  const { url, store } = await hosted({ limits: defaultLimits, now: Date.now })
  for (let index = 0; index < 200; index++) {
    await store.append(pairOf('ours').public, sealed(16_384), { at: 1, quotas: wide.quotas })
  }
  const reader = await opened(url, 'ours', { autoPong: false })
  const pings: Buffer[] = []
  let bytes = 0
  reader.socket.on('ping', (nonce: Buffer) => pings.push(nonce))
  reader.socket.on('message', (data: Buffer) => (bytes += data.length))
  reader.say([1, 'read', 0])
  /** By then the host has received all frames, and all frames from it have come. */
  const roundTrip = async (): Promise<void> => {
    for (const tag of [0, 1]) {
      reader.say([1, 'append', tag, sealed()])
      await reader.next('kept')
    }
  }
  const most = defaultLimits.unread.perConnection + 20_000
  // It reads, and answers no ping, or with something else.
  await expect.poll(() => bytes).toBeGreaterThan(most - 40_000)
  await roundTrip()
  reader.socket.pong(Buffer.from('12345678'))
  await roundTrip()
  expect([bytes < most, pings.length]).toEqual([true, 1])
  // From now on it answers.
  reader.socket.on('ping', (nonce: Buffer) => reader.socket.pong(nonce))
  reader.socket.pong(pings[0])
  await expect.poll(() => bytes).toBeGreaterThan(200 * 16_384)
})

/** A host that members come to by its secret path, and the path. */
const closedHost = async (given: Parameters<typeof hosted>[0] = {}) => {
  const { path, known } = newSecretPath()
  const at = await hosted({ ...given, admits: known })
  return { ...at, path, open: at.url, url: at.url + path }
}

test('a closed host admits clients that know its path, however it is written, and no others', async () => {
  const { url, open, path } = await closedHost()
  expect(path).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){4}$/)
  for (const known of [url, `${url}/`, `${open}behind/a/proxy/${path}`, open + path.toUpperCase()])
    expect((await opened(known, 'ours')).answer[1]).toBe('opened')
  expect((await opened(open + path.replaceAll('-', ''), 'ours')).answer[1]).toBe('opened')
  const wrong = ['', 'health', path.slice(1), `${path}x`, `${path}/more`, newSecretPath().path]
  for (const other of wrong) {
    const [, response] = await once(call(open + other).socket, 'unexpected-response')
    expect([other, (response as IncomingMessage).statusCode]).toEqual([other, 404])
  }
  // The number of members, and the times of their visits, are not public either.
  const page = (name: string) => fetch(`${open.replace('ws:', 'http:')}${name}`)
  expect((await page('health')).status).toBe(404)
  expect((await page(`${path}/health`)).status).toBe(200)
})

test('a new path closes all connections that came by the one before', async () => {
  const { host, url, open } = await closedHost()
  const before = await opened(url, 'ours')
  const { path, known } = newSecretPath()
  host.admit(known)
  expect(await before.closed).toBe(1012)
  await expect(call(url).next('challenge')).rejects.toThrow('closed')
  expect((await opened(open + path, 'ours')).answer[1]).toBe('opened')
})

test('members are let in while another machine behind their address calls without end', async () => {
  const { url, open } = await closedHost({ limits: defaultLimits, now: Date.now })
  let isOver = false
  let knocks = 0
  const knock = async (): Promise<void> => {
    while (!isOver) {
      await call(open).closed
      knocks++
    }
  }
  const machine = Array.from({ length: 50 }, knock)
  await expect.poll(() => knocks, { timeout: 60_000 }).toBeGreaterThan(200)
  for (let member = 0; member < 20; member++)
    expect((await opened(url, `member ${member}`)).answer[1]).toBe('opened')
  isOver = true
  await Promise.all(machine)
})
