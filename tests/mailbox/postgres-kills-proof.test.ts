// Two hosts on one database with a synchronous standby, under 64 writers: one of the hosts, the primary
// or the standby is killed in mid-append while parts of many days come and expire. No acknowledged part
// is lost, no place is given twice, and a reader at each host hears every place, in order.
// Two kills here, 200 in `npm run prove`.
// @module-tag long
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { digest, toHex } from '#core/keys'
import { openPostgresStore, type Store } from '#mailbox'
import { freePort } from '#tests/balancer'
import { opened, pairOf, sealed } from '#tests/mailbox'
import { proves } from '#tests/of-proofs'
import { openFront, openPostgres, type Front, type Server } from '#tests/postgres'
import { series } from '#tests/series'
import { numbersFrom, patiently } from '#tests/trials'
import { follow } from './following.ts'

const { seeds, passed } = series('postgres-kills', 200)
const writers = 64
/** A standby asks again so soon for the primary that went away. */
const settings = ['wal_retrieve_retry_interval=500ms']
const kinds = ['host', 'primary', 'primary for good', 'standby'] as const

/** How many days ago the parts of each mailbox came; hosts keep them for 90. */
const young = [0, 1, 2, 3]
const mixed = [0, 2, 91, 92]
const old = [91, 92, 93]
/** The first one is followed. */
const days = [young, mixed, mixed, mixed, mixed, mixed, old, old]
const expiresAfter = 90

type HostProcess = {
  isRunning(): boolean
  /** Removes what has expired; how many parts that were, as far as it is known. */
  expire(): Promise<number>
  kill(): Promise<void>
}

type Ports = { port: number; bell: number }
let ports: [Ports, Ports]
const urlOf = (host: number): string => `ws://127.0.0.1:${ports[host]!.port}/`

const openHostProcess = async (host: number): Promise<HostProcess> => {
  const { port, bell } = ports[host]!
  const peer = ports[1 - host]!.bell
  const child: ChildProcess = fork(join(import.meta.dirname, 'appending-host.ts'), [
    ...[address, String(port), String(bell), String(peer)],
  ])
  const exited = once(child, 'exit').then(() => [0])
  const [first] = (await Promise.race([once(child, 'message'), exited])) as unknown[]
  expect(first).toBe('ready')
  return {
    isRunning: () => child.connected,
    async expire() {
      if (!child.connected) return 0
      const answered = once(child, 'message')
      child.send('expire')
      const [removed] = await Promise.race([answered, exited])
      return Number(removed)
    },
    async kill() {
      // The host has not ended by itself before.
      expect(child.exitCode).toBe(null)
      child.kill('SIGKILL')
      await exited
    },
  }
}

let primary: Server
let standby: Server
let front: Front
let address: string
let hosts: HostProcess[]

type Kept = { digest: string; age: number }
/** Each acknowledged part, by the name of its mailbox and its place. */
const acknowledged = new Map<string, Map<number, Kept>>()
const twice: string[] = []
/** Parts for which a host says that there is no room; there is. */
const refused: string[] = []
const pauses: number[] = []

const newPorts = async (): Promise<Ports> => ({ port: await freePort(), bell: await freePort() })

beforeAll(async () => {
  primary = await openPostgres(settings)
  front = await openFront(primary)
  address = front.address(await primary.database())
  standby = await primary.standby()
  ports = [await newPorts(), await newPorts()]
  // One makes the tables.
  hosts = [await openHostProcess(0), await openHostProcess(1)]
  await primary.waitFor(true)
})
afterAll(async () => {
  await Promise.all((hosts ?? []).map(host => host.kill()))
  await front.close()
  await standby.remove()
  await primary.remove()
})

const digestOf = (bytes: Uint8Array): string => toHex(digest('a part of a proof', bytes))

const note = (name: string, place: number, bytes: Uint8Array): void => {
  const places = acknowledged.get(name) ?? new Map<number, Kept>()
  if (places.has(place)) twice.push(`${name} ${place}`)
  acknowledged.set(name, places.set(place, { digest: digestOf(bytes), age: bytes[0]! }))
}

const openedStore = async (): Promise<Store> => {
  const store = await openPostgresStore(address)
  onTestFinished(() => store.close())
  return store
}

/** The parts of a mailbox that are there. */
const partsOf = async (store: Store, name: string): Promise<Map<number, Uint8Array>> => {
  const found = new Map<number, Uint8Array>()
  for (let after = 0; ;) {
    const page = await store.read(pairOf(name).public, after, 1 << 20)
    const last = page.at(-1)
    if (!last) break
    after = last.place
    for (const { place, bytes } of page) found.set(place, bytes)
  }
  return found
}

/** Acknowledged parts that are not among these, or otherwise. An expired one may be away. */
const missingFrom = (name: string, found: ReadonlyMap<number, Uint8Array>): string[] =>
  [...(acknowledged.get(name) ?? [])].flatMap(([place, kept]) => {
    const bytes = found.get(place)
    const isThere = bytes ? digestOf(bytes) === kept.digest : kept.age > expiresAfter
    return isThere ? [] : [`${name} ${place}`]
  })

/** Writers until `stop`, as many at each host and mailbox. */
const startWriting = (names: readonly string[], number: () => number) => {
  let running = true
  const heard = new Set<{ begun: number; host: number; hear(): void }>()
  const partOf = (box: number): Uint8Array => {
    const bytes = sealed(1_024)
    const ages = days[box]!
    bytes[0] = ages[Math.floor(number() * ages.length)]!
    return bytes
  }
  /** Until the connection ends: the host may have kept what was not acknowledged. */
  const visit = async (host: number, box: number): Promise<void> => {
    const name = names[box]!
    const { say, either, socket } = await opened(urlOf(host), name)
    for (let tag = 1; running; tag++) {
      const bytes = partOf(box)
      const begun = performance.now()
      say([1, 'append', tag, bytes])
      const [, answer, , place] = await either('kept', 'refused')
      if (answer === 'refused') {
        refused.push(`${name}: ${place as string}`)
        continue
      }
      note(name, place as number, bytes)
      for (const each of heard) if (begun >= each.begun && host === each.host) each.hear()
    }
    socket.terminate()
  }
  const write = async (writer: number): Promise<void> => {
    const [host, box] = [writer % 2, (writer >> 1) % names.length]
    while (running) await visit(host, box).catch(() => pause(50))
  }
  const all = Array.from({ length: writers }, (_, writer) => write(writer))
  return {
    /** Resolves when so many parts whose writing begins from now on are kept by this host. */
    next: (many: number, host: number) =>
      new Promise<void>(resolve => {
        let left = many
        const entry = {
          begun: performance.now(),
          host,
          hear() {
            if (--left > 0) return
            heard.delete(entry)
            resolve()
          },
        }
        heard.add(entry)
      }),
    async stop() {
      running = false
      await Promise.all(all)
    },
  }
}

/** Kills one of them, and sees to it that there is one again. */
const killed: Record<(typeof kinds)[number], (host: number) => Promise<void>> = {
  async host(host) {
    await hosts[host]!.kill()
    hosts[host] = await openHostProcess(host)
  },
  async primary() {
    await primary.kill()
    await primary.start()
  },
  async 'primary for good'() {
    await primary.kill()
    await standby.promote()
    front.turn(standby)
  },
  async standby() {
    await standby.kill()
    await standby.start()
  },
}

/** There is a standby that commits wait for. */
const followed = async (kind: (typeof kinds)[number]): Promise<void> => {
  if (kind === 'primary for good') {
    await primary.remove()
    primary = standby
    standby = await primary.standby()
  }
  await primary.waitFor(true)
}

const expireAll = (): Promise<number[]> => Promise.all(hosts.map(host => host.expire()))

test.each(seeds)(
  'when one is killed (%i), every acknowledged part is there and told of in order, and no place is given twice',
  async seed => {
    expect(hosts.filter(each => each.isRunning())).toHaveLength(2)
    const number = numbersFrom(seed)
    // Every kind of kill comes in turn, those that cost most first.
    const kind = kinds[(seed + 1) % kinds.length]!
    const host = Math.floor(number() * hosts.length)
    const names = days.map((_, box) => `mailbox ${box} of ${seed}`)
    const readers = hosts.map((_, at) => follow(urlOf(at), names[0]!))
    const writing = startWriting(names, number)
    onTestFinished(async () => {
      await writing.stop()
      for (const reader of readers) reader.stop()
    })
    await Promise.all(hosts.map((_, at) => writing.next(20 + Math.floor(number() * 200), at)))
    const begun = performance.now()
    const again = writing.next(1, host)
    await Promise.all([killed[kind](host), again, expireAll()])
    const stood = performance.now() - begun
    pauses.push(stood)
    await Promise.all(hosts.map((_, at) => writing.next(20, at)))
    await followed(kind)
    await writing.stop()

    const store = await openedStore()
    const kept = await Promise.all(names.map(name => partsOf(store, name)))
    expect(names.flatMap((name, box) => missingFrom(name, kept[box]!))).toEqual([])
    expect(twice).toEqual([])
    expect(refused).toEqual([])
    // Each reader hears all that is there, by the bell or by its host's question.
    const newest = Math.max(...kept[0]!.keys())
    for (const { parts, gaps } of readers) {
      await expect.poll(() => [...parts().keys()].at(-1)).toBe(newest)
      expect(gaps).toEqual([])
      expect([...parts()].map(([place, bytes]) => [place, digestOf(bytes)])).toEqual(
        [...kept[0]!].map(([place, bytes]) => [place, digestOf(bytes)]),
      )
    }
    for (const name of names.filter((_, box) => days[box] === old)) {
      await expect.poll(async () => (await expireAll(), partsOf(store, name))).toEqual(new Map())
    }
    const count = kept.reduce((sum, parts) => sum + parts.size, 0)
    passed(seed, `${kind}: ${count} parts there, writing again after ${stood.toFixed(0)} ms`)
  },
  patiently.timeout,
)

test('after all kills every acknowledged part is there, and writing went on within ten seconds', async () => {
  let count = 0
  const store = await openedStore()
  for (const [name, places] of acknowledged) {
    count += places.size
    expect(missingFrom(name, await partsOf(store, name))).toEqual([])
  }
  expect(twice).toEqual([])
  expect(count).toBeGreaterThan(seeds.length * writers)
  const sorted = pauses.toSorted((a, b) => a - b)
  const p95 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0
  console.log(`${seeds.length} kills, ${count} parts; writing again: p95 ${p95.toFixed(0)} ms`)
  // The time that is promised is that of a machine which does nothing else.
  expect(p95).toBeLessThan(proves ? 10_000 : 60_000)
})
