// The way of authentic messages into a device: in their order, for us, by us, whole; and the
// treatment of unknown ones.
import { expect, test } from 'vitest'
import { encode, random } from '#core/keys'
import { fileOfPacks, forge, forgeAfter, packed, type Forged, type Pen } from '#tests/forge'
import { temporaryArchive, rowsOf } from '#tests/archive'
import { reopened as openedAgain } from '#tests/group'
import {
  aliceWithSync,
  connectedPair,
  handFile,
  joined,
  link,
  nextSession,
  until,
  untilSame,
  withSync,
  type Device,
} from '#tests/sync'
import type { FeedId } from '#shared/ids'
import { readPack } from '../../../src/core/sync/packs/pack.ts'

const penOf = ({ group }: Device): Pen => ({ group: group.id, ...group.self })

/** Brings packs to a device in a file that carries nothing else. */
const give = async ({ group, sync }: Device, ...packs: Uint8Array[]) =>
  sync.readFile(await fileOfPacks(group.self.keys, group.id, packs))

const kept = ({ archive }: Device, { message }: Forged) => archive.messages.get(message.id)

test('items of later versions pass two devices: they stay unchanged', async () => {
  const [a, b] = await connectedPair()
  const c = await joined('Carol', a)
  await untilSame(a, b)
  const page = a.notebook.create()
  a.notebook.share(page)
  const secret = a.archive.documents.get(page)!.secret
  const first = forge(penOf(a), { after: { records: a.group.recordHeads(), feeds: [] } })
  const body = encode([1, 'zz-later', { anything: [1, 'x'] }])
  const second = forgeAfter(penOf(a), first, { document: page, secret, body })
  await give(a, packed([first, second]))
  await untilSame(a, b)
  link(b, c)
  await untilSame(b, c)
  for (const device of [b, c]) {
    expect(kept(device, first)).toMatchObject({ header: first.message.header, body: first.body })
    expect(kept(device, second)).toMatchObject({ kind: 'zz-later', document: page, body })
  }
  expect(kept(c, second)?.signature).toEqual(second.signature)
  // Messages after them are read as before.
  a.notebook.write(page, 'after all that')
  await until(() => c.notebook.lines(page)?.includes('after all that') ?? false)
})

test('messages come in any order: they are applied in theirs, once, also over a restart', async () => {
  const [a, b] = await connectedPair()
  const run = [forge(penOf(a), { after: { records: a.group.recordHeads(), feeds: [] } })]
  for (let index = 0; index < 6; index++) run.push(forgeAfter(penOf(a), run.at(-1)!))
  for (const index of [6, 3, 5, 1, 2]) {
    expect(await give(b, packed([run[index]!]))).toMatchObject({ accepted: 0, refused: 0 })
  }
  const later = nextSession(b)
  expect((await give(later, packed([run[4]!]))).accepted).toBe(0)
  expect((await give(later, packed([run[0]!]))).accepted).toBe(7)
  const arrived = run.map(forged => kept(later, forged)!.position)
  expect(arrived).toEqual(arrived.toSorted((x, y) => x - y))
  expect(await give(later, packed(run))).toMatchObject({ accepted: 0, known: 7 })
})

test('a message names a record and a message: it waits for both', async () => {
  const a = aliceWithSync()
  const b = await joined('Bob', a)
  const c = await joined('Carol', a)
  const cause = forge(penOf(a), { after: { records: [], feeds: [] } })
  const { feed, seq, id } = cause.message
  const effect = forge(penOf(c), {
    after: { records: c.group.recordHeads(), feeds: [{ feed, seq, id }] },
  })
  expect((await give(b, packed([effect]))).waiting).toBe(1)
  b.group.addRecords(a.group.recordsBeyond(b.group.recordHeads()))
  expect(kept(b, effect)).toBeNull()
  expect((await give(b, packed([cause]))).accepted).toBe(2)
  expect(kept(b, effect)).not.toBeNull()
})

test('a device signs two contents for one place: it is stopped; the proof stays, and others bring either content', async () => {
  const [a, b] = await connectedPair()
  const c = await joined('Carol', a)
  const d = await joined('Dana', a)
  await untilSame(a, b)
  const first = forge(penOf(c), { after: { records: c.group.recordHeads(), feeds: [] } })
  const one = forgeAfter(penOf(c), first)
  const other = forgeAfter(penOf(c), first)
  expect((await give(b, packed([first, one]))).accepted).toBe(2)
  expect(await give(b, packed([other]))).toMatchObject({ accepted: 0, waiting: 1 })
  const [proof] = b.archive.proofs.list({ group: b.group.id })
  expect(proof?.device).toBe(c.group.self.device)
  const ids = [proof!.a, proof!.b].map(bytes => readPack(bytes)!.items[0].message.id)
  expect(ids.toSorted()).toEqual([one.message.id, other.message.id].toSorted())
  // No new message of that device counts by itself, in this session or a later one.
  const next = forgeAfter(penOf(c), one)
  expect(await give(b, packed([next]))).toMatchObject({ accepted: 0, waiting: 1 })
  const later = nextSession(b)
  const further = forgeAfter(penOf(c), next)
  expect(await give(later, packed([further]))).toMatchObject({ accepted: 0, waiting: 1 })
  // The member gets a warning.
  const offence = { refused: 0, isStopped: true }
  expect(later.sync.offences(b.group.id)).toEqual(new Map([[c.group.self.device, offence]]))
  // A message of a member with the other content in sight makes that content count.
  const { feed, seq, id } = other.message
  const honest = forge(penOf(a), {
    after: { records: a.group.recordHeads(), feeds: [{ feed, seq, id }] },
  })
  expect((await give(later, packed([honest]))).accepted).toBe(2)
  expect(kept(later, other)?.line).not.toBe(kept(later, one)?.line)
  expect(kept(later, next)).toBeNull()
  // A later message on the other content proves the same.
  await give(d, packed([first, one]))
  expect((await give(d, packed([forgeAfter(penOf(c), other)]))).accepted).toBe(0)
  expect(d.archive.proofs.list({ group: d.group.id })).toHaveLength(1)
})

test('two devices saw different halves of a fork: it is found when they meet', async () => {
  const a = aliceWithSync()
  const b = await joined('Bob', a)
  const c = await joined('Carol', a)
  await handFile(a, b)
  const first = forge(penOf(c), { after: { records: c.group.recordHeads(), feeds: [] } })
  await give(a, packed([first, forgeAfter(penOf(c), first)]))
  await give(b, packed([first, forgeAfter(penOf(c), first)]))
  link(a, b)
  await until(() => a.archive.proofs.list({ group: a.group.id }).length === 1)
  await until(() => b.archive.proofs.list({ group: b.group.id }).length === 1)
  expect(a.archive.proofs.list({ group: a.group.id })[0]?.device).toBe(c.group.self.device)
  expect([...a.defects, ...b.defects]).toEqual([])
})

test('a copy of the profile writes beside the original: all text arrives, and the member gets a warning', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  await until(() => b.notebook.lines(page) !== null)
  b.sync.close()
  const copy = withSync(openedAgain(b))
  for (let line = 0; line < 10; line++) copy.notebook.write(page, `copy ${line}`)
  await handFile(copy, a)
  const ofCopy = copy.sync.feedOf(b.group.id)
  copy.sync.close()
  // The original goes on as if the copy had never written.
  const original = temporaryCopyWithout(b, ofCopy)
  for (let line = 0; line < 10; line++) original.notebook.write(page, `original ${line}`)
  expect(original.sync.warnings(b.group.id)).toEqual([])
  link(a, original)
  await untilSame(a, original)
  expect(a.notebook.lines(page)).toHaveLength(20)
  expect(original.notebook.lines(page)).toEqual(a.notebook.lines(page))
  expect(original.sync.warnings(b.group.id)).toEqual(['archive-exists-twice'])
  expect(a.sync.warnings(b.group.id)).toEqual([])
})

test('a transaction fails: nothing of it is sent', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  await until(() => b.notebook.lines(page) !== null)
  expect(() =>
    a.archive.transaction(() => {
      a.notebook.write(page, 'never')
      throw new Error('as a full disk would')
    }),
  ).toThrow('as a full disk would')
  a.notebook.write(page, 'kept')
  await until(() => b.notebook.lines(page)?.includes('kept') ?? false)
  await untilSame(a, b)
  expect(b.notebook.lines(page)).toEqual(['kept'])
  const feed = a.sync.feedOf(a.group.id)
  const sent = b.archive.messages.range(b.group.id, feed, 0, 10)
  expect(sent.map(({ kind, seq }) => `${seq} ${kind}`)).toEqual(['0 snapshot', '1 update'])
})

test('the documents room refuses a message: it is kept without effect, and the feed goes on', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  a.notebook.write(page, 'good')
  a.notebook.write(page, 'bad line')
  a.notebook.write(page, 'better')
  await until(() => b.notebook.lines(page)?.includes('better') ?? false)
  expect(b.notebook.lines(page)).toEqual(['better', 'good'])
})

test('members share their heads: what each has is known from signed messages, and only from these members', async () => {
  const [a, b] = await connectedPair()
  const { member } = b.group.self
  const reach = () => a.sync.reach(a.group.id).get(member!)?.state
  expect(a.sync.reach(a.group.id).get(a.group.self.member!)).toEqual({ state: 'self' })
  expect(reach()).toBe('never-heard')
  const page = a.notebook.create()
  a.notebook.share(page)
  await until(() => reach() === 'has-everything')
  expect(a.sync.have(a.group.id, page)).toBe(2)
  expect(a.sync.toGo().changesToGo).toBe(0)
  b.archive.settings.set({ ...b.archive.settings.get(), sharePresence: false })
  a.notebook.write(page, 'one more')
  await until(() => b.notebook.lines(page)?.includes('one more') ?? false)
  await a.sync.level(a.group.id)
  expect(reach()).toBe('behind')
  expect(a.sync.have(a.group.id, page)).toBe(1)
  // The link itself shows the arrival, which does not count as the member's statement.
  expect(a.sync.toGo()).toEqual({ changesToGo: 0, bytesToGo: 0 })
})

test('a member admits a newcomer: it has the content of the snapshot, without a further message', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  const reach = () => b.sync.reach(b.group.id).get(a.group.self.member!)
  expect(reach()).toMatchObject({ state: 'has-everything' })
  expect(b.sync.have(b.group.id, page)).toBe(2)
  b.notebook.write(page, 'not there yet')
  await b.sync.level(b.group.id)
  expect(reach()).toMatchObject({ state: 'behind', changes: 1 })
  expect(b.sync.have(b.group.id, page)).toBe(1)
})

/** Bob's archive from before `missing` was written. */
const temporaryCopyWithout = (b: Device, missing: FeedId): Device => {
  const archive = temporaryArchive()
  archive.groups.put(b.archive.groups.get(b.group.id)!)
  for (const record of b.archive.records.list(b.group.id)) archive.records.put(b.group.id, record)
  for (const { epoch, key } of b.archive.epochs.list(b.group.id))
    archive.epochs.put(b.group.id, epoch, key)
  for (const { id } of b.archive.documents.list(b.group.id))
    archive.documents.put(b.archive.documents.get(id)!)
  for (const [name, rows] of rowsOf(b.archive, b.group.id))
    for (const row of rows)
      (archive as unknown as Record<string, { put(row: object): void }>)[name]!.put(row)
  for (const { feed } of b.archive.messages.heads(b.group.id)) {
    if (feed === missing) continue
    for (const row of b.archive.messages.range(b.group.id, feed, 0, 1_000))
      archive.messages.put(row)
  }
  return withSync(openedAgain({ ...b, archive }))
}

test('presence is shared: it reaches connected members, and is not kept', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  const heard: unknown[] = []
  b.sync.onPresence(presence => heard.push(presence))
  const payload = random(100)
  a.sync.sendPresence(a.group.id, { document: page, payload })
  a.notebook.share(page)
  await untilSame(a, b)
  expect(heard).toEqual([])
  a.sync.sendPresence(a.group.id, { document: page, payload })
  await until(() => heard.length > 0)
  expect(heard).toEqual([
    {
      group: a.group.id,
      document: page,
      payload,
      device: a.group.self.device,
      member: a.group.self.member,
    },
  ])
  a.sync.sendPresence(a.group.id, { document: page, payload: null })
  await until(() => heard.length === 2)
  a.archive.settings.set({ ...a.archive.settings.get(), sharePresence: false })
  a.sync.sendPresence(a.group.id, { document: page, payload })
  a.notebook.write(page, 'meanwhile')
  await until(() => b.notebook.lines(page)?.includes('meanwhile') ?? false)
  expect(heard).toHaveLength(2)
  for (const { feed } of b.archive.messages.heads(b.group.id)) {
    const rows = b.archive.messages.range(b.group.id, feed, 0, 100)
    expect(rows.every(({ kind }) => ['snapshot', 'update', 'heads'].includes(kind))).toBe(true)
  }
})
