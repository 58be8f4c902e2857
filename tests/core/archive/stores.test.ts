import { expect, test } from 'vitest'
import type { DocumentRow, GroupRow, NewMessage } from '#core/archive'
import { newDeviceKeys, random, toHex } from '#core/keys'
import type {
  DeviceId,
  DocumentId,
  EpochId,
  FeedId,
  GroupId,
  MessageId,
  RecordId,
} from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { refusal } from '#tests/refusal'

const newId = <Id extends string>(bytes = 32): Id => toHex(random(bytes)) as Id
const text = (value: string): Uint8Array => new TextEncoder().encode(value)

const aGroup = (): GroupRow => ({
  id: newId<GroupId>(),
  name: 'Conseil',
  level: 'country',
  language: 'fr',
  handle: 'A.D.',
  state: 'active',
  keys: newDeviceKeys(),
  details: text('details'),
  createdAt: 10,
})

const aDocument = (group: GroupId): DocumentRow => ({
  id: newId<DocumentId>(16),
  group,
  kind: 'minutes',
  title: 'Minutes',
  language: 'en',
  reference: 'A/1',
  status: 'draft',
  shared: false,
  secret: random(32),
  createdAt: 1,
  changedAt: 2,
  changedBy: null,
  words: 3,
})

const aMessage = (group: GroupId, feed: FeedId, seq: number): NewMessage => ({
  id: newId<MessageId>(),
  group,
  audience: group,
  device: newId<DeviceId>(),
  feed,
  seq,
  kind: 'update',
  document: null,
  header: text(`header ${seq}`),
  signature: null,
  body: text(`body ${seq}`),
  state: 'applied',
})

test('when a group is put, it is read back, and another put replaces it', () => {
  const archive = temporaryArchive()
  const group = aGroup()
  archive.groups.put(group)
  archive.groups.put({ ...aGroup(), createdAt: 5 })
  expect(archive.groups.get(group.id)).toEqual(group)
  archive.groups.put({ ...group, state: 'stopped', name: 'Conseil 2' })
  expect(archive.groups.list().map(row => row.name)).toEqual(['Conseil', 'Conseil 2'])
  expect(archive.groups.get(newId())).toBe(null)
})

test('when a record is put twice, it is kept once with all signatures, and counts when it stops waiting', () => {
  const archive = temporaryArchive()
  const group = newId<GroupId>()
  const [one, two] = [newId<DeviceId>(), newId<DeviceId>()].toSorted() as [DeviceId, DeviceId]
  const early = { id: newId<RecordId>(), bytes: text('early'), signatures: [] }
  const late = { id: newId<RecordId>(), bytes: text('late'), signatures: [] }
  expect(
    archive.records.put(group, { ...late, signatures: [[two, text('2')]] }, { waiting: true }),
  ).toBe(true)
  expect(archive.records.put(group, late, { waiting: true })).toBe(false)
  expect(archive.records.has(group, late.id)).toBe(false)
  expect(archive.records.put(group, early)).toBe(true)
  expect(archive.records.put(group, { ...late, signatures: [[one, text('1')]] })).toBe(true)
  expect(archive.records.put(group, { ...late, signatures: [[one, text('1')]] })).toBe(false)
  expect(archive.records.waiting(group)).toEqual([])
  expect(archive.records.list(group)).toMatchObject([
    early,
    {
      ...late,
      signatures: [
        [one, text('1')],
        [two, text('2')],
      ],
    },
  ])
  expect(archive.records.list(newId())).toEqual([])
  archive.records.removeWaiting(group, late.id)
  expect(archive.records.list(group)).toHaveLength(2)
})

test('when epoch keys are listed, they are in the order of arrival', () => {
  const archive = temporaryArchive()
  const group = newId<GroupId>()
  const epochs = [newId<EpochId>(), newId<EpochId>(), newId<EpochId>()]
  for (const epoch of epochs) archive.epochs.put(group, epoch, text(epoch))
  archive.epochs.put(group, epochs[0]!, text('another key'))
  expect(archive.epochs.list(group)).toEqual(epochs.map(epoch => ({ epoch, key: text(epoch) })))
  archive.epochs.remove(group, epochs[1]!)
  expect(archive.epochs.get(group, epochs[1]!)).toBe(null)
  expect(archive.epochs.get(group, epochs[2]!)).toEqual(text(epochs[2]!))
})

test('when notes are listed, they are those of one group or of the profile with a prefix', () => {
  const archive = temporaryArchive()
  const group = newId<GroupId>()
  for (const name of ['seed/b', 'seed/a', 'seedling', 'reach/x'])
    archive.notes.put(group, name, text(name))
  archive.notes.put(null, 'seed/profile', text('mine'))
  expect(archive.notes.list(group, 'seed/').map(note => note.name)).toEqual(['seed/a', 'seed/b'])
  expect(archive.notes.list(null, '')).toEqual([{ name: 'seed/profile', bytes: text('mine') }])
  archive.notes.put(group, 'seed/a', text('changed'))
  archive.notes.remove(group, 'seed/b')
  expect(archive.notes.get(group, 'seed/a')).toEqual(text('changed'))
  expect(archive.notes.get(group, 'seed/b')).toBe(null)
  expect(archive.notes.get(null, 'seed/a')).toBe(null)
})

test('when a document is removed, its drafts, snapshot and search text go, and others stay', () => {
  const archive = temporaryArchive()
  const group = newId<GroupId>()
  const [gone, kept] = [aDocument(group), { ...aDocument(group), changedAt: 9 }]
  const feed = newId<FeedId>(16)
  const coding = 'compressed' as const
  const folded = { position: 2, state: text('state'), coding, details: text('more') }
  for (const { id } of [gone, kept]) {
    archive.documents.put(id === gone.id ? gone : kept)
    archive.drafts.append(id, { feed, writers: [0], update: text('first') })
    archive.drafts.append(id, { feed, writers: [0, 1], update: text('second') })
    archive.snapshots.put({ document: id, ...folded, state: text('old') })
    archive.snapshots.put({ document: id, ...folded })
    archive.search.replace(id, [{ block: null, number: '', text: 'Zanzibar' }])
  }
  const listed = archive.documents.list(group)
  expect(listed.map(row => ({ ...row, secret: archive.documents.get(row.id)?.secret }))).toEqual([
    kept,
    gone,
  ])
  expect(archive.drafts.list(gone.id).map(draft => draft.writers)).toEqual([[0], [0, 1]])
  expect(archive.search.query({ text: 'zanzibar' }).length).toBe(2)
  expect(archive.documents.keyOf(gone.id)?.secret).toEqual(gone.secret)
  const other = { ...gone, shared: !gone.shared }
  expect(() =>
    archive.transaction(() => {
      archive.documents.put(other)
      expect(archive.documents.keyOf(gone.id)?.shared).toBe(other.shared)
      throw new Error('undone')
    }),
  ).toThrow('undone')
  expect(archive.documents.keyOf(gone.id)?.shared).toBe(gone.shared)
  archive.documents.remove(gone.id)
  expect(archive.documents.keyOf(gone.id)).toBe(null)
  expect(archive.documents.get(gone.id)).toBe(null)
  expect(archive.drafts.list(gone.id)).toEqual([])
  expect(archive.snapshots.get({ document: gone.id })).toBe(null)
  expect(archive.search.query({ text: 'zanzibar' }).map(hit => hit.document)).toEqual([kept.id])
  expect(archive.snapshots.get({ document: kept.id })).toEqual({ document: kept.id, ...folded })
})

test('when documents changed at one time, the list has them as they came', () => {
  const archive = temporaryArchive()
  const group = newId<GroupId>()
  const put = (digit: string, changedAt: number): void =>
    archive.documents.put({ ...aDocument(group), id: digit.repeat(32) as DocumentId, changedAt })
  put('e', 5)
  put('d', 7)
  put('c', 5)
  put('b', 7)
  put('a', 5)
  // Written again with the same time, it keeps its place.
  put('e', 5)
  expect(archive.documents.list(group).map(({ id }) => id[0])).toEqual(['d', 'b', 'e', 'c', 'a'])
})

test('when a feed arrives in any order, it has one head at the end of the unbroken run', () => {
  const archive = temporaryArchive()
  const group = newId<GroupId>()
  const feed = newId<FeedId>(16)
  const device = newId<DeviceId>()
  const messages = Array.from({ length: 6 }, (_, seq) => ({
    ...aMessage(group, feed, seq),
    device,
  }))
  const arrive = (seq: number) => {
    archive.messages.put(messages[seq]!)
    const head = archive.messages.head(group, feed)
    return [head?.first, head?.seq]
  }
  expect(archive.messages.head(group, feed)).toBe(null)
  expect(arrive(3)).toEqual([3, 3])
  expect(arrive(5)).toEqual([3, 3])
  expect(arrive(0)).toEqual([0, 0])
  expect(arrive(1)).toEqual([0, 1])
  expect(arrive(2)).toEqual([0, 3])
  expect(arrive(4)).toEqual([0, 5])
  expect(archive.messages.heads(group)).toEqual([
    { feed, device, audience: group, first: 0, seq: 5, id: messages[5]!.id },
  ])
  expect(archive.messages.range(group, feed, 2, 5).map(message => message.seq)).toEqual([2, 3, 4])
  expect(archive.messages.count(group)).toBe(6)
})

test('when a message is kept, it is kept once, and no other takes its place in the feed', () => {
  const archive = temporaryArchive()
  const message = aMessage(newId<GroupId>(), newId<FeedId>(16), 0)
  expect(archive.messages.put(message)).toBe(true)
  expect(archive.messages.put({ ...message, header: text('other') })).toBe(false)
  expect(() => archive.messages.put({ ...message, id: newId<MessageId>() })).toThrow(TypeError)
  expect(archive.messages.get(message.id)).toEqual({ ...message, line: message.feed, position: 1 })
  archive.messages.dropBody(message.id)
  expect(archive.messages.get(message.id)).toMatchObject({ body: null, header: message.header })
})

test('when a place of a feed has no message, it is free, and again after a rollback', () => {
  const archive = temporaryArchive()
  const [group, other] = [newId<GroupId>(), newId<GroupId>()]
  const feed = newId<FeedId>(16)
  const at = (seq: number, of = group) => archive.messages.idAt(of, feed, seq)
  const first = aMessage(group, feed, 0)
  expect(at(0)).toBeNull()
  archive.messages.put(first)
  expect([at(0), at(1), at(0, other)]).toEqual([first.id, null, null])
  const alone = { ...aMessage(group, feed, 1), audience: first.device }
  const fails = (): never => {
    archive.messages.put(alone)
    expect(at(1)).toBe(alone.id)
    throw new RangeError('planned')
  }
  expect(() => archive.transaction(fails)).toThrow(RangeError)
  expect([at(0), at(1)]).toEqual([first.id, null])
  archive.messages.put(alone)
  const ahead = aMessage(other, feed, 5)
  archive.messages.put(ahead)
  expect([at(0), at(1), at(2), at(5, other)]).toEqual([first.id, alone.id, null, ahead.id])
})

test('when a waiting message is applied, readers after the folded state get it', () => {
  const archive = temporaryArchive()
  const group = newId<GroupId>()
  const document = newId<DocumentId>(16)
  const waits = { ...aMessage(group, newId<FeedId>(16), 0), document, state: 'waiting' as const }
  const first = { ...aMessage(group, newId<FeedId>(16), 0), document }
  archive.messages.put(waits)
  archive.messages.put(first)
  expect(archive.messages.waiting(group).map(message => message.id)).toEqual([waits.id])
  const folded = archive.messages.ofDocument(document, 0)
  expect(folded.map(message => message.id)).toEqual([first.id])
  archive.messages.setState(waits.id, 'applied')
  const rest = archive.messages.ofDocument(document, folded.at(-1)!.position)
  expect(rest.map(message => message.id)).toEqual([waits.id])
  archive.messages.put({ ...aMessage(group, newId<FeedId>(16), 0), document })
  expect(archive.messages.ofDocument(document, rest[0]!.position)).toHaveLength(1)
  archive.messages.setState(first.id, 'refused')
  expect(archive.messages.ofDocument(document, 0)).toHaveLength(2)
})

test('when a proof against a device is put twice, it is kept once', () => {
  const archive = temporaryArchive()
  const [group, device] = [newId<GroupId>(), newId<DeviceId>()]
  const proof = { group, device, a: text('a'), b: text('b') }
  archive.proofs.put(proof)
  archive.proofs.put({ ...proof })
  expect(archive.proofs.list({ group })).toEqual([proof])
})

test('when a transaction fails, nothing of it stays, and of an inner one only its own part goes', () => {
  const archive = temporaryArchive()
  const put = (name: string) => archive.notes.put(null, name, text(name))
  const fail = (): never => {
    throw new RangeError('planned')
  }
  expect(() =>
    archive.transaction(() => {
      put('lost')
      fail()
    }),
  ).toThrow(RangeError)
  archive.transaction(() => {
    put('outer')
    expect(() =>
      archive.transaction(() => {
        put('inner')
        fail()
      }),
    ).toThrow(RangeError)
  })
  expect(archive.notes.list(null, '').map(note => note.name)).toEqual(['outer'])
})

test('when the disk refuses within an inner transaction, it is a failure too', () => {
  const archive = temporaryArchive()
  const full = (): never => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  }
  const seen: unknown[] = []
  archive.transaction(() => {
    try {
      archive.transaction(full)
    } catch (error) {
      seen.push(error)
    }
  })
  expect(seen).toMatchObject([{ code: 'disk-full' }])
})

test('when settings were never set, they are safe', () => {
  const archive = temporaryArchive()
  expect(archive.settings.get()).toMatchObject({ version: 1, localNetwork: false })
  const settings = { ...archive.settings.get(), lockAfterMinutes: 5 }
  archive.settings.set(settings)
  expect(archive.settings.get()).toEqual(settings)
  expect(refusal(() => archive.settings.set({ ...settings, lockAfterMinutes: -1 }))).toBe(
    'invalid-input',
  )
  expect(archive.settings.get()).toEqual(settings)
})
