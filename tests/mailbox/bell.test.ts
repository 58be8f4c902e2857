// Several hosts on one store: a part that is appended at one reaches readers at the others, in
// order and once, also where a bell is not heard. Real sockets; time set by hand.
import { on, once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { digest, random, toHex, utf8 } from '#core/keys'
import type { HostOptions, Store } from '#mailbox'
import { memoryStore } from '#tests/memory-store'
import { handshakes, hosted, opened, pairOf, sealed, type Caller } from '#tests/mailbox'
import { bellKey, readBell, writeBell, type Ring } from '../../src/mailbox/bell-frames.ts'
import { mostPending, openBellCaller } from '../../src/mailbox/bell-caller.ts'
import { openBoxes } from '../../src/mailbox/boxes.ts'

const secret = random(32)
const bell = { host: '127.0.0.1', port: 0, secret }
const tick = 20_000

type Several = Partial<HostOptions> & { isRung?: boolean }

/** Hosts on one store, of which each rings all others where `isRung`. */
const several = async (count: number, { isRung = true, ...given }: Several = {}) => {
  const store = given.store ?? memoryStore()
  const hosts = await Promise.all(
    Array.from({ length: count }, () => hosted({ bell, ...given, store })),
  )
  const bells = hosts.map(({ host }) => `127.0.0.1:${host.bell()}`)
  const health = async (at: number): Promise<unknown> =>
    (await fetch(`${hosts[at]!.url.replace('ws', 'http')}health`)).json()
  if (isRung) {
    for (const [at, { host }] of hosts.entries()) host.call(bells.toSpliced(at, 1))
    for (const at of hosts.keys()) {
      await expect.poll(() => health(at)).toMatchObject({ hosts: count })
    }
  }
  return { store, hosts, bells, urls: hosts.map(({ url }) => url), health }
}

const reader = async (url: string, name = 'ours'): Promise<Caller> => {
  const caller = await opened(url, name)
  caller.say([1, 'read', 0])
  await caller.next('end')
  return caller
}

const appends = async (caller: Caller, parts: readonly Uint8Array[]): Promise<void> => {
  for (const [tag, part] of parts.entries()) caller.say([1, 'append', tag, part])
  for (const _ of parts) await caller.next('kept')
}

const others = async (caller: Caller, count: number): Promise<void> => {
  while ((await caller.next('others'))[2] !== count);
}

test('a part that is appended at one host reaches readers at all, and no other mailbox', async () => {
  const { urls } = await several(3)
  const writer = await reader(urls[0]!)
  const readers = await Promise.all(urls.map(url => reader(url)))
  const stranger = await reader(urls[1]!, 'theirs')
  const parts = [sealed(), sealed(16_384), sealed(1024)]
  await appends(writer, parts)
  for (const each of readers) {
    for (const part of parts) expect((await each.next('part'))[3]).toEqual(part)
  }
  await appends(stranger, [sealed()])
  expect([...writer.heard, ...stranger.heard].filter(([, kind]) => kind === 'part')).toEqual([])
})

/** A store whose answers come late, and not in the order of the places. */
const unordered = (store: Store): Store => ({
  ...store,
  async append(...given) {
    const outcome = await store.append(...given)
    for (let turns = random(1)[0]! % 4; turns > 0; turns--) await new Promise(setImmediate)
    return outcome
  },
})

test('writers at two hosts append at once: every reader has each place once, in order', async () => {
  const { urls } = await several(2, { store: unordered(memoryStore()) })
  const count = 200
  const readers = await Promise.all(urls.map(url => reader(url)))
  const writers = await Promise.all([...urls, ...urls].map(url => reader(url)))
  const parts = Array.from({ length: count }, () => sealed())
  await Promise.all(writers.map(writer => appends(writer, parts)))
  const all = Array.from({ length: count * writers.length }, (_, index) => index + 1)
  for (const each of readers) {
    const places: unknown[] = []
    while (places.length < all.length) places.push((await each.next('part'))[2])
    expect(places).toEqual(all)
  }
})

test('a bell is not heard: the host asks about all open mailboxes at once, and the part comes', async () => {
  const store = memoryStore()
  const asked: number[] = []
  const newest: Store['newest'] = mailboxes => {
    asked.push(mailboxes.length)
    return store.newest!(mailboxes)
  }
  const { later, elapse } = handshakes()
  const { urls } = await several(2, { isRung: false, store: { ...store, newest }, later })
  const readers = await Promise.all(
    ['ours', 'theirs', 'of others'].map(name => reader(urls[1]!, name)),
  )
  const part = sealed()
  await appends(await reader(urls[0]!), [part])
  // Another call is answered: by now a part that was told would be here.
  await reader(urls[1]!)
  expect(readers.flatMap(({ heard }) => heard)).toEqual([])
  elapse(tick)
  expect((await readers[0]!.next('part'))[3]).toEqual(part)
  expect(new Set(asked)).toEqual(new Set([1, 3]))
})

test('members at several hosts are counted together, and a host that ended counts no more', async () => {
  const { urls, hosts, health } = await several(2)
  const a = await reader(urls[0]!)
  const b = await reader(urls[1]!)
  await Promise.all([others(a, 1), others(b, 1)])
  const c = await reader(urls[1]!)
  await Promise.all([others(a, 2), others(b, 2), others(c, 2)])
  for (const at of [0, 1]) {
    await expect.poll(() => health(at)).toMatchObject({ hosts: 2, connections: 3 })
  }
  c.socket.terminate()
  await Promise.all([others(a, 1), others(b, 1)])
  await hosts[1]!.host.close()
  await others(a, 0)
  await expect.poll(() => health(0)).toMatchObject({ hosts: 1, connections: 1 })
})

test('a host comes again at its address: the others ring it by themselves', async () => {
  const { store, hosts, bells, urls } = await several(2)
  await hosts[1]!.host.close()
  const port = Number(bells[1]!.split(':')[1])
  const again = await hosted({ store, bell: { ...bell, port } })
  const waiting = await reader(again.url)
  const writer = await reader(urls[0]!)
  again.host.call([bells[0]!])
  await others(waiting, 1)
  const part = sealed()
  await appends(writer, [part])
  expect((await waiting.next('part'))[3]).toEqual(part)
})

const rings = (count: number): Ring[] =>
  Array.from({ length: count }, (_, at) => ({
    address: digest('a mailbox of a test', utf8(String(at))),
    place: 1,
    guests: 1,
  }))

test('a frame is good for one secret, one connection and one turn', () => {
  const seal = { key: bellKey(secret), nonce: random(16), turn: 3 }
  const frame = { from: random(16), connections: 7, rings: rings(512) }
  const bytes = writeBell(seal, frame)
  expect(readBell(seal, bytes)).toEqual(frame)
  expect(readBell({ ...seal, turn: 4 }, bytes)).toBe(null)
  expect(readBell({ ...seal, nonce: random(16) }, bytes)).toBe(null)
  expect(readBell({ ...seal, key: bellKey(random(32)) }, bytes)).toBe(null)
  expect(readBell(seal, writeBell(seal, { ...frame, rings: rings(513) }))).toBe(null)
  expect(bytes.length).toBeLessThan(32_768)
  // Neither address nor place is to be read on the way.
  expect(Buffer.from(bytes).includes(Buffer.from(frame.rings[0]!.address))).toBe(false)
})

test('a caller without the secret is cut off, one that says nothing ends, and neither is a host', async () => {
  const { later, elapse } = handshakes()
  const { bells, urls, health } = await several(1, { later, isRung: false })
  const call = async (): Promise<{ socket: WebSocket; nonce: Uint8Array }> => {
    const socket = new WebSocket(`ws://${bells[0]}/`)
    onTestFinished(() => socket.terminate())
    const [nonce] = (await once(socket, 'message')) as [Buffer]
    return { socket, nonce: new Uint8Array(nonce) }
  }
  const silent = await call()
  const wrong = await call()
  const victim = await reader(urls[0]!)
  const ring = { address: pairOf('ours').public, place: 0, guests: 5 }
  const forged = { key: bellKey(random(32)), nonce: wrong.nonce, turn: 0 }
  wrong.socket.send(writeBell(forged, { from: random(16), connections: 9, rings: [ring] }))
  await once(wrong.socket, 'close')
  expect(await health(0)).toMatchObject({ hosts: 1, connections: 1 })
  const ended = once(silent.socket, 'close')
  for (let ticks = 0; ticks < 3; ticks++) elapse(tick)
  await ended
  elapse(100)
  expect(await victim.next('others')).toEqual([1, 'others', 0])
})

/** A host that is called by a caller of `open`, and hears what it rings. */
const called = async (open: () => IterableIterator<Ring>) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const key = bellKey(secret)
  const nonce = random(16)
  const later = () => () => {}
  const peer = `127.0.0.1:${port}`
  const from = random(16)
  const caller = openBellCaller({ ...{ peer, key, from, later, open }, connections: () => 1 })
  onTestFinished(() => caller.close())
  const [socket] = (await once(server, 'connection')) as [WebSocket]
  async function* heard() {
    let turn = 0
    for await (const [data] of on(socket, 'message') as AsyncIterable<[Buffer]>) {
      yield readBell({ key, nonce, turn: turn++ }, new Uint8Array(data))!.rings
    }
  }
  const frames = heard()
  const first = frames.next()
  socket.send(nonce)
  expect(await first).toMatchObject({ value: [] })
  return { caller, socket, frames }
}

test('a host that takes a call and says nothing is called again, and one that speaks is not', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const { later, elapse } = handshakes()
  const given = { peer: `127.0.0.1:${port}`, key: bellKey(secret), from: random(16), later }
  const caller = openBellCaller({ ...given, open: () => [].values(), connections: () => 1 })
  onTestFinished(() => caller.close())
  const [silent] = (await once(server, 'connection')) as [WebSocket]
  const ended = once(silent, 'close')
  caller.tick()
  caller.tick()
  await ended
  const again = once(server, 'connection')
  await expect
    .poll(() => {
      elapse(1_000)
      return server.clients.size
    })
    .toBe(1)
  const [speaks] = (await again) as [WebSocket]
  caller.tick()
  const first = once(speaks, 'message')
  speaks.send(random(16))
  await first
  const told = once(speaks, 'message')
  caller.tick()
  await told
  expect(speaks.readyState).toBe(speaks.OPEN)
})

test('a host that calls itself, at an address that it does not know as its own, is no other host', async () => {
  const { hosts, bells, urls, health } = await several(2)
  const a = await reader(urls[0]!)
  await others(a, 0)
  hosts[0]!.host.call([bells[0]!, bells[1]!])
  const b = await reader(urls[1]!)
  await Promise.all([others(a, 1), others(b, 1)])
  const c = await reader(urls[0]!)
  await Promise.all([others(a, 2), others(b, 2), others(c, 2)])
  expect(await health(0)).toMatchObject({ hosts: 2, connections: 3 })
})

test('a host that reads nothing costs the one that rings it no memory and no wait', async () => {
  const last = { address: pairOf('last').public, place: 9, guests: 0 }
  let open: Ring[] = []
  const { caller, socket, frames } = await called(() => open.values())
  socket.pause()
  const many = rings(33_000)
  for (const place of [1, 2, 3]) for (const ring of many) caller.ring({ ...ring, place })
  open = [last]
  const heard = new Map<string, number>()
  socket.resume()
  for await (const told of frames) {
    for (const { address, place } of told) heard.set(toHex(address), place)
    if (heard.size === mostPending) caller.tick()
    if (heard.has(toHex(last.address))) break
  }
  // The newest place of each mailbox that had room, and no other.
  expect(heard.size).toBe(mostPending + 1)
  expect([...heard.values()].filter(place => place !== 3)).toEqual([9])
})

test('all open mailboxes are told again in frames, and no turn takes more than one', async () => {
  let taken = 0
  let open: Ring[] = []
  const { caller, frames } = await called(() =>
    open.values().map(ring => {
      taken++
      return ring
    }),
  )
  open = rings(3_000)
  const heard = new Set<string>()
  caller.tick()
  expect(taken).toBe(0)
  for await (const told of frames) {
    expect(told.length).toBeLessThanOrEqual(512)
    for (const { address } of told) heard.add(toHex(address))
    if (heard.size === open.length) break
  }
  expect(taken).toBe(3_000)
})

/** One guest of one mailbox at a host, without connections. */
const guests = () => {
  const store = memoryStore()
  const reads: number[] = []
  const announced: number[] = []
  const { later, elapse } = handshakes()
  const boxes = openBoxes({
    store: {
      read(mailbox, after, most) {
        reads.push(after)
        return store.read(mailbox, after, most)
      },
    },
    later,
    announce: ring => announced.push(ring.guests),
    defect(error) {
      throw error
    },
  })
  const address = pairOf('ours').public
  const places: number[] = []
  const guest = { appended: (place: number) => void places.push(place), counted() {} }
  boxes.enter({ address, last: 0, guest })
  const quotas = { mailbox: 1 << 20, total: 1 << 20 }
  return {
    ...{ reads, places, announced },
    counted: () => elapse(100),
    there: (host: object, count: number) => boxes.elsewhere(host, address, count),
    heard: (place: number) => boxes.heard(address, place),
    /** Another host appends. */
    elsewhere: () => store.append(address, sealed(), { at: 1, quotas }),
    async append(): Promise<void> {
      const kept = await store.append(address, sealed(), { at: 1, quotas })
      await boxes.publish(address, (kept as { place: number }).place, sealed(), guest)
    },
  }
}

test('a bell says more than there is: the host reads once, and goes on with what comes', async () => {
  const { append, heard, places, reads } = guests()
  heard(99)
  for (let times = 0; times < 3; times++) await append()
  expect(places).toEqual([1, 2, 3])
  expect(reads.length).toBeLessThanOrEqual(2)
})

test('a bell repeats a known place: nothing is read, and guests get the next place', async () => {
  const { append, elsewhere, heard, places, reads } = guests()
  await append()
  await append()
  heard(2)
  expect(reads).toEqual([])
  await elsewhere()
  heard(3)
  await append()
  expect(places).toEqual([1, 2, 3, 4])
})

test('a host hears the count of guests when it changes, and when the host first answers', () => {
  const { announced, counted, there } = guests()
  counted()
  expect(announced).toEqual([1])
  const [second, third] = [{}, {}]
  for (const count of [1, 2, 3, 2]) {
    there(second, count)
    counted()
  }
  expect(announced).toEqual([1, 1])
  there(third, 1)
  counted()
  expect(announced).toEqual([1, 1, 1])
  there(third, 0)
  there(third, 4)
  counted()
  expect(announced).toEqual([1, 1, 1, 1])
})
