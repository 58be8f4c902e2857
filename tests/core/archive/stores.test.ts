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

test('a group comes back as it was put, and put again is replaced', () => {
  const archive = temporaryArchive()
  const group = aGroup()
  archive.groups.put(group)
  archive.groups.put({ ...aGroup(), createdAt: 5 })
  expect(archive.groups.get(group.id)).toEqual(group)
  archive.groups.put({ ...group, state: 'stopped', name: 'Conseil 2' })
  expect(archive.groups.list().map(row => row.name)).toEqual(['Conseil', 'Conseil 2'])
  expect(archive.groups.get(newId())).toBe(null)
})

test('a record is kept once, gathers signatures, and counts when it stops waiting', () => {
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

test('epoch keys are listed in the order of arrival', () => {
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

test('notes belong to one group or to the profile, and are found by how they begin', () => {
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

test('a document takes its drafts, snapshot and search text with it and leaves the others', () => {
  const archive = temporaryArchive()
  const group = newId<GroupId>()
  const [gone, kept] = [aDocument(group), { ...aDocument(group), changedAt: 9 }]
  const feed = newId<FeedId>(16)
  for (const { id } of [gone, kept]) {
    archive.documents.put(id === gone.id ? gone : kept)
    archive.drafts.append(id, { feed, writers: [0], update: text('first') })
    archive.drafts.append(id, { feed, writers: [0, 1], update: text('second') })
    archive.snapshots.put(id, { position: 1, state: text('old'), details: text('') })
    archive.snapshots.put(id, { position: 2, state: text('state'), details: text('more') })
    archive.search.replace(id, [{ block: null, number: '', text: 'Zanzibar' }])
  }
  const listed = archive.documents.list(group)
  expect(listed.map(row => ({ ...row, secret: archive.documents.get(row.id)?.secret }))).toEqual([
    kept,
    gone,
  ])
  expect(archive.drafts.list(gone.id).map(draft => draft.writers)).toEqual([[0], [0, 1]])
  expect(archive.search.query({ text: 'zanzibar' }).total).toBe(2)
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
  expect(archive.snapshots.latest(gone.id)).toBe(null)
  expect(archive.search.query({ text: 'zanzibar' }).hits.map(hit => hit.document)).toEqual([
    kept.id,
  ])
  expect(archive.snapshots.latest(kept.id)).toEqual({
    position: 2,
    state: text('state'),
    details: text('more'),
  })
})

test('a feed that arrives in any order has one head: the end of the unbroken run', () => {
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

test('a message is kept once, and no other takes its place in the feed', () => {
  const archive = temporaryArchive()
  const message = aMessage(newId<GroupId>(), newId<FeedId>(16), 0)
  expect(archive.messages.put(message)).toBe(true)
  expect(archive.messages.put({ ...message, header: text('other') })).toBe(false)
  expect(() => archive.messages.put({ ...message, id: newId<MessageId>() })).toThrow(TypeError)
  expect(archive.messages.get(message.id)).toEqual({ ...message, line: message.feed, position: 1 })
  archive.messages.dropBody(message.id)
  expect(archive.messages.get(message.id)).toMatchObject({ body: null, header: message.header })
})

test('a place of a feed is free until a message is kept there, and again when that is taken back', () => {
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

test('what was waiting is read after what was folded without it', () => {
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

test('a proof against a device is kept once', () => {
  const archive = temporaryArchive()
  const [group, device] = [newId<GroupId>(), newId<DeviceId>()]
  archive.proofs.put(group, device, text('a'), text('b'))
  archive.proofs.put(group, device, text('a'), text('b'))
  expect(archive.proofs.list(group)).toEqual([{ device, a: text('a'), b: text('b') }])
})

test('a transaction that fails leaves nothing, an inner one only what is its own', () => {
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

test('what the disk refuses is a failure in an inner transaction too', () => {
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

test('settings have safe values before they are set', () => {
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
