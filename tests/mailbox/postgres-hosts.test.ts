// Several mailbox hosts on one PostgreSQL: two processes as an operator starts them, and the question
// by which a host that heard no bell finds what is new.
// @module-tag long
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { random } from '#core/keys'
import { openPostgresStore } from '#mailbox'
import { freePort, openBalancer } from '#tests/balancer'
import { baraza, start, type Running } from '#tests/command-line'
import { opened, sealed, type Caller } from '#tests/mailbox'
import { openPostgres, type Server } from '#tests/postgres'

let home: string
let server: Server
const at = (name: string): string => join(home, name)

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-hosts-'))
  server = await openPostgres()
  writeFileSync(at('store'), `${server.address(await server.database())}\n`)
  writeFileSync(at('secret'), `${Buffer.from(random(32)).toString('hex')}\n`)
})
afterAll(async () => {
  await server.remove()
  rmSync(home, { recursive: true, force: true })
})

const shared = (data: string): string[] => ['mailbox', '--open', '--data', at(data)]

type Ports = { port: number; bell: number }

const begin = async (ports: Ports, other: Ports): Promise<Running> => {
  const [own, peer] = [`127.0.0.1:${ports.bell}`, `127.0.0.1:${other.bell}`]
  const running = start(
    [
      ...shared(`data-${ports.port}`),
      ...['--listen', `127.0.0.1:${ports.port}`, '--store', `@${at('store')}`],
      // The same list for each host: its own address in it does not count.
      ...['--bell', own, '--peers', `${own},${peer}`, '--bell-secret', at('secret')],
    ],
    {},
  )
  await running.event(({ event }) => event === 'listening')
  return running
}

const reader = async (url: string): Promise<Caller> => {
  const caller = await opened(url, 'ours')
  caller.say([1, 'read', 0])
  await caller.next('end')
  return caller
}

const ascending = (places: number[]): number[] => [...new Set(places)].toSorted((x, y) => x - y)

/** Places of other parts and of its own, in the order in which a caller receives them. */
const placesUntil = async (last: number, own: number, caller: Caller) => {
  const found: { told: number[]; kept: number[] } = { told: [], kept: [] }
  while (found.told.at(-1) !== last || found.kept.length < own) {
    const frame = await caller.either('part', 'kept')
    if (frame[1] === 'part') found.told.push(frame[2] as number)
    else found.kept.push(frame[3] as number)
  }
  return found
}

test('two processes on one database: a part goes across, health is of both, and a restart loses nothing', async () => {
  const newPorts = async (): Promise<Ports> => ({ port: await freePort(), bell: await freePort() })
  const [first, second] = [await newPorts(), await newPorts()]
  const hosts = [await begin(first, second), await begin(second, first)]
  onTestFinished(async () => {
    for (const host of hosts) await host.kill()
  })
  const urls = [first, second].map(({ port }) => `ws://127.0.0.1:${port}/`)
  const health = async (url: string): Promise<Record<string, unknown>> =>
    (await fetch(`${url.replace('ws', 'http')}health`)).json() as Promise<Record<string, unknown>>
  for (const url of urls) await expect.poll(() => health(url)).toMatchObject({ hosts: 2 })

  const [a, b] = await Promise.all(urls.map(reader))
  const parts = Array.from({ length: 40 }, () => sealed())
  for (const [tag, part] of parts.entries()) (tag % 2 === 0 ? a! : b!).say([1, 'append', tag, part])
  const state = async (url: string): Promise<unknown[]> => {
    const { connections, parts: kept } = await health(url)
    return [connections, kept, ...hosts.flatMap(host => host.said())]
  }
  for (const url of urls) await expect.poll(() => state(url)).toEqual([2, 40])
  const c = await reader(urls[0]!)
  c.say([1, 'append', 1, sealed()])
  const last = (await c.next('kept'))[3] as number
  c.socket.terminate()
  for (const caller of [a!, b!]) {
    const { told, kept } = await placesUntil(last, parts.length / 2, caller)
    expect([told, kept]).toEqual([ascending(told), ascending(kept)])
    // A caller may receive a part of its own.
    expect(ascending([...told, ...kept])).toEqual([...parts.keys(), 40].map(index => index + 1))
  }

  for (const isThere of [true, false]) {
    await server.ask(`ALTER SYSTEM SET synchronous_standby_names = '${isThere ? 'standby' : ''}'`)
    await server.ask('SELECT pg_reload_conf()')
    for (const url of urls) await expect.poll(() => health(url)).toMatchObject({ standby: isThere })
  }

  // Behind one address: the callers of a host that ends are taken by the other one.
  const front = `ws://127.0.0.1:${await openBalancer([first.port, second.port])}/`
  expect(await hosts[0]!.end()).toBe(0)
  expect(await a!.closed).toBe(1001)
  const again = await opened(front, 'ours')
  again.say([1, 'append', 1, sealed()])
  const [, , , kept] = await again.next('kept')
  expect((await b!.next('part'))[2]).toBe(kept)
  hosts[0] = await begin(first, second)
  expect(await hosts[1]!.end()).toBe(0)
  expect((await opened(front, 'ours')).answer[3]).toBe(kept)
  // No host keeps a part, or anything of a caller, on its own disk.
  expect(readdirSync(at(`data-${first.port}`))).toEqual([])
})

test('a host says the code of an error of its database, and no more', async () => {
  const name = await server.database()
  writeFileSync(at('closed'), `${server.address(name)}\n`)
  const listen = ['--listen', '127.0.0.1:0', '--store', `@${at('closed')}`]
  const host = start([...shared('closed-data'), ...listen], {})
  onTestFinished(() => host.kill())
  const { port } = await host.event(({ event }) => event === 'listening')
  await server.ask(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  await server.ask(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  )
  // The first ones may meet a connection that has just ended.
  const health = async (): Promise<string[]> => {
    await fetch(`http://127.0.0.1:${String(port)}/health`)
    return host.said()
  }
  await expect.poll(health).toContain('defect: Error 55000')
})

test('a store that several hosts share says the newest places of many mailboxes at once', async () => {
  const store = await openPostgresStore(server.address(await server.database()))
  onTestFinished(() => store.close())
  const given = { at: 1, quotas: { mailbox: 1 << 20, total: 1 << 20 } }
  const boxes = Array.from({ length: 1_000 }, () => random(32))
  for (const [count, box] of boxes.slice(0, 4).entries()) {
    for (let times = 0; times < count; times++) await store.append(box, sealed(), given)
  }
  const expected = boxes.map((_, index) => (index < 4 ? index : 0))
  expect(await store.newest!(boxes)).toEqual(expected)
  expect(await store.newest!(boxes.toReversed())).toEqual(expected.toReversed())
})

test('the address of the store is never typed, and hosts with a bell have a store and a secret', async () => {
  const listen = [...shared('data'), '--listen', '127.0.0.1:0']
  writeFileSync(at('short'), 'too short\n')
  writeFileSync(at('other'), 'mysql://somewhere/\n')
  writeFileSync(at('nowhere'), `postgres://127.0.0.1:${await freePort()}/none\n`)
  const bell = ['--bell', '127.0.0.1:0', '--peers', '127.0.0.1:1']
  const said = async (...words: string[]): Promise<[number | null, string]> => {
    const { code, error } = await baraza([...listen, ...words])
    return [code, error]
  }
  const typed = await said('--store', 'postgres://host:secret@127.0.0.1/baraza')
  expect(typed).toEqual([2, expect.stringContaining('is read from a file: --store @FILE')])
  expect(typed[1]).not.toContain('secret')
  expect(await said('--store', `@${at('other')}`)).toEqual([
    2,
    expect.stringContaining('postgres://'),
  ])
  expect(await said(...bell)).toEqual([2, expect.stringContaining('go together')])
  const store = ['--store', `@${at('store')}`]
  expect(await said(...store, ...bell, '--bell-secret', at('short'))).toEqual([
    2,
    expect.stringContaining('32 characters'),
  ])
  expect(await said(...bell, '--bell-secret', at('secret'))).toEqual([
    2,
    expect.stringContaining('--store'),
  ])
  expect(await said('--store', `@${at('nowhere')}`)).toEqual([
    1,
    expect.stringContaining('address-unreachable'),
  ])
  const env = { BARAZA_MAILBOX_STORE: `@${at('nowhere')}` }
  expect((await baraza(listen, env)).error).toContain('address-unreachable')
})
