// Honest people are never refused: whatever three devices write, in whatever order the network
// brings it and however often, all of it is applied and all replicas show the same.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { digest } from '#core/keys'
import { clientIdOf, contentDigest, readPage } from '#shared/document'
import { admit, newReplica, updateLimits, type Rules } from '#core/documents'
import {
  deviceNamed,
  diceFrom,
  documentNamed,
  feedNamed,
  newAuthor,
  type Author,
} from '#tests/documents'

const document = documentNamed('shared')
const names = ['ana', 'badia', 'chen']

type Message = { device: number; feed: string; update: Uint8Array; after: Map<string, number> }

const rulesFor = (message: Message): Rules => {
  const device = deviceNamed(names[message.device] ?? '')
  const own = new Set(
    [0, 1].map(writer => clientIdOf(digest, device, feedNamed(message.feed), document, writer)),
  )
  return { limits: updateLimits, allowed: client => own.has(client) }
}

/** One device: a window, core's replica, and what it has received in which feed. */
const newDevice = (index: number, seed: number) => {
  const name = names[index] ?? ''
  const replica = newReplica()
  /** What the replica did of its own accord, unasked: it should do nothing. */
  let ownDoings = 0
  replica.on('afterTransaction', ({ local }: Y.Transaction) => {
    if (local) ownDoings++
  })
  let session = 0
  let window: Author
  const feeds = new Map<string, Message[]>()
  const refused: unknown[] = []
  const open = (): void => {
    session++
    const feed = feedNamed(`${name} ${session}`)
    const parts = { device: deviceNamed(name), feed, document, writer: session % 2 }
    window = newAuthor(parts, seed * 100 + index * 10 + session)
    window.hear(Y.encodeStateAsUpdate(replica))
  }
  open()
  const feedName = (): string => `${name} ${session}`
  return {
    index,
    replica,
    refused,
    ownDoings: () => ownDoings,
    open,
    /** Everything this device wrote, by feed, in order. */
    feeds,
    write(work: (author: Author) => Uint8Array[]): void {
      for (const update of work(window)) {
        const message = { device: index, feed: feedName(), update, after: new Map() }
        const admission = admit(replica, update, rulesFor(message))
        if (admission.is !== 'applied') refused.push(admission)
        feeds.set(message.feed, [...(feeds.get(message.feed) ?? []), message])
      }
    },
    /** Judges one message; true when it needs no second look. */
    hear(message: Message): boolean {
      const admission = admit(replica, message.update, rulesFor(message))
      if (admission.is === 'refused') refused.push(admission)
      if (admission.is === 'applied') window.hear(message.update)
      return admission.is !== 'waits'
    },
  }
}
type Device = ReturnType<typeof newDevice>

const digestOf = (doc: Y.Doc): string => contentDigest(readPage(doc), digest)

/** What `to` has not got of what `from` knows: each feed in order, feeds mixed, some twice. */
const newExchange = (seed: number) => {
  const dice = diceFrom(seed)
  const heard = new Map<string, number>()
  return (all: Device[], to: Device, share: number): void => {
    for (let moved = true; moved;) {
      moved = false
      for (const from of all) {
        if (from === to) continue
        for (const [feed, messages] of from.feeds) {
          const key = `${to.index} ${feed}`
          const next = heard.get(key) ?? 0
          const message = messages[next]
          if (!message || !dice.chance(share)) continue
          if (!to.hear(message)) continue
          heard.set(key, next + 1)
          moved = true
          const again = messages[dice.below(next + 1)]
          if (again && dice.chance(0.1)) to.hear(again)
        }
      }
    }
  }
}

test('5,000 updates of three devices, feeds mixed and repeated: none refused, all the same', () => {
  let updates = 0
  for (let seed = 1; updates < 5000; seed++) {
    const dice = diceFrom(seed)
    const devices = [0, 1, 2].map(index => newDevice(index, seed))
    const exchange = newExchange(seed + 1000)
    for (let turn = 0; turn < 60; turn++) {
      const device = dice.one(devices)
      for (let times = 1 + dice.below(4); times > 0; times--) device.write(author => author.write())
      if (dice.chance(0.03)) device.write(author => author.rewrite())
      if (dice.chance(0.04)) device.open()
      if (dice.chance(0.5)) exchange(devices, dice.one(devices), 0.7)
    }
    for (let round = 0; round < 20; round++) for (const to of devices) exchange(devices, to, 1)
    for (const device of devices) {
      expect(device.refused).toEqual([])
      expect(device.ownDoings()).toBe(0)
      expect(device.replica.store.pendingStructs).toBeNull()
      for (const messages of device.feeds.values()) updates += messages.length
    }
    const [first, ...others] = devices.map(device => Y.encodeStateVector(device.replica))
    for (const other of others) expect(other).toEqual(first)
    expect(new Set(devices.map(device => digestOf(device.replica))).size).toBe(1)
  }
  expect(updates).toBeGreaterThanOrEqual(5000)
})
