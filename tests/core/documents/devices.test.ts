// Three devices with two windows each, on real archives, write, flush and exchange in any order.
// Every edit of a window is accepted, every message is applied, and all devices show the same, also
// after each has read its archive again.
import { expect, test } from 'vitest'
import { temporaryArchive } from '#tests/archive'
import { trials } from '#tests/trials'
import {
  diceFrom,
  editAtRandom,
  openPen,
  openRoom,
  written,
  type Dice,
  type Room,
} from '#tests/documents'

/**
 * Brings `to` the messages of the others, each in order, the senders mixed; refusals are collected.
 */
const newCarrier = (ports: readonly Room[], dice: Dice) => {
  const next = new Map<string, number>()
  const refused: unknown[] = []
  const carryOne = (from: Room, to: Room): boolean => {
    const key = `${from.name} ${to.name}`
    const at = next.get(key) ?? 0
    const message = from.sent[at]
    const answer = message ? to.hear(message) : 'waits'
    if (answer === 'waits') return false
    if (answer !== 'applied') refused.push(answer)
    next.set(key, at + 1)
    return true
  }
  const carry = (to: Room, share: number): void => {
    for (let moved = true; moved;) {
      moved = false
      for (const from of ports)
        if (from !== to && dice.chance(share) && carryOne(from, to)) moved = true
    }
  }
  return { carry, refused }
}

const stories = trials(25, 5)

test(`${stories} stories of three devices`, async () => {
  let messages = 0
  for (let seed = 1; seed <= stories; seed++) {
    const dice = diceFrom(seed)
    const ports = ['ana', 'badia', 'chen'].map(name => openRoom(name, temporaryArchive()))
    const [ana] = ports
    if (!ana) throw new TypeError('no ports')
    const { carry, refused } = newCarrier(ports, dice)
    const id = await written(ana, 'one two', 'three four', 'five')
    await ana.documents.share(id)
    for (const room of ports) carry(room, 1)
    const desks = ports.map(room => ({ room, pens: [openPen(room, id), openPen(room, id)] }))
    for (let turn = 0; turn < 40; turn++) {
      const { room, pens } = dice.one(desks)
      const { doc } = dice.one(pens)
      for (let times = 1 + dice.below(6); times > 0; times--) editAtRandom(doc, dice)
      if (dice.chance(0.5)) await room.documents.flush()
      if (dice.chance(0.4)) carry(dice.one(ports), 0.6)
    }
    for (const room of ports) await room.documents.flush()
    for (let round = 0; round < 3; round++) for (const room of ports) carry(room, 1)
    const heard = desks.flatMap(({ pens }) => pens.flatMap(pen => pen.heard))
    expect([...refused, ...heard.filter(({ kind }) => kind === 'refused')]).toEqual([])
    const again = ports.map(room => openRoom(room.name, room.archive))
    expect(new Set([...ports, ...again].map(room => room.documents.digest(id))).size).toBe(1)
    messages += ports.reduce((sum, room) => sum + room.sent.length, 0)
  }
  expect(messages).toBeGreaterThan(16 * stories)
})
