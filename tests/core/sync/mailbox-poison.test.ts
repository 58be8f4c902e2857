// A member with the epoch's key puts useless packs into the mailbox that look like Alice's. Alice's
// device must not take them for its own messages.
import { type SignedRecord, packRecord } from '#core/records'
import { expect, test } from 'vitest'
import { encode, random } from '#core/keys'
import { alice, type Person } from '#tests/group'
import { brisk, hosted } from '#tests/mailbox'
import { admitted, offline, online, putIn, settled } from '#tests/mailbox-sessions'
import { until, withSync } from '#tests/sync'
import { sealedParts } from '../../../src/core/sync/mailbox/sealed.ts'
import { readMessage } from '../../../src/core/messages/message.ts'
import { readPack, writePack, type Item, type Pack } from '../../../src/core/sync/packs/pack.ts'

/** All messages of this device, a pack for each feed, with items that `change` makes. */
const packsOf = ({ archive, group }: Person, change: (items: Item[]) => Item[]): Uint8Array[] =>
  archive.messages.heads(group.id).flatMap(({ feed, device, audience }) => {
    if (device !== group.self.device || audience !== group.id) return []
    const rows = archive.messages.range(group.id, feed, 0, 10_000)
    const signature = rows.at(-1)?.signature
    const items = change(rows.map(({ header, body }) => ({ message: readMessage(header)!, body })))
    return signature ? [writePack({ items: items as Pack['items'], signature })] : []
  })

/** Puts these transfers into the mailbox of the person's epoch. */
const throwIn = (person: Person, url: string, transfers: Uint8Array[]): Promise<void> => {
  const epoch = person.group.epoch()
  const parts = transfers.flatMap(bytes => sealedParts(epoch, bytes))
  return putIn(url, epoch.key, parts)
}

const cases: [string, (items: Item[]) => Item[]][] = [
  ['messages of Alice without their bodies', items => items.map(item => ({ ...item, body: null }))],
  [
    'messages of Alice with other bodies',
    items => items.map(item => ({ ...item, body: encode([1, 'zz-later', random(20)]) })),
  ],
  ["the end of Alice's feed alone", items => items.slice(-1)],
]

test.each(cases)('%s', async (_, change) => {
  const { url } = await hosted()
  const founder = alice()
  const bob = admitted('Bob', founder)
  founder.group.addRecords(bob.group.recordsBeyond([]))
  const a = withSync(founder, brisk().later)
  const page = a.notebook.create()
  a.notebook.share(page)
  await new Promise(setImmediate)
  a.notebook.write(page, 'first')
  await new Promise(setImmediate)
  a.notebook.write(page, 'last')
  await new Promise(setImmediate)
  const resting = offline(a)
  await throwIn(bob, url, packsOf(resting, change))

  const again = online(resting, url)
  await settled(again)
  offline(again)
  const b = online(bob, url)
  await until(() => b.notebook.lines(page)?.includes('last') === true)
  expect(b.notebook.lines(page)).toEqual(expect.arrayContaining(['first', 'last']))
  offline(b)
})

test("a later session of Alice's alone", async () => {
  const { url } = await hosted()
  const founder = alice()
  const newcomer = admitted('Bob', founder)
  founder.group.addRecords(newcomer.group.recordsBeyond([]))
  // Bob has a beginning already: only Alice's messages can bring what is written from now on.
  const host = online(founder, url)
  const page = host.notebook.create()
  host.notebook.share(page)
  await settled(host)
  const welcomed = online(newcomer, url)
  await until(() => welcomed.notebook.lines(page) !== null)
  const bob = offline(welcomed)

  const first = withSync(offline(host), brisk().later)
  first.notebook.write(page, 'first')
  await new Promise(setImmediate)
  const between = offline(first)
  const before = new Set(between.archive.messages.heads(between.group.id).map(({ feed }) => feed))
  const second = withSync(between, brisk().later)
  second.notebook.write(page, 'last')
  await new Promise(setImmediate)
  const resting = offline(second)
  const later = packsOf(resting, items => items).filter(
    bytes => !before.has(readPack(bytes)!.items[0].message.feed),
  )
  expect(later).toHaveLength(1)
  await throwIn(bob, url, later)

  const again = online(resting, url)
  await settled(again)
  offline(again)
  const b = online(bob, url)
  await until(() => b.notebook.lines(page)?.includes('first') === true)
  expect(b.notebook.lines(page)).toEqual(expect.arrayContaining(['first', 'last']))
  offline(b)
})

test('records of Alice have a wrong signature', async () => {
  const { url } = await hosted()
  const a = alice()
  const bob = admitted('Bob', a)
  const carol = admitted('Carol', a)
  bob.group.addRecords(a.group.recordsBeyond([]))
  carol.group.addRecords(a.group.recordsBeyond([]))
  a.group.setTerm(bob.group.self.member!, { from: null, until: 1 })
  const unsigned = a.group
    .recordsBeyond(carol.group.recordHeads())
    .map((record): SignedRecord => ({
      ...record,
      signatures: record.signatures.map(([device]) => [device, random(64)]),
    }))
  await throwIn(bob, url, [encode([1, 'records', unsigned.map(packRecord)])])
  const first = online(a, url)
  await settled(first)
  offline(first)
  const c = online(carol, url)
  const term = () => c.group.state().members.get(bob.group.self.member!)?.term.until
  await until(() => term() === 1)
  expect(term()).toBe(1)
  offline(c)
})
