// Three to eight devices in changing partitions write, format and undo. Messages come twice, late,
// or in another order, some devices join late with a state, and their clocks are ten years apart.
// In the end all have the same bytes. 100 schedules here, 10,000 in `npm run prove`; a seed is a
// schedule.
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { digest, toHex } from '#core/keys'
import { diceFrom, shuffled } from '#tests/documents'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { newDevice, newExchange, type Device } from './honest.ts'

const schedulesOfBatch = 100
const tenYears = 10 * 365 * 86_400_000
const realNow = Date.now

afterEach(() => void vi.restoreAllMocks())

/** The state in the form for others; long, so by its hash. */
const stateOf = ({ replica }: Device): string =>
  toHex(digest('state', Y.encodeStateAsUpdate(replica)))

const play = (seed: number) => {
  const dice = diceFrom(seed)
  const count = 3 + dice.below(6)
  const exchange = newExchange(seed + 1000)
  const devices = Array.from({ length: count - 1 }, (_, index) => newDevice(index, seed))
  const counts = { updates: 0, parted: 0 }
  let clock = 0
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + clock)
  /** Runs work on a device, whose clock is wrong in a way of its own. */
  const on = (device: Device, work: () => void): void => {
    clock = ((device.index % 3) - 1) * tenYears
    work()
  }
  for (let part = 0; part < 3; part++) {
    // Partitions for now: one or two sides; messages to the other side are lost.
    const order = shuffled(devices, dice)
    const border = dice.below(order.length + 1)
    const sides = [order.slice(0, border), order.slice(border)].filter(side => side.length > 0)
    if (sides.length > 1) counts.parted++
    for (let turn = 0; turn < 4; turn++) {
      const device = dice.one(devices)
      on(device, () => device.write(author => author.write()))
      if (dice.chance(0.1)) on(device, device.open)
      const side = dice.one(sides)
      const to = dice.one(side)
      if (dice.chance(0.5)) on(to, () => exchange(side, to, 0.6))
    }
    if (part === 1) {
      const { replica } = dice.one(devices)
      devices.push(newDevice(count - 1, seed, Y.encodeStateAsUpdate(replica)))
    }
  }
  for (let round = 0; round < 20 && new Set(devices.map(stateOf)).size > 1; round++)
    for (const to of shuffled(devices, dice)) on(to, () => exchange(devices, to, 1))
  for (const { feeds } of devices)
    for (const messages of feeds.values()) counts.updates += messages.length
  return {
    ...counts,
    refused: devices.flatMap(({ refused }) => refused),
    ownDoings: devices.reduce((sum, device) => sum + device.ownDoings(), 0),
    pending: devices.filter(({ replica }) => replica.store.pendingStructs !== null).length,
    states: new Set(devices.map(stateOf)).size,
  }
}

test('any schedule: all devices end with the same bytes', patiently, () => {
  const { seeds, passed } = series('partitions', 100)
  for (const seed of seeds) {
    const total = { updates: 0, parted: 0 }
    for (let at = 0; at < schedulesOfBatch; at++) {
      const schedule = seed * schedulesOfBatch + at
      const { updates, parted, ...outcome } = play(schedule)
      const hoped = { refused: [], ownDoings: 0, pending: 0, states: 1 }
      expect({ schedule, ...outcome }).toEqual({ schedule, ...hoped })
      total.updates += updates
      total.parted += parted
    }
    expect(total.parted).toBeGreaterThan(schedulesOfBatch)
    passed(
      seed,
      `${schedulesOfBatch} schedules, ${total.updates} updates, ${total.parted} times parted`,
    )
  }
})
