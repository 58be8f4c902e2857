// Honest people are never refused: three devices write, the network brings the updates in any order
// and number, all of them are applied, and all replicas show the same. 200 updates here, 20,000 in
// `npm run prove`. Updates of the editor itself: `gate-editor.test.ts`.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { digest } from '#core/keys'
import { contentDigest } from '#document/history/versions'
import { readPage } from '#document/tree'
import { admit, newReplica, updateLimits } from '#core/documents'
import { everyRight } from '#shared/contract'
import { diceFrom, newPage, textIn } from '#tests/documents'
import { patiently, trials } from '#tests/trials'
import { newDevice, newExchange } from './honest.ts'

const figure = trials(20_000)

const digestOf = (doc: Y.Doc): string => contentDigest(readPage(doc), digest)

test(
  'updates of three devices come mixed and repeated: none is refused, and all show the same',
  patiently,
  () => {
    let updates = 0
    for (let seed = 1; updates < figure; seed++) {
      const dice = diceFrom(seed)
      const devices = [0, 1, 2].map(index => newDevice(index, seed))
      const exchange = newExchange(seed + 1000)
      for (let turn = 0; turn < 60; turn++) {
        const device = dice.one(devices)
        for (let times = 1 + dice.below(4); times > 0; times--)
          device.write(author => author.write())
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
    expect(updates).toBeGreaterThanOrEqual(figure)
  },
)

test('an edit split a character of an update that comes again: the update is known', () => {
  const rules = { limits: updateLimits, allowed: () => true, rights: () => everyRight }
  const author = newPage(101)
  const made: Uint8Array[] = []
  author.on('update', (update: Uint8Array) => made.push(update))
  textIn(author, 0).insert(0, 'a 😀')
  // Yjs puts a replacement character for each half of one that is split.
  textIn(author, 0).delete(3, 1)
  const replica = newReplica()
  for (const update of [...made, ...made])
    expect(admit(replica, update, rules)).toEqual({ is: 'applied' })
  expect(textIn(replica, 0).toDelta()).toEqual([{ insert: 'a \uFFFD' }])
})
