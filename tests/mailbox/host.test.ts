// A mailbox host as its callers meet it: over real sockets, frame by frame.
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { random, sign } from '#core/keys'
import { Failure } from '#shared/failure'
import { openHost, sqliteStore, type Store } from '#mailbox'
import { memoryStore } from '#tests/memory-store'
import { temporaryDirectory } from '#tests/archive'
import { call, hosted, opened, pairOf, sealed, wide } from '#tests/mailbox'
import { certificate } from '#tests/certificate'

test('one device finds the parts of another in order, and then hears of more as they come', async () => {
  const { url } = await hosted()
  const a = await opened(url, 'ours')
  const [first, second, third] = [sealed(), sealed(16_384), sealed(1024)]
  a.say([1, 'append', 7, first])
  a.say([1, 'append', 8, second])
  const [, , tag, place] = await a.next('kept')
  expect(tag).toBe(7)
  await a.next('kept')

  const b = await opened(url, 'ours')
  expect(b.answer[3]).toBe((place as number) + 1)
  b.say([1, 'read', 0])
  expect((await b.next('part'))[3]).toEqual(first)
  expect((await b.next('part'))[3]).toEqual(second)
  await b.next('end')
  a.say([1, 'append', 9, third])
  expect((await b.next('part'))[3]).toEqual(third)

  const c = await opened(url, 'ours')
  c.say([1, 'read', (place as number) + 1])
  expect((await c.next('part'))[3]).toEqual(third)
  await c.next('end')
  // No client hears of its own part, or of another mailbox.
  b.say([1, 'append', 1, sealed()])
  await c.next('part')
  expect(b.heard.filter(([, kind]) => kind === 'part')).toEqual([])
})

test('only the holder of a mailbox key opens it, whichever connection came first', async () => {
  const { url } = await hosted()
  const ours = pairOf('ours')
  const theirs = pairOf('theirs')
  const tries = [
    // Another key for this name, before its holder ever came.
    (nonce: Uint8Array) => [1, 'open', ours.public, sign('mailbox', nonce, theirs.secret)],
    () => [1, 'open', ours.public, sign('mailbox', random(32), ours.secret)],
    (nonce: Uint8Array) => [1, 'open', ours.public, sign('message', nonce, ours.secret)],
    () => [1, 'open', ours.public, random(64)],
    () => [1, 'append', 1, sealed()],
    () => [1, 'read', 0],
  ]
  for (const attempt of tries) {
    const caller = call(url)
    const [, , nonce] = await caller.next('challenge')
    caller.say(attempt(nonce as Uint8Array) as never)
    expect(await caller.closed).toBe(4401)
  }
  expect((await opened(url, 'ours')).answer[3]).toBe(0)
})

test('a frame that no client sends ends that connection and no other', async () => {
  const { url } = await hosted()
  const honest = await opened(url, 'ours')
  honest.say([1, 'read', 0])
  await honest.next('end')
  const bad: [string, unknown, number][] = [
    ['noise', random(200), 4400],
    ['nothing', new Uint8Array(), 4400],
    ['another format', [2, 'read', 0], 4400],
    ['another kind', [1, 'list'], 4400],
    ['a place below zero', [1, 'read', -1], 4400],
    ['a part of no padded size', [1, 'append', 1, random(600)], 4400],
    ['an empty part', [1, 'append', 1, new Uint8Array()], 4400],
    ['one more entry', [1, 'append', 1, sealed(), 1], 4400],
    ['too long', random(16_500), 1009],
    ['far too long', random(1 << 20), 1009],
  ]
  for (const [name, value, code] of bad) {
    const caller = await opened(url, 'ours')
    caller.say(value as never)
    expect([name, await caller.closed]).toEqual([name, code])
  }
  const twice = await opened(url, 'ours')
  twice.say([1, 'read', 0])
  twice.say([1, 'read', 0])
  expect(await twice.closed).toBe(4400)
  const text = await opened(url, 'ours')
  text.socket.send('words')
  expect(await text.closed).toBe(1003)

  const other = await opened(url, 'ours')
  other.say([1, 'append', 1, sealed()])
  await honest.next('part')
})

test('a full mailbox refuses with a code and keeps what it has until that expires', async () => {
  const size = 552 + 64
  const { url, host, clock } = await hosted({
    limits: { ...wide, quotas: { mailbox: 2 * size, total: 3 * size } },
  })
  const a = await opened(url, 'ours')
  for (const tag of [1, 2, 3]) a.say([1, 'append', tag, sealed()])
  await a.next('kept')
  await a.next('kept')
  expect(await a.next('refused')).toEqual([1, 'refused', 3, 'mailbox-full'])
  const b = await opened(url, 'theirs')
  b.say([1, 'append', 1, sealed()])
  b.say([1, 'append', 2, sealed()])
  await b.next('kept')
  expect(await b.next('refused')).toEqual([1, 'refused', 2, 'host-full'])

  clock.time += wide.keeps - 3_600_000
  expect(await host.expire()).toBe(0)
  const reader = await opened(url, 'ours')
  reader.say([1, 'read', 0])
  await reader.next('part')
  await reader.next('part')
  clock.time += 2 * 3_600_000 + 1
  expect(await host.expire()).toBe(3)
  a.say([1, 'append', 4, sealed()])
  expect((await a.next('kept'))[2]).toBe(4)
})

test('a network with too many connections or too many calls waits its turn', async () => {
  const { url } = await hosted({
    limits: {
      ...wide,
      perNetwork: { ...wide.perNetwork, connections: 3, arrivals: { burst: 5, perSecond: 1 } },
    },
  })
  const status = async (): Promise<number> => {
    const caller = call(url)
    const answered = once(caller.socket, 'unexpected-response').then(
      ([, response]) => (response as { statusCode: number }).statusCode,
    )
    return Promise.race([answered, caller.next('challenge').then(() => 101)])
  }
  expect([await status(), await status(), await status(), await status()]).toEqual([
    101, 101, 101, 429,
  ])
})

test('behind a proxy each caller counts by its own address, and by one half of an IPv6 address', async () => {
  const limits = { ...wide, perNetwork: { ...wide.perNetwork, connections: 1 } }
  const { url } = await hosted({ limits, trustProxy: true })
  const from = (address: string) => ({ headers: { 'x-forwarded-for': `198.51.100.1, ${address}` } })
  await call(url, from('203.0.113.1')).next('challenge')
  await call(url, from('203.0.113.2')).next('challenge')
  await call(url, from('2001:db8:1:2::7')).next('challenge')
  const refused = call(url, from('2001:db8:1:2:ffff::8'))
  await expect(refused.next('challenge')).rejects.toThrow('closed')
  // Without a trusted proxy, the caller's own claim of an address is worthless.
  const { url: plain } = await hosted({ limits })
  await call(plain, from('203.0.113.1')).next('challenge')
  await expect(call(plain, from('203.0.113.2')).next('challenge')).rejects.toThrow('closed')
})

test('a connection over its share is read more slowly, and loses nothing', async () => {
  const { url } = await hosted({
    limits: { ...wide, perConnection: { burst: 4_096, perSecond: 1 << 20 } },
    now: Date.now,
  })
  const caller = await opened(url, 'ours')
  const begun = performance.now()
  for (let tag = 0; tag < 200; tag++) caller.say([1, 'append', tag, sealed(1024)])
  for (let tag = 0; tag < 200; tag++) expect((await caller.next('kept'))[2]).toBe(tag)
  // The last paid part may still be under way: a connection is one part ahead at most.
  expect(performance.now() - begun).toBeGreaterThan(100)
})

test('a slow reader is told everything, and fills no memory', async () => {
  const { url, store } = await hosted()
  const ours = pairOf('ours').public
  const quotas = wide.quotas
  const before = 400
  for (let index = 0; index < before; index++) {
    await store.append(ours, sealed(16_384), { at: 1, quotas })
  }
  const reader = await opened(url, 'ours')
  reader.socket.pause()
  reader.say([1, 'read', 0])
  const writer = await opened(url, 'ours')
  for (let tag = 0; tag < 100; tag++) writer.say([1, 'append', tag, sealed(16_384)])
  for (let tag = 0; tag < 100; tag++) await writer.next('kept')
  reader.socket.resume()
  const places: unknown[] = []
  while (places.length < before + 100) places.push((await reader.next('part'))[2])
  expect(places).toEqual(Array.from({ length: before + 100 }, (_, index) => index + 1))
})

test('how many others have it open is told, and nothing else about them', async () => {
  const { url } = await hosted()
  const a = await opened(url, 'ours')
  await opened(url, 'theirs')
  expect(await a.next('others')).toEqual([1, 'others', 0])
  const b = await opened(url, 'ours')
  expect(await a.next('others')).toEqual([1, 'others', 1])
  expect(await b.next('others')).toEqual([1, 'others', 1])
  b.socket.terminate()
  expect(await a.next('others')).toEqual([1, 'others', 0])
})

test('the health page counts, and names no one', async () => {
  const { url, clock } = await hosted({ version: '1.2.3' })
  const a = await opened(url, 'ours')
  a.say([1, 'append', 1, sealed()])
  await a.next('kept')
  clock.time += 61_000
  const page = url.replace('ws:', 'http:')
  const response = await fetch(`${page}health`)
  const text = await response.text()
  expect(JSON.parse(text)).toEqual({
    status: 'ok',
    version: '1.2.3',
    uptime: 61,
    connections: 1,
    mailboxes: 1,
    parts: 1,
    bytes: 552 + 64,
  })
  for (const path of ['', 'mailboxes', 'health/x', '../health/..']) {
    expect((await fetch(page + path)).status).toBe(404)
  }
  expect((await fetch(`${page}health`, { method: 'POST' })).status).toBe(404)
})

test('with a certificate it speaks TLS by itself, and takes a renewed one without a restart', async () => {
  const [first, second] = [certificate(), certificate()]
  const { url, host } = await hosted({ tls: first })
  expect((await opened(url, 'ours', { ca: first.cert })).answer[1]).toBe('opened')
  await expect(opened(url, 'ours')).rejects.toThrow('closed')
  host.renew(second)
  expect((await opened(url, 'ours', { ca: second.cert })).answer[1]).toBe('opened')
  await expect(opened(url, 'ours', { ca: first.cert })).rejects.toThrow('closed')
})

test('where it cannot listen, and with a key that is none, it says so', async () => {
  const { host } = await hosted()
  const options = {
    host: '127.0.0.1',
    store: memoryStore(),
    version: '0',
    now: Date.now,
    admits: 'everybody' as const,
  }
  await expect(openHost({ ...options, port: host.port })).rejects.toThrow(
    new Failure('not-permitted'),
  )
  await expect(openHost({ ...options, port: 0, tls: { cert: 'no', key: 'no' } })).rejects.toThrow(
    new Failure('invalid-input'),
  )
})

test('half requests, and requests for something else, hold nothing up', async () => {
  const { host, url } = await hosted()
  const half = connect(host.port, '127.0.0.1')
  half.write('GET / HTTP/1.1\r\nHost: x\r\n')
  const plain = connect(host.port, '127.0.0.1')
  plain.resume().write(random(300))
  await once(plain, 'close')
  expect((await opened(url, 'ours')).answer[1]).toBe('opened')
  half.destroy()
})

test('on closing, what was acknowledged is on the disk and callers are told', async () => {
  const directory = temporaryDirectory()
  const host = await openHost({
    host: '127.0.0.1',
    port: 0,
    store: sqliteStore(directory),
    version: '0',
    limits: wide,
    admits: 'everybody',
    now: Date.now,
  })
  const a = await opened(`ws://127.0.0.1:${host.port}`, 'ours')
  for (let tag = 0; tag < 50; tag++) a.say([1, 'append', tag, sealed()])
  await a.next('kept')
  await host.close()
  expect(await a.closed).toBe(1001)
  const kept = 1 + a.heard.filter(([, kind]) => kind === 'kept').length
  const store = sqliteStore(directory)
  expect((await store.usage()).parts).toBeGreaterThanOrEqual(kept)
  await store.close()
})

test('the log of a store became another one: callers are sent away, and places begin again', async () => {
  let current = memoryStore()
  let renewed = (): void => {}
  const store: Store = {
    append: (...words) => current.append(...words),
    read: (...words) => current.read(...words),
    usage: (...words) => current.usage(...words),
    dropExpired: (...words) => current.dropExpired(...words),
    close: () => current.close(),
    whenRenewed(work) {
      renewed = work
    },
  }
  const { url } = await hosted({ store })
  const a = await opened(url, 'ours')
  a.say([1, 'read', 0])
  for (const tag of [1, 2, 3]) a.say([1, 'append', tag, sealed()])
  for (let kept = 0; kept < 3; kept++) await a.next('kept')
  // The caller does not answer the closing, so the host keeps the connection for a while.
  a.socket.pause()
  current = memoryStore()
  renewed()
  const b = await opened(url, 'ours')
  expect(b.answer.slice(2, 4)).not.toEqual(a.answer.slice(2, 4))
  b.say([1, 'read', 0])
  await b.next('end')
  const c = await opened(url, 'ours')
  const first = sealed()
  c.say([1, 'append', 1, first])
  expect((await b.next('part')).slice(2)).toEqual([1, first])
  a.socket.resume()
  expect(await a.closed).toBe(1012)
})
