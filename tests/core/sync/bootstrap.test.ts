// A newcomer's bootstrap comes from its admitter, and from no other device.
import { expect, test } from 'vitest'
import { encode, fromHex, random, toHex, type Encodable } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { feedFor, fileOfPacks, forge, forgeAfter, packed } from '#tests/forge'
import { inGroup } from '#tests/records'
import { aliceWithSync, handFile, joined, type Device } from '#tests/sync'

const penOf = ({ group }: Device) => ({
  group: group.id,
  device: group.self.device,
  keys: group.self.keys,
})
const headsOf = ({ group }: Device) => group.recordHeads().map(id => ({ id })) as never

const snapshot = (lines: string[]): { secret: Uint8Array; body: Uint8Array } => {
  const secret = random(32)
  return { secret, body: encode([1, 'snapshot', secret, {}, [], [[], []] as Encodable, lines]) }
}

test("a member claims to be another one's admitter: ignored", async () => {
  const a = aliceWithSync()
  const b = await joined('Bob', a)
  const mallory = await joined('Mallory', a)
  await handFile(a, b)
  const join = [...b.group.state().requests.values()].find(
    ({ device }) => device === b.group.self.device,
  )!
  // An unknown record stops judging; messages on top of it are kept unjudged.
  const records = inGroup(mallory.group.id)
  const keys = mallory.group.self.keys
  const asked = b.group.recordsBeyond([]).find(({ id }) => id === join.id)!
  const unknown = records.write(keys, headsOf(mallory), 'zz-later', ['x'])
  const admit = records.welcome(keys, [unknown], asked)
  expect(b.group.addRecords([unknown, admit])).toMatchObject({ accepted: 2 })
  const { secret, body } = snapshot(['said by nobody'])
  const document = toHex(random(16)) as DocumentId
  const pen = penOf(mallory)
  const forged = forge(pen, {
    audience: b.group.self.device,
    feed: feedFor(pen),
    kind: 'snapshot',
    document,
    body,
    secret,
  })
  const file = await fileOfPacks(b.group.self.keys, b.group.id, [packed([forged])])
  expect(await b.sync.readFile(file)).toMatchObject({ accepted: 0, refused: 1 })
  expect(b.notebook.lines(document)).toBeNull()
})

test('an admitter sends a second beginning: refused', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  const c = await joined('Carol', a)
  await handFile(a, b)
  const pen = penOf(a)
  const { feed } = c.archive.messages.heads(c.group.id).at(0) ?? { feed: feedFor(penOf(c)) }
  // As if all of Carol's future messages had been there before Bob came.
  const heads = [[], [[fromHex(feed), 1_000_000, random(32)]]]
  const first = forge(pen, {
    audience: b.group.self.device,
    feed: feedFor(pen),
    kind: 'heads',
    body: encode([1, 'heads', heads]),
  })
  const { secret, body } = snapshot(['said by nobody'])
  const document = toHex(random(16)) as DocumentId
  const next = forgeAfter(pen, first, { kind: 'snapshot', document, body, secret })
  const file = await fileOfPacks(b.group.self.keys, b.group.id, [packed([first, next])])
  expect(await b.sync.readFile(file)).toMatchObject({ accepted: 0, refused: 2 })
  expect(b.notebook.lines(document)).toBeNull()
  c.notebook.write(page, 'from Carol')
  await handFile(c, b)
  expect(b.notebook.lines(page)).toEqual(['from Carol'])
})
