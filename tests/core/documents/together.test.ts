// Messages that come together are one transaction of the replica: Yjs goes through all clients of a
// document at the end of each, and a document has thousands after some years. The verdict on a
// message is the same as when it comes alone.
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { digest } from '#core/keys'
import { admit, clientIds, newReplica, updateLimits, type Rules } from '#core/documents'
import { everyRight } from '#shared/contract'
import { contentDigest } from '#document/history/versions'
import { readPage } from '#document/tree'
import { temporaryArchive } from '#tests/archive'
import { diceFrom, shuffled } from '#tests/documents'
import { cast, turn } from '#tests/page-shared'
import { trials } from '#tests/trials'
import { writeUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'
import { any, craft } from './crafted.ts'
import { newDevice, newExchange } from './honest.ts'

const rules: Rules = { limits: updateLimits, allowed: () => true, rights: () => everyRight }

const damaged = (update: Uint8Array, dice: ReturnType<typeof diceFrom>): Uint8Array => {
  const bytes = update.slice()
  bytes[dice.below(bytes.length)]! ^= 1 << dice.below(8)
  return bytes
}

test('updates come together, damaged ones among them: verdicts and texts are those of single updates', () => {
  let refused = 0
  for (let seed = 1; seed <= trials(400); seed++) {
    const dice = diceFrom(seed)
    const devices = [0, 1, 2].map(index => newDevice(index, seed))
    const exchange = newExchange(seed + 1000)
    for (let times = 0; times < 20; times++) {
      for (const device of devices) device.write(author => author.write())
      if (dice.chance(0.3)) exchange(devices, dice.one(devices), 0.7)
    }
    const honest = shuffled(
      devices.flatMap(({ feeds }) => [...feeds.values()].flat()),
      dice,
    ).map(({ update }) => update)
    const updates = [...honest, ...honest].flatMap(update =>
      dice.chance(0.2) ? [damaged(update, dice), update] : [update],
    )
    const [alone, together] = [newReplica(), newReplica()]
    const verdicts = updates.map(update => admit(alone, update, rules))
    const others: unknown[] = []
    while (others.length < updates.length) {
      const some = updates.slice(others.length, others.length + 1 + dice.below(30))
      const take = () => others.push(...some.map(update => admit(together, update, rules)))
      Y.transact(together, take, null, false)
    }
    expect({ seed, others }).toEqual({ seed, others: verdicts })
    expect(Y.equalSnapshots(Y.snapshot(together), Y.snapshot(alone))).toBe(true)
    const texts = [together, alone].map(doc => contentDigest(readPage(doc), digest))
    expect(texts[0]).toBe(texts[1])
    refused += verdicts.filter(({ is }) => is === 'refused').length
  }
  expect(refused).toBeGreaterThan(0)
})

test('two hundred messages of as many writers come together: their document has few transactions', async () => {
  const { devices, page } = await cast(Array.from({ length: 3 }, () => temporaryArchive()))
  const [alice, bob, carol] = devices as [
    (typeof devices)[0],
    (typeof devices)[0],
    (typeof devices)[0],
  ]
  const { device } = bob.person.group.self
  const { feed } = bob.replica
  bob.person.archive.transaction(() => {
    for (let writer = 0; writer < 200; writer++) {
      const client = clientIds.of(page, { device, feed, writer })
      const at = { parent: 'meta', key: `k${writer}` }
      // One in ten is refused.
      const update = craft([
        { client: client + (writer % 10 === 9 ? 1 : 0), clock: 0, structs: [{ at, is: any(1) }] },
      ])
      const body = writeUpdateBody({ writers: [{ feed: null, writer }], update })
      bob.replica.publish({ document: page, kind: 'update', body })
    }
  })
  await turn()
  const packsFor = (to: typeof bob) => {
    const { feeds } = to.replica.heads()
    const lacking = to.replica.lacking(bob.replica.heads().feeds)
    return [...bob.replica.packs(lacking, feeds)].map(({ bytes }) => readPack(bytes)!)
  }
  const heard = vi.spyOn(Y.Doc.prototype, 'emit')
  const ended = () => heard.mock.calls.filter(([name]) => name === 'afterTransaction').length
  alice.replica.receive(packsFor(alice))
  const transactions = ended()
  heard.mockRestore()
  expect(transactions).toBeLessThan(5)
  expect(alice.replica.offences().get(device)?.refused).toBe(20)
  // One at a time it is the same.
  const { seq: last } = bob.replica.headsOf([feed]).get(feed)!
  for (let at = 0; at <= last; at++)
    for (const { bytes } of bob.replica.run({ feed, from: at, to: at }))
      carol.replica.receive([readPack(bytes)!])
  expect(carol.documents.digest(page)).toEqual(alice.documents.digest(page))
  expect(carol.replica.offences()).toEqual(alice.replica.offences())
  await alice.documents.editAs(page, doc => expect(doc.getMap('meta').get('k198')).toBe(1))
})
