// Members' devices at two mailbox hosts that share a store, behind one address: news are exchanged at
// once whichever host a device came to, and hosts are restarted in turn without a loss.
import { expect, onTestFinished, test } from 'vitest'
import { random } from '#core/keys'
import type { Later } from '#core/sync'
import type { DocumentId } from '#shared/ids'
import { openHost, type Host } from '#mailbox'
import { memoryStore } from '#tests/memory-store'
import { temporaryArchive } from '#tests/archive'
import { freePort, openBalancer } from '#tests/balancer'
import { alice, joiner, type Person } from '#tests/group'
import { wide } from '#tests/mailbox'
import { until, withSync, type Device } from '#tests/sync'

const secret = random(32)
const store = memoryStore()

type Ports = { port: number; bell: number }

const openOn = async ({ port, bell }: Ports, other: Ports): Promise<Host> => {
  const host = await openHost({
    ...{ host: '127.0.0.1', port, store, limits: wide, version: '0', admits: 'everybody' },
    bell: { host: '127.0.0.1', port: bell, secret },
    now: Date.now,
  })
  host.call([`127.0.0.1:${other.bell}`])
  return host
}

/** Two hosts behind one address. */
const pair = async () => {
  const newPorts = async (): Promise<Ports> => ({ port: await freePort(), bell: await freePort() })
  const ports = [await newPorts(), await newPorts()] as const
  const hosts = [await openOn(ports[0], ports[1]), await openOn(ports[1], ports[0])]
  onTestFinished(async () => {
    for (const host of hosts) await host.close()
  })
  return {
    url: `ws://127.0.0.1:${await openBalancer(ports.map(({ port }) => port))}`,
    async restart(at: 0 | 1) {
      await hosts[at]!.close()
      hosts[at] = await openOn(ports[at], ports[at === 0 ? 1 : 0])
    },
  }
}

/** Timers of a device whose time goes fifty times as fast. */
const quick: Later = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds / 50)
  return () => clearTimeout(timer)
}

const online = (person: Person, url: string): Device => {
  const device = withSync(person, quick)
  device.sync.mailboxes.start()
  device.sync.mailboxes.set(person.group.id, url)
  return device
}

const stateOf = (device: Device): string => device.sync.mailboxes.status(device.group.id).state

const has = (device: Device, page: DocumentId, line: string): Promise<void> =>
  until(() => device.notebook.lines(page)?.includes(line) === true)

/** Two members, each at another host, with a document that both have. */
const members = async (url: string) => {
  const a = online(alice(), url)
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = online(joiner('Bob', a, { archive: temporaryArchive() }), url)
  await until(() => b.notebook.lines(page) !== null)
  return { a, b, page }
}

test('two devices came to two hosts: each knows that the other is there, and has its news at once', async () => {
  const { url } = await pair()
  const { a, b, page } = await members(url)
  await until(() => a.sync.isLive(a.group.id) && b.sync.isLive())
  for (let index = 0; index < 20; index++) {
    const [from, to] = index % 2 === 0 ? [a, b] : [b, a]
    from.notebook.write(page, `line ${index}`)
    await has(to, page, `line ${index}`)
  }
  expect([...a.defects, ...b.defects]).toEqual([])
})

test('hosts are restarted in turn while members write: nothing is lost, and none is out of reach', async () => {
  const { url, restart } = await pair()
  const { a, b, page } = await members(url)
  const states = new Set<string>()
  let isOver = false
  const watched = until(() => {
    for (const device of [a, b]) states.add(stateOf(device))
    return isOver
  })
  for (const at of [0, 1, 0, 1] as const) {
    const restarted = restart(at)
    for (let index = 0; index < 10; index++) {
      a.notebook.write(page, `of a, ${at} ${index}`)
      b.notebook.write(page, `of b, ${at} ${index}`)
      await new Promise(setImmediate)
    }
    await restarted
    a.notebook.write(page, `the last of a, ${at}`)
    b.notebook.write(page, `the last of b, ${at}`)
    await has(b, page, `the last of a, ${at}`)
    await has(a, page, `the last of b, ${at}`)
  }
  isOver = true
  await watched
  expect(a.notebook.lines(page)).toEqual(b.notebook.lines(page))
  expect(a.notebook.lines(page)).toHaveLength(2 * (2 * 10 + 2))
  expect([...states].filter(state => state !== 'connecting')).toEqual(['in-touch'])
  expect([...a.defects, ...b.defects]).toEqual([])
})
