// A guest, who was admitted outside the plenary, gets the membership and nothing else, over any
// link; statements of the guest about shared content count nowhere; and a circle with the guest in
// it works like any other, over links, files, mailboxes and the local network.
import { expect, test } from 'vitest'
import { fromHex, utf8 } from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { DocumentId, GroupId } from '#shared/ids'
import { memoryLinks } from '../../acceptance/link.ts'
import { temporaryArchive } from '#tests/archive'
import { has, memberOf, recorded, withCircles, type CircleDevice } from '#tests/circles'
import { fileOfPacks, forge, forgeAfter, packed } from '#tests/forge'
import { alice, bob, joiner, meet, type Person } from '#tests/group'
import { loopbackNetwork, swift } from '#tests/lan'
import { brisk, hosted } from '#tests/mailbox'
import { inGroup } from '#tests/records'
import { until } from '#tests/sync'
import { readFrame, writeHave, writeWant } from '../../../src/core/sync/link/frames.ts'
import { membershipOf } from '../../../src/core/sync/link/membership.ts'
import { openEnvelope } from '../../../src/core/sync/link/envelope.ts'

const phrase = 'what the group alone may read'

/** Alice and Bob, and Olga, a guest, with the same records. */
const people = (): [Person, Person, Person] => {
  const a = alice()
  const all: [Person, Person, Person] = [
    a,
    bob(a),
    joiner('Olga', a, { archive: temporaryArchive() }, 'guest'),
  ]
  for (const each of [...all, ...all]) meet(a, each)
  return all
}

type Options = Parameters<typeof withCircles>[1]

const devices = (options?: Options): [CircleDevice, CircleDevice, CircleDevice] => {
  const [a, b, o] = people()
  return [withCircles(a, options), withCircles(b, options), withCircles(o, options)]
}

const shared = (device: CircleDevice, space: GroupId, line: string): DocumentId => {
  const book = device.bookOf(space)
  const page = book.create()
  book.share(page)
  book.write(page, line)
  return page
}

const kindsOf = (frames: readonly Uint8Array[]): Set<string> =>
  new Set(frames.map(frame => readFrame(frame)?.kind ?? 'none'))

const expectNothingOf = (o: CircleDevice, group: GroupId): void => {
  expect(o.archive.messages.count(group)).toBe(0)
  expect(o.archive.documents.list(group)).toEqual([])
  expect(o.archive.epochs.list(group)).toEqual([])
}

const meets = (a: CircleDevice, b: CircleDevice): void => meet(a, b)

test('a guest is linked: it gets records and no feed, pack, digest of texts or presence', async () => {
  const [a, b, o] = devices()
  const group = a.group.id
  recorded(a, b)
  const page = shared(a, group, phrase)
  await has(b, group, page, phrase)
  const { frames } = recorded(a, o)
  await a.sync.level(group)
  await o.sync.level(group)
  a.bookOf(group).write(page, 'while linked')
  a.sync.sendPresence(group, { document: page, payload: utf8('{}') })
  await has(b, group, page, 'while linked')
  const carol = joiner('Carol', a, { archive: temporaryArchive() })
  await until(() => o.group.state().members.has(memberOf(carol)))
  await a.sync.level(group)
  expect(o.group.state()).toEqual(a.group.state())
  const seen = [...kindsOf(frames)]
  for (const kind of seen) expect(['digest', 'have', 'records', 'given']).toContain(kind)
  const haves = frames.map(frame => readFrame(frame)).filter(read => read?.kind === 'have')
  for (const read of haves) expect(read).toMatchObject({ heads: { feeds: [] }, began: [] })
  for (const frame of frames) {
    expect(Buffer.from(frame).includes(Buffer.from(fromHex(page)))).toBe(false)
  }
  expectNothingOf(o, group)
  expect([...a.defects, ...b.defects, ...o.defects]).toEqual([])
})

test('a guest requests or claims messages on a link: it gets none, and its claims do not count', async () => {
  const [a, , o] = devices()
  const group = a.group.id
  const page = shared(a, group, phrase)
  await new Promise(setImmediate)
  const [head] = a.archive.messages.heads(group)
  const point = { feed: head!.feed, seq: head!.seq, id: head!.id }
  const ends = memoryLinks({ a: a.group.self.device, b: o.group.self.device })
  const heard: Uint8Array[] = []
  ends.b.onFrame(frame => void heard.push(frame))
  a.sync.addLink(group, ends.a)
  const before = a.sync.toGo()
  expect(before.changesToGo).toBeGreaterThan(0)
  void ends.b.send(writeHave({ records: a.group.recordHeads(), feeds: [point] }, true, [point]))
  void ends.b.send(writeWant([{ feed: point.feed, from: 0, to: point.seq }]))
  await until(() => kindsOf(heard).has('given'))
  expect(a.sync.toGo()).toEqual(before)
  a.bookOf(group).write(page, 'and more')
  void ends.b.send(writeWant([{ feed: point.feed, from: 0, to: point.seq + 1 }]))
  const answers = () => heard.filter(frame => readFrame(frame)?.kind === 'given').length
  await until(() => answers() === 2)
  for (const kind of kindsOf(heard)) expect(['digest', 'have', 'records', 'given']).toContain(kind)
  expect(a.sync.reach(group).has(memberOf(o))).toBe(false)
  expect(a.sync.have(group, page)).toBe(1)
})

test('a conversation carries the membership alone: it uses nothing else of the group sync', async () => {
  const [a] = devices()
  const page = shared(a, a.group.id, phrase)
  await new Promise(setImmediate)
  expect(a.bookOf(a.group.id).lines(page)).toEqual([phrase])
  const replica = { group: a.group }
  const spoken = membershipOf(replica as unknown as Parameters<typeof membershipOf>[0])
  expect(spoken.heads()).toEqual({ records: a.group.recordHeads(), feeds: [] })
  expect([...spoken.bundles(spoken.packs([], []))]).toEqual([])
  expect([...spoken.handover(a.group.self.device)]).toEqual([])
  expect(spoken.content.all()).toBeNull()
})

test('a guest is admitted: it gets no bootstrap snapshot, and a file for it holds records alone', async () => {
  const [a, b, o] = devices()
  const group = a.group.id
  shared(a, group, phrase)
  const { bytes, messages } = await a.sync.writeFile({ group, members: [memberOf(o)] })
  expect(messages).toBe(0)
  expect(await o.sync.readFile(bytes)).toMatchObject({ accepted: 0, documents: [] })
  const all = await a.sync.writeFile({ group, members: [] })
  await expect(o.sync.readFile(all.bytes)).rejects.toThrow('file-not-for-this-device')
  expect(await b.sync.readFile(all.bytes)).toMatchObject({ refused: 0 })
  const both = { group, members: [memberOf(o), memberOf(b)] }
  await expect(a.sync.writeFile(both)).rejects.toThrow('outsider-apart')
  // A member who breaks the rule gives the guest a file with everything: the guest's device accepts
  // none of it.
  const pen = { group, device: a.group.self.device, keys: a.group.self.keys }
  const leaked = await fileOfPacks(o.group.self.keys, group, [packed([forge(pen)])])
  expect(await o.sync.readFile(leaked)).toMatchObject({ accepted: 0 })
  expectNothingOf(o, group)
  expect(() => o.sync.publish(group, null, 'seen', new Uint8Array())).toThrow('not-permitted')
})

test('a guest writes for all: its messages wait for a voucher that nobody gives, and stop nothing', async () => {
  const [a, b, o] = devices()
  const group = a.group.id
  const page = shared(a, group, phrase)
  const pen = { group, device: o.group.self.device, keys: o.group.self.keys }
  const first = forge(pen, { after: { records: a.group.recordHeads(), feeds: [] } })
  const run = [first, forgeAfter(pen, first)]
  const files = [a, b].map(({ group: { self } }) => fileOfPacks(self.keys, group, [packed(run)]))
  for (const [index, device] of [a, b].entries()) {
    const read = await device.sync.readFile((await files[index]!).slice())
    expect(read).toMatchObject({ accepted: 0, refused: 0, waiting: 2 })
    expect(device.archive.messages.has(first.message.id)).toBe(false)
    expect(device.sync.offences(group).size).toBe(0)
  }
  recorded(a, b)
  b.bookOf(group)
  await has(b, group, page, phrase)
  a.bookOf(group).write(page, 'goes on')
  await has(b, group, page, 'goes on')
})

test("a guest's message waited for the records of its role: it counts as little then", async () => {
  const [a, b, o] = people()
  const [first, second] = [withCircles(a), withCircles(b)]
  const olga = joiner('Oda', a, { archive: temporaryArchive() }, 'secretariat')
  const group = a.group.id
  const pen = { group, device: olga.group.self.device, keys: olga.group.self.keys }
  const file = await fileOfPacks(b.group.self.keys, group, [packed([forge(pen)])])
  expect(await second.sync.readFile(file)).toMatchObject({ waiting: 1 })
  meets(first, second)
  await until(() => b.group.state().members.has(memberOf(olga)))
  await new Promise(setImmediate)
  expect(second.archive.messages.count(group)).toBe(0)
  expect(o.group.self.member).not.toBeNull()
})

/**
 * Records by which Olga came in with a key, for devices that do not know that Olga was admitted
 * without one.
 */
const admittedBeside = (a: Person): SignedRecord => {
  const [join, letIn] = a.group.recordsBeyond([]).slice(-2) as [SignedRecord, SignedRecord]
  const { welcome } = inGroup(a.group.id, () => a.group.epoch().key)
  for (;;) {
    const admission = welcome(a.group.self.keys, [join], join)
    // The one with the lower id counts among two concurrent ones.
    if (admission.id > letIn.id) return admission
  }
}

test('a guest wrote while in the plenary for some, who built on it: their messages still arrive everywhere', async () => {
  const host = alice()
  const second = bob(host)
  const third = joiner('Olga', host, { archive: temporaryArchive() }, 'guest')
  const admission = admittedBeside(host)
  const group = host.group.id
  const known = host.group.recordsBeyond([]).slice(0, -1)
  second.group.addRecords([...known, admission])
  const [a, b] = [withCircles(host), withCircles(second)]
  expect(b.group.state().members.get(memberOf(third))).toMatchObject({ outside: false })
  const pen = { group, device: third.group.self.device, keys: third.group.self.keys }
  const hers = forge(pen, { after: { records: [admission.id], feeds: [] } })
  const file = await fileOfPacks(b.group.self.keys, group, [packed([hers])])
  expect(await b.sync.readFile(file)).toMatchObject({ accepted: 1 })
  const page = shared(b, group, phrase)
  await new Promise(setImmediate)
  const { bytes } = await b.sync.writeFile({ group, members: [memberOf(a)] })
  expect(await a.sync.readFile(bytes)).toMatchObject({ waiting: 0 })
  expect(a.group.state().members.get(memberOf(third))).toMatchObject({ outside: true })
  expect(a.archive.messages.get(hers.message.id)).toMatchObject({ state: 'applied' })
  await has(a, group, page, phrase)
  // Where nobody in the plenary stands on it, it counts for nobody.
  const late = forgeAfter(pen, hers)
  const again = await fileOfPacks(a.group.self.keys, group, [packed([late])])
  expect(await a.sync.readFile(again)).toMatchObject({ accepted: 0, waiting: 1 })
})

/** Alice's circle with Bob and Olga, and a page in it that both have. */
const inACircle = async (all: [CircleDevice, CircleDevice, CircleDevice]) => {
  const [a, b, o] = all
  const circle = a.circles.found(a.group.id, 'The guest’s document').id
  a.circles.get(circle).bring(memberOf(b))
  a.circles.get(circle).bring(memberOf(o))
  const page = shared(a, circle, 'for the guest too')
  return { a, b, o, circle, page }
}

test('a guest is in a circle: it takes part over links, and all three end with one text', async () => {
  const { a, b, o, circle, page } = await inACircle(devices())
  const group = a.group.id
  const secret = shared(a, group, phrase)
  recorded(a, b)
  const { frames } = recorded(a, o)
  recorded(b, o)
  await has(b, circle, page, 'for the guest too')
  await has(o, circle, page, 'for the guest too')
  o.bookOf(circle).write(page, 'of Olga')
  await has(a, circle, page, 'of Olga')
  await has(b, circle, page, 'of Olga')
  b.bookOf(circle).write(page, 'of Bob')
  await has(o, circle, page, 'of Bob')
  await has(b, group, secret, phrase)
  const text = [a, b, o].map(device => device.bookOf(circle).lines(page))
  expect(text[1]).toEqual(text[0])
  expect(text[2]).toEqual(text[0])
  expectNothingOf(o, group)
  expect(kindsOf(frames).has('seal')).toBe(false)
  expect(a.sync.have(circle, page)).toBeGreaterThan(0)
  // A member that the group removed gets nothing of a circle, even with the circle's last key.
  a.group.removeMember(memberOf(o), 'left')
  a.bookOf(circle).write(page, 'without the guest')
  await has(b, circle, page, 'without the guest')
  expect(o.bookOf(circle).lines(page)).not.toContain('without the guest')
  expect([...a.defects, ...b.defects, ...o.defects]).toEqual([])
})

test('a guest is in a circle: it takes part by encrypted files, one with the records, one with the circle', async () => {
  const { a, o, circle, page } = await inACircle(devices())
  const members = [memberOf(o)]
  const records = await a.sync.writeFile({ group: a.group.id, members })
  const first = await a.sync.writeFile({ group: circle, members })
  await o.sync.readFile(records.bytes)
  await expect(o.sync.readFile(first.bytes)).rejects.toThrow('circle-offered')
  await o.sync.readFile(first.bytes)
  await has(o, circle, page, 'for the guest too')
  o.bookOf(circle).write(page, 'of Olga')
  const back = await o.sync.writeFile({ group: circle, members: [memberOf(a)] })
  await a.sync.readFile(back.bytes)
  await has(a, circle, page, 'of Olga')
  expectNothingOf(o, a.group.id)
})

test("a guest reads its circle's mailbox: it finds the records of the group, and writes for nobody who is gone", async () => {
  const { url } = await hosted()
  const { later } = brisk()
  const { a, b, o, circle, page } = await inACircle(devices({ later }))
  const { cut } = recorded(a, o)
  await has(o, circle, page, 'for the guest too')
  cut()
  for (const device of [a, o]) {
    device.sync.mailboxes.start()
    device.sync.mailboxes.set(device.group.id, url)
  }
  a.bookOf(circle).write(page, 'by the mailbox')
  await has(o, circle, page, 'by the mailbox')
  a.group.removeMember(memberOf(b), 'left')
  await until(() => !o.group.state().members.has(memberOf(b)))
  o.bookOf(circle).write(page, 'back by the mailbox')
  await has(a, circle, page, 'back by the mailbox')
  expect(o.circles.get(circle).epoch()).toEqual(a.circles.get(circle).epoch())
  const { recipients } = o.circles
    .get(circle)
    .state()
    .epochs.find(({ id }) => id === o.circles.get(circle).epoch().id)!
  expect(recipients).not.toContain(b.group.self.device)
  expectNothingOf(o, a.group.id)
  expect([...a.defects, ...o.defects]).toEqual([])
})

test("two members exchange messages in a guest's sight: none of the guest's keys opens them", async () => {
  const { a, b, o, circle } = await inACircle(devices())
  const group = a.group.id
  recorded(a, o)
  const { frames } = recorded(a, b)
  const page = shared(a, group, phrase)
  await has(b, group, page, phrase)
  await until(() => o.circles.find(circle) !== null)
  const seals = frames.map(frame => readFrame(frame)).filter(read => read?.kind === 'seal')
  expect(seals.length).toBeGreaterThan(0)
  const keys = [o.group, o.circles.get(circle)].map(space => space.epochKey)
  for (const { bytes } of seals)
    for (const keyOf of keys) expect(openEnvelope(bytes, keyOf)).toBe('unknown-epoch')
})

test('two guests share a circle: they exchange it, and nothing of the group', async () => {
  const { a, o, circle, page } = await inACircle(devices())
  const second = withCircles(joiner('Oda', a, { archive: temporaryArchive() }, 'secretariat'))
  meets(a, o)
  meets(o, second)
  a.circles.get(circle).bring(memberOf(second))
  for (const each of [o, second]) {
    const { cut } = recorded(a, each)
    await has(each, circle, page, 'for the guest too')
    await a.sync.level(circle)
    cut()
  }
  recorded(o, second)
  o.bookOf(circle).write(page, 'of Olga')
  await has(second, circle, page, 'of Olga')
  second.bookOf(circle).write(page, 'of Oda')
  await has(o, circle, page, 'of Oda')
  for (const each of [o, second]) expectNothingOf(each, a.group.id)
  expect([...a.defects, ...o.defects, ...second.defects]).toEqual([])
})

test('a guest is on the local network: it finds members, and they find it, without a key of the group', async () => {
  const lan = await loopbackNetwork()
  const { a, o, circle, page } = await inACircle(devices({ later: swift, lan }))
  const secret = shared(a, a.group.id, phrase)
  await a.sync.lan.start()
  await o.sync.lan.start()
  await has(o, circle, page, 'for the guest too')
  expect(a.sync.peers().map(({ device }) => device)).toContain(o.group.self.device)
  expect(o.sync.peers().map(({ device }) => device)).toContain(a.group.self.device)
  expect(o.archive.documents.get(secret)).toBeNull()
  expectNothingOf(o, a.group.id)
  // A removed guest is not found, and not answered.
  a.group.removeMember(memberOf(o), 'left')
  await until(() => a.sync.peers().every(({ device }) => device !== o.group.self.device))
  await until(() => o.sync.peers().length === 0)
  const [address = ''] = a.sync.lan.status().addresses
  await expect(o.sync.lan.dial(o.group.id, address)).rejects.toThrow('address-not-a-member')
})
