// Attacks on optimistic delivery: authors without the right to write, two messages for one place,
// and any order of arrival.
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import { encode, random } from '#core/keys'
import { forge, packed } from '#tests/forge'
import { linesOf, openPen, type Pen } from '#tests/documents'
import {
  admitted,
  create,
  founded,
  handFile,
  newSession,
  openedAt,
  type Opened,
} from '#tests/sessions'
import { until } from '#tests/sync'
import { memoryLinks } from '../../acceptance/link.ts'
import { writeUpdateBody } from '../../../src/core/documents/bodies.ts'
import { readFrame } from '../../../src/core/sync/frames.ts'
import { readMessage } from '../../../src/core/sync/message.ts'
import { readPack, writeLivePack, type Pack } from '../../../src/core/sync/pack.ts'
import { sealEnvelopes } from '../../../src/core/sync/envelope.ts'
import { encodeBundle } from '../../../src/core/sync/codec/encode.ts'

type Staged = { a: Opened; group: GroupId; document: DocumentId; pen: Pen }

const deviceOf = ({ groups }: Opened, group: GroupId): DeviceId => groups.get(group).self.device

/** Alice, with a window on a page of two paragraphs, and others who have it; nobody is linked. */
const stage = async (count: number): Promise<Staged & { others: Opened[] }> => {
  const a = await newSession()
  const group = founded(a)
  const document = await create(a, group, 'Words ', 'More ')
  await a.documents.share(document)
  const others: Opened[] = []
  for (let index = 0; index < count; index++) {
    const other = await newSession()
    await admitted(a, other, group)
    await handFile(a, other, group)
    others.push(other)
  }
  for (const each of others)
    each.groups.get(group).addRecords(a.groups.get(group).recordsBeyond([]))
  return { a, group, document, pen: openPen(a, document), others }
}

/** A link to Alice on which `from` sends any frames; `heard`: the kinds of frames from Alice. */
const speaker = ({ a, group }: Staged, from: Opened) => {
  const ends = memoryLinks({ a: deviceOf(from, group), b: deviceOf(a, group) })
  const heard: string[] = []
  ends.a.onFrame(bytes => void heard.push(readFrame(bytes)?.kind ?? 'none'))
  a.sync.addLink(group, ends.b)
  const epoch = from.groups.get(group).epoch()
  const say = async (bytes: Uint8Array): Promise<void> => {
    for (const seal of sealEnvelopes(epoch, bytes)) await ends.a.send(seal)
  }
  return { heard, say, close: () => ends.a.close() }
}

/** The last message that `from` wrote. */
const lastOf = (from: Opened, group: GroupId): Pack => {
  const row = from.archive.messages.head(group, from.sync.feedOf(group))
  const stored = row && from.archive.messages.get(row.id)
  const message = stored && readMessage(stored.header)
  if (!message || !stored.signature) throw new TypeError('no message')
  return { items: [{ message, body: stored.body }], signature: stored.signature }
}
const live = (pack: Pack): Uint8Array => writeLivePack(pack, () => null)

/** Text that `from` types, in a message. */
const typed = async ({ group, document }: Staged, from: Opened, text: string): Promise<Pack> => {
  const pen = openPen(from, document)
  pen.type(text)
  await pen.saved()
  await from.documents.flush()
  pen.close()
  return lastOf(from, group)
}

const changes = ({ pen }: Staged): number =>
  pen.heard.filter(({ kind }) => kind === 'changed').length
const isAnew = ({ pen }: Staged): boolean => pen.heard.some(({ kind }) => kind === 'withdrawn')

test('a member without the right to write sends letters: no window shows them', async () => {
  for (const role of ['member', 'observer', 'reviewer'] as const) {
    const staged = await stage(1)
    const { a, group, document, others } = staged
    const [b = a] = others
    const pen = openPen(b, document)
    a.groups.get(group).setRole(b.groups.get(group).self.member!, role)
    b.groups.get(group).addRecords(a.groups.get(group).recordsBeyond([]))
    const updates: Uint8Array[] = []
    pen.doc.on('update', (update: Uint8Array) => void updates.push(update))
    pen.type('x')
    if (role === 'member') await b.documents.flush()
    else {
      const body = writeUpdateBody({ writers: [{ feed: null, writer: 0 }], update: updates[0]! })
      b.sync.publish(group, document, 'update', body)
    }
    const { say } = speaker(staged, b)
    const pack = lastOf(b, group)
    await say(live(pack))
    expect([role, changes(staged)]).toEqual([role, role === 'member' ? 1 : 0])
    await until(() => a.archive.messages.get(pack.items[0].message.id) !== null)
    expect([role, linesOf(a, document)[0]]).toEqual([
      role,
      role === 'member' ? 'Words x' : 'Words ',
    ])
    expect([role, changes(staged)]).toEqual([role, role === 'member' ? 1 : 0])
  }
})

/** Two messages of Bob for one place, each with letters. */
const twoOfOne = async (staged: Staged, b: Opened): Promise<[Pack, Pack]> => {
  const { group } = staged
  const first = await typed(staged, b, 'x')
  const [{ message, body }] = first.items
  // The letter at the end of the body is another one.
  const other = body!.slice()
  const at = other.lastIndexOf(120)
  other[at] = 121
  const { keys } = b.groups.get(group).self
  const secret = b.archive.documents.get(staged.document)!.secret
  const forged = forge({ group, device: message.device, keys }, { ...message, body: other, secret })
  return [first, { items: [{ message: forged.message, body: other }], signature: forged.signature }]
}

test('a device signs two contents for one place: windows show the one that is kept', async () => {
  const staged = await stage(2)
  const { a, document, others } = staged
  const [b = a, c = a] = others
  const [one, other] = await twoOfOne(staged, b)
  const links = [speaker(staged, b), speaker(staged, c)] as const
  await links[0].say(live(one))
  await links[1].say(live(other))
  await until(() => linesOf(a, document)[0] === 'Words x')
  expect([changes(staged), isAnew(staged)]).toEqual([1, false])
  expect(staged.pen.text()).toContain('Words x')
})

test('an admitter filled a place for the newcomer alone: no letters for all are shown there', async () => {
  const { a, group, document, others } = await stage(1)
  const [b = a] = others
  const staged = { a: b, group, document, pen: openPen(b, document) }
  const letters = await typed(staged, a, 'x')
  const { feed, seq, previous } = letters.items[0].message
  const pen = { group, ...a.groups.get(group).self }
  const said = { kind: 'snapshot', document, body: encode([1, 'snapshot']) } as const
  const { secret } = a.archive.documents.get(document)!
  const place = { audience: deviceOf(b, group), feed, seq, previous }
  const alone = forge(pen, { ...place, ...said, secret })
  const { say } = speaker(staged, a)
  const before = a.archive.messages.range(group, feed, 0, seq)
  for (const row of before) {
    const message = readMessage(row.header)!
    await say(live({ items: [{ message, body: row.body }], signature: row.signature! }))
  }
  await say(packed([alone]))
  await until(() => b.archive.messages.get(alone.message.id) !== null)
  await say(live(letters))
  const proofs = (): unknown[] => b.archive.proofs.list(group)
  await until(() => proofs().length > 0)
  expect(changes(staged)).toBe(0)
  expect(linesOf(b, document)[0]).toBe('Words ')
})

test('windows read the document again: text that is typed elsewhere meanwhile is not lost', async () => {
  const staged = await stage(1)
  const { a, group, document, pen, others } = staged
  const [b = a] = others
  const { say } = speaker(staged, b)
  await say(live(await typed(staged, b, 'x')))
  expect(staged.pen.text()).toContain('Words x')
  a.groups.get(group).removeMember(b.groups.get(group).self.member!, 'left')
  await until(() => isAnew(staged))
  // On its way to core when core told the window.
  pen.type('z', 1)
  expect(linesOf(a, document)).toEqual(['Words ', 'More z'])
  // Text on top of withdrawn letters is not accepted.
  pen.type('y')
  expect(linesOf(a, document)).toEqual(['Words ', 'More z'])
  expect(openPen(a, document).text()).toContain('More z')
})

test('a window opens meanwhile: it is not asked to read again what it never read', async () => {
  const staged = await stage(1)
  const { a, group, document, others } = staged
  const [b = a] = others
  const { say } = speaker(staged, b)
  await say(live(await typed(staged, b, 'x')))
  // The judge asks at the intake: as if a record had come in between.
  const devices = a.groups.get(group).state().devices as Map<DeviceId, unknown>
  devices.delete(deviceOf(b, group))
  const late = openPen(a, document)
  expect(late.heard.map(({ kind }) => kind)).toEqual(['opened'])
  expect(late.text()).not.toContain('Words x')
  expect(isAnew(staged)).toBe(true)
})

test('a letter builds on one of another link: it is shown behind that one, and nothing is requested', async () => {
  const staged = await stage(2)
  const { a, group, document, others } = staged
  const [b = a, c = a] = others
  const first = await typed(staged, b, 'x')
  const ends = memoryLinks({ a: deviceOf(b, group), b: deviceOf(c, group) })
  b.sync.addLink(group, ends.a)
  c.sync.addLink(group, ends.b)
  await until(() => linesOf(c, document)[0] === 'Words x')
  ends.a.close()
  const second = await typed(staged, c, 'y')
  const { id } = first.items[0].message
  expect(second.items[0].message.after.feeds.map(point => point.id)).toContain(id)
  const links = [speaker(staged, b), speaker(staged, c)] as const
  await links[0].say(live(first))
  const asked = links[1].heard.filter(kind => kind === 'want').length
  await links[1].say(live(second))
  expect(staged.pen.text()).toContain('Words xy')
  await until(() => linesOf(a, document)[0] === 'Words xy')
  expect(links[1].heard.filter(kind => kind === 'want')).toHaveLength(asked)
})

test('a link has ended: no more of its letters are shown', async () => {
  const staged = await stage(1)
  const { a, group, document, others } = staged
  const [b = a] = others
  const pack = await typed(staged, b, 'x')
  const { self } = b.groups.get(group)
  const large = forge({ group, ...self }, { body: encode([1, 'zz-later', random(1 << 20)]) })
  const { say } = speaker(staged, b)
  const { transaction } = a.archive
  const isFull = Promise.withResolvers<void>()
  Object.assign(a.archive, {
    transaction() {
      isFull.resolve()
      throw new Failure('disk-full')
    },
  })
  await say(encodeBundle([readPack(packed([large]))!, pack], () => null)!)
  await isFull.promise
  await until(() => a.sync.peers().length === 0)
  await new Promise(setImmediate)
  Object.assign(a.archive, { transaction })
  expect(changes(staged)).toBe(0)
  expect(linesOf(a, document)[0]).toBe('Words ')
})

test('a profile is locked: it keeps the letters that windows showed', async () => {
  const staged = await stage(1)
  const { a, document, others } = staged
  const [b = a] = others
  const { say } = speaker(staged, b)
  await say(live(await typed(staged, b, 'x')))
  expect(staged.pen.text()).toContain('Words x')
  expect(linesOf(a, document)[0]).toBe('Words ')
  await a.close()
  expect(linesOf(await openedAt(a.directory), document)[0]).toBe('Words x')
})
