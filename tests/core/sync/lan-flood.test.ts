// Two members find each other by their beacons while strangers send datagrams without end.
// @module-tag long
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { random } from '#core/keys'
import type { Later, LanOptions } from '#core/sync'
import { loopbackNetwork } from '#tests/lan'
import { aliceWithSync, joined } from '#tests/sync'
import { openBudget } from '../../../src/core/sync/lan/budget.ts'

/** Real time: the test measures the work of a second. */
const realTime: Later = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}

const perSecond = 2_000

/**
 * Sends datagrams from `next`, `perSecond`, from these addresses. `sent`: resolves after so many.
 */
const flood = async (network: LanOptions, addresses: readonly string[], next: () => Uint8Array) => {
  const { address: group, port } = network.multicast!
  const sockets = await Promise.all(
    addresses.map(async address => {
      const socket = createSocket('udp4').bind(0, address)
      await once(socket, 'listening')
      socket.setMulticastInterface('127.0.0.1')
      socket.setMulticastLoopback(true)
      return socket
    }),
  )
  let sent = 0
  const begun = performance.now()
  const timer = setInterval(() => {
    const due = ((performance.now() - begun) / 1000) * perSecond
    for (; sent < due; sent++) sockets[sent % sockets.length]!.send(next(), port, group)
  }, 5)
  onTestFinished(() => {
    clearInterval(timer)
    for (const socket of sockets) socket.close()
  })
  return {
    sent: (count: number) => expect.poll(() => sent, { timeout: 30_000 }).toBeGreaterThan(count),
  }
}

test('one sender uses half of the budget for datagrams: the others have the rest, and soon all is available again', () => {
  const timers: (() => void)[] = []
  const budget = openBudget(work => {
    timers.push(work)
    return () => {}
  })
  /** How many of 5,000 datagrams are tried. */
  const tried = (sender: string, cost: number): number => {
    let count = 0
    const work = (): number => {
      count++
      return cost
    }
    for (let times = 0; times < 5_000; times++) budget.spend(sender, work)
    return count
  }
  expect(timers).toHaveLength(0)
  expect([tried('10.0.0.1', 10), tried('10.0.0.2', 10), tried('10.0.0.3', 10)]).toEqual([
    ...[100, 100, 0],
  ])
  expect(timers).toHaveLength(1)
  timers[0]!()
  expect([tried('10.0.0.3', 0), tried('10.0.0.1', 1)]).toEqual([1_000, 1_000])
  expect(timers).toHaveLength(2)
})

const own = ['127.0.0.1']
const another = ['127.0.0.2']
const many = Array.from({ length: 200 }, (_, index) => `127.0.1.${index + 1}`)

test.each([
  ['noise like beacons from another address', another, () => random(146)],
  ['noise like beacons from the address of a member', own, () => random(146)],
  ['noise like beacons from two hundred addresses', many, () => random(146)],
  ['datagrams of another length', another, () => random(147)],
])('%s: two members find each other in a few seconds', async (_, addresses, next) => {
  const network = await loopbackNetwork()
  const a = aliceWithSync(realTime, network)
  const b = await joined('Bob', a, realTime, network)
  const strangers = await flood(network, addresses, next)
  await a.sync.lan.start()
  await strangers.sent(4_000)
  await b.sync.lan.start()
  await expect
    .poll(() => [a, b].every(({ sync }) => sync.peers().length === 1), { timeout: 60_000 })
    .toBe(true)
  expect([...a.defects, ...b.defects]).toEqual([])
})
