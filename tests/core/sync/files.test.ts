// Exchange by encrypted files alone: in any order, more than once, and with every fault that a file
// can have.
import { Encrypter } from 'age-encryption'
import { expect, test } from 'vitest'
import {
  decodeStrict,
  digest,
  encode,
  fromHex,
  random,
  toHex,
  utf8,
  type Encodable,
} from '#core/keys'
import type { FeedId, MemberId } from '#shared/ids'
import { openOutside } from '../../../src/core/sync/files/locked-file.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'
import { packsOf } from '../../../src/core/sync/packs/pack-ranges.ts'
import { temporaryArchive, rowsOf } from '#tests/archive'
import { fileOfPacks, lockedFor } from '#tests/forge'
import { applicant, joiner } from '#tests/group'
import {
  aliceWithSync,
  handFile,
  joined,
  link,
  nextSession,
  until,
  withSync,
  type Device,
} from '#tests/sync'

const fileOf = async (from: Device): Promise<Uint8Array> =>
  (await from.sync.writeFile({ group: from.group.id, members: [] })).bytes

/** The kinds and feeds of the messages in a file that `reader` can open. */
const messagesIn = async (file: Uint8Array, reader: Device) => {
  const inside = await openOutside(file, reader.group.self.keys.agreement.secret)
  const packs = (decodeStrict(inside!, 1 << 26) as Uint8Array[][])[4]!
  return packs.flatMap(pack => readPack(pack)!.items.map(({ message }) => message))
}

/** The state that a refused file must leave unchanged. */
const stateOf = ({ archive, group }: Device) => ({
  heads: archive.messages.heads(group.id),
  records: group.recordHeads(),
  rows: rowsOf(archive, group.id),
})

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? 'an error without a code',
  )

test('three members only exchange files, in any order and twice: all have the same', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  const c = await joined('Carol', a)
  await handFile(a, b)
  const files: Uint8Array[] = []
  for (let round = 0; round < 3; round++) {
    for (const person of [a, b, c]) {
      person.notebook.write(page, `${person.handle} ${round}`)
      files.push(await fileOf(person))
    }
  }
  for (const [index, person] of [a, b, c].entries()) {
    const order =
      index === 0 ? files.toReversed() : index === 1 ? files : [...files.slice(5), ...files]
    for (const file of order) await person.sync.readFile(file)
    for (const file of order) {
      const again = await person.sync.readFile(file)
      expect(again).toMatchObject({ accepted: 0, refused: 0, waiting: 0, documents: [] })
    }
  }
  const lines = ['Alice', 'Bob', 'Carol'].flatMap(handle => [0, 1, 2].map(n => `${handle} ${n}`))
  for (const person of [a, b, c]) expect(person.notebook.lines(page)).toEqual(lines)
})

test('a file is read: its outcome is reported', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  const b = await joined('Bob', a)
  a.notebook.share(page)
  a.notebook.write(page, 'one')
  const { bytes, messages } = await a.sync.writeFile({ group: a.group.id, members: [] })
  // Where Bob begins, and the page with its line; Alice has no text of others to speak about.
  expect(messages).toBe(3)
  expect(await b.sync.readFile(bytes)).toEqual({
    group: a.group.id,
    accepted: 2,
    refused: 0,
    waiting: 0,
    documents: [page],
    known: a.group.recordsBeyond([]).length + 1,
  })
})

test('a newcomer reads a file: it begins at its admission, and earlier messages are not in the file', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  a.notebook.write(page, 'before')
  const newcomer = withSync(applicant('Bob', a, { archive: temporaryArchive() }))
  expect(newcomer.group.entry().state).toBe('joining')
  const { reply } = newcomer as Device & { reply: Uint8Array }
  a.group.admit(a.group.readReply(reply).reply)
  await until(() => a.archive.writtenBootstraps.count({ group: a.group.id }) === 1)
  a.notebook.write(page, 'after')
  const file = await fileOf(a)
  const carried = await messagesIn(file, newcomer)
  expect(carried.map(({ kind }) => kind)).toEqual(['heads', 'snapshot', 'update'])
  expect(carried.map(({ audience }) => audience)).toEqual([
    newcomer.group.self.device,
    newcomer.group.self.device,
    a.group.id,
  ])
  const received = await newcomer.sync.readFile(file)
  expect(received).toMatchObject({ refused: 0, waiting: 0, documents: [page] })
  expect(newcomer.group.entry().state).toBe('active')
  expect(newcomer.notebook.lines(page)).toEqual(['after', 'before'])
  newcomer.notebook.write(page, 'from Bob')
  await handFile(newcomer, a)
  expect(a.notebook.lines(page)).toEqual(['after', 'before', 'from Bob'])
  // After the newcomer's answer its beginning is not sent again.
  const next = await messagesIn(await fileOf(a), newcomer)
  expect(next.every(({ audience }) => audience === a.group.id)).toBe(true)
})

test('a newcomer and an old member who wrote before the admission meet: both have one text', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  b.notebook.write(page, 'written before Carol came')
  const c = await joined('Carol', a)
  await handFile(a, b)
  await handFile(b, c)
  await handFile(b, a)
  c.notebook.write(page, 'from Carol')
  await handFile(c, b)
  await handFile(a, b)
  for (const person of [b, c])
    expect(person.notebook.lines(page)).toEqual(['from Carol', 'written before Carol came'])
})

test('a file is for chosen members: no other member opens it', async () => {
  const a = aliceWithSync()
  const b = await joined('Bob', a)
  const c = await joined('Carol', a)
  const members = [b.group.self.member!]
  const { bytes } = await a.sync.writeFile({ group: a.group.id, members })
  expect(await codeOf(b.sync.readFile(bytes))).toBe('done')
  expect(await codeOf(c.sync.readFile(bytes))).toBe('file-not-for-this-device')
  expect(await codeOf(a.sync.readFile(bytes))).toBe('file-not-for-this-device')
  const nobody = { group: a.group.id, members: [toHex(random(32)) as MemberId] }
  expect(await codeOf(a.sync.writeFile(nobody))).toBe('not-found')
})

test('a file is wrong in some way: it is refused with its reason, and changes nothing', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  a.notebook.write(page, 'a line')
  const file = await fileOf(a)
  const before = stateOf(b)
  const flipped = (at: number): Uint8Array => {
    const changed = file.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    return changed
  }
  const group = fromHex(a.group.id)
  const refusals: [string, Uint8Array, string][] = [
    ['empty', new Uint8Array(), 'file-damaged'],
    ['cut in its first word', file.slice(0, 10), 'file-damaged'],
    ['cut in its header', file.slice(0, 120), 'file-damaged'],
    ['cut by a byte', file.slice(0, -1), 'file-damaged'],
    ['cut in half', file.slice(0, file.length / 2), 'file-damaged'],
    ['a byte longer', new Uint8Array([...file, 0]), 'file-damaged'],
    ['changed at its end', flipped(file.length - 3), 'file-damaged'],
    ['noise', random(5_000), 'file-wrong-kind'],
    ['a text', utf8('Dear members,\n'), 'file-wrong-kind'],
    ['an invitation', a.group.invite({ role: 'member' }).file, 'file-wrong-kind'],
    ['of a passphrase', await passphraseFile(), 'file-wrong-kind'],
    [
      'of another kind',
      await lockedFor(b.group.self.keys, [1, 'backup', group]),
      'file-wrong-kind',
    ],
    [
      'of a later format',
      await lockedFor(b.group.self.keys, [2, 'locked', group, {}]),
      'file-is-newer',
    ],
    ['of no format', await lockedFor(b.group.self.keys, { hello: 1 }), 'file-damaged'],
    [
      'of another group',
      await lockedFor(b.group.self.keys, [1, 'locked', random(32), [], [], null, []]),
      'file-damaged',
    ],
    [
      'with a wrong manifest',
      await lockedFor(b.group.self.keys, [1, 'locked', group, [], [], null, [0, 0, 0, random(32)]]),
      'file-damaged',
    ],
    ['for others', await fileOf(aliceWithSync()), 'file-not-for-this-device'],
    ['too large', new Uint8Array((64 << 20) + 1), 'file-too-large'],
  ]
  for (const [name, bytes, code] of refusals)
    expect([name, await codeOf(b.sync.readFile(bytes))]).toEqual([name, code])
  expect(stateOf(b)).toEqual(before)
  expect((await b.sync.readFile(file)).accepted).toBeGreaterThan(0)
})

const passphraseFile = async (): Promise<Uint8Array> => {
  const encrypter = new Encrypter()
  encrypter.setPassphrase('a passphrase of this test')
  encrypter.setScryptWorkFactor(10)
  return encrypter.encrypt(encode([1, 'invitation']))
}

test('one pack proves nothing: it is counted and skipped, and the rest is accepted', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  const b = await joined('Bob', a)
  a.notebook.share(page)
  const inside = await openOutside(await fileOf(a), b.group.self.keys.agreement.secret)
  const list = decodeStrict(inside!, 1 << 26) as Encodable[]
  const packs = [random(300), ...(list[4] as Uint8Array[]), new Uint8Array()]
  list[4] = packs
  const [records, , messages] = list[6] as number[]
  list[6] = [records!, packs.length, messages!, digest('locked', ...packs)]
  const received = await b.sync.readFile(await lockedFor(b.group.self.keys, list))
  expect(received).toMatchObject({ accepted: 1, refused: 2, documents: [page] })
})

test('a file is missing: messages wait over a restart, and go on when it comes', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  const c = await joined('Carol', a)
  await handFile(a, b)
  a.notebook.write(page, 'first')
  const first = await fileOf(a)
  await handFile(a, b)
  b.notebook.write(page, 'second', 'first')
  // A file with Bob's messages alone: Carol lacks those that they build on.
  const inside = await openOutside(await fileOf(b), c.group.self.keys.agreement.secret)
  const list = decodeStrict(inside!, 1 << 26) as Encodable[]
  const packs = (list[4] as Uint8Array[]).filter(
    pack => readPack(pack)!.items[0].message.device === b.group.self.device,
  )
  list[4] = packs
  list[6] = [(list[6] as number[])[0]!, packs.length, 1, digest('locked', ...packs)]
  const early = await c.sync.readFile(await lockedFor(c.group.self.keys, list))
  expect(c.notebook.lines(page)).toEqual([])
  expect(early.waiting).toBeGreaterThan(0)
  const later = nextSession(c)
  expect(later.notebook.lines(page)).toEqual([])
  await later.sync.readFile(first)
  expect(later.notebook.lines(page)).toEqual(['first', 'second'])
  expect(later.archive.waitingMessages.list({ group: a.group.id })).toEqual([])
})

test('a bootstrap is cut short: it goes on over a link', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  a.notebook.write(page, 'from before')
  const b = withSync(joiner('Bob', a, { archive: temporaryArchive() }))
  await until(() => a.archive.writtenBootstraps.count({ group: a.group.id }) === 1)
  const feed = a.archive.writtenBootstraps.list({ group: a.group.id })[0]!.feed!
  // The newcomer's beginning arrives, and then the link is gone: no snapshot.
  const waiting = { at: () => null, get: () => null }
  const held = {
    messages: a.archive.messages,
    waiting,
    signedIn: (line: FeedId) => line,
    leadingOff: () => [],
  }
  const [first] = packsOf(held, a.group.id, feed, 0, 0)
  await b.sync.readFile(await fileOfPacks(b.group.self.keys, b.group.id, [first!.bytes]))
  a.notebook.write(page, 'from after')
  expect(b.notebook.lines(page)).toBeNull()
  const cut = link(a, b)
  await until(() => b.notebook.lines(page)?.length === 2)
  await a.sync.level(a.group.id)
  await until(() => a.archive.messages.range(a.group.id, feed, 1, 2)[0]?.body === null)
  cut()
  expect(b.notebook.lines(page)).toEqual(['from after', 'from before'])
})
