// Text of a circle uses the same links as all else, reaches the members of the circle, and leaves
// no byte with others.
import { describe, expect, test } from 'vitest'
import { rowsOf } from '#tests/archive'
import { fromHex, random, toHex, utf8 } from '#core/keys'
import type { FeedId, DeviceId, EpochId, GroupId } from '#shared/ids'
import { memoryLinks } from '../../acceptance/link.ts'
import { has, memberOf, recorded, threeMembers, threePeople, withCircles } from '#tests/circles'
import type { CircleDevice } from '#tests/circles'
import { until } from '#tests/sync'
import { writeCircleRecord } from '../../../src/core/group/circles/history.ts'
import type { CircleBody } from '../../../src/core/group/circles/records.ts'
import { frameLimit } from '../../../src/core/sync/link/link.ts'
import { writeLocked } from '../../../src/core/sync/files/locked-file.ts'
import { packsOf } from '../../../src/core/sync/packs/pack-ranges.ts'
import { sealEnvelopes } from '../../../src/core/sync/link/envelope.ts'

const phrase = 'what only the circle may read'
const byHand = 'told to all'

const levelled = async (...all: CircleDevice[]): Promise<void> => {
  for (const { sync, group } of all) await sync.level(group.id)
}

const holds = (haystack: Uint8Array, needle: Uint8Array): boolean =>
  Buffer.from(haystack).includes(Buffer.from(needle))

/** Alice's circle with Bob, a page in it, and Carol beside them; all of them linked. */
const closedItem = async () => {
  const [a, b, c] = threeMembers()
  const ab = recorded(a, b)
  const ac = recorded(a, c)
  const bc = recorded(b, c)
  const circle = a.circles.found(a.group.id, 'Closed item').id
  a.circles.get(circle).bring(memberOf(b))
  const page = a.bookOf(circle).create()
  a.bookOf(circle).share(page)
  a.bookOf(circle).write(page, phrase)
  await has(b, circle, page, phrase)
  return { a, b, c, ab, ac, bc, circle, page }
}

describe('a circle over links', () => {
  test('one member writes in it: the other reads it, both ways, beside messages for all', async () => {
    const { a, b, c, circle, page } = await closedItem()
    b.bookOf(circle).write(page, 'and back')
    await has(a, circle, page, 'and back')
    const open = a.notebook.create()
    a.notebook.share(open)
    a.notebook.write(open, byHand)
    await has(c, c.group.id, open, byHand)
    await has(b, b.group.id, open, byHand)
    await levelled(a, b)
    await a.sync.level(circle)
    await a.sync.level(a.group.id)
    for (const { defects } of [a, b, c]) expect(defects).toEqual([])
  })

  test('a member comes in later: it begins with the page as it is', async () => {
    const { a, c, circle, page } = await closedItem()
    a.circles.get(circle).bring(memberOf(c))
    await has(c, circle, page, phrase)
    c.bookOf(circle).write(page, 'of Carol')
    await has(a, circle, page, 'of Carol')
    expect(c.bookOf(circle).lines(page)).toEqual(['of Carol', phrase])
  })

  test('a device is not in it: it keeps and hears nothing, neither name nor number nor a longer talk', async () => {
    const { a, b, c, ac, bc, circle } = await closedItem()
    await levelled(a, c)
    await levelled(b, c)
    const secrets = [circle, a.circles.get(circle).epoch().id].map(fromHex)
    for (const frame of [...ac.frames, ...bc.frames]) {
      for (const secret of [...secrets, utf8('circle'), utf8(phrase)])
        expect(holds(frame, secret)).toBe(false)
    }
    expect(c.circles.of(c.group.id)).toEqual([])
    const kept = [
      ...c.archive.records.list(c.group.id).map(({ bytes }) => bytes),
      ...[...rowsOf(c.archive, c.group.id).values()]
        .flat()
        .flatMap(row => Object.values(row).filter(value => value instanceof Uint8Array)),
      ...c.archive.messages
        .heads(c.group.id)
        .flatMap(({ feed }) => c.archive.messages.range(c.group.id, feed, 0, 1_000))
        .flatMap(({ header, body }) => [header, body ?? new Uint8Array()]),
    ]
    for (const bytes of kept) for (const secret of secrets) expect(holds(bytes, secret)).toBe(false)
    expect(c.archive.messages.count(circle)).toBe(0)
    expect(c.archive.documents.list(circle)).toEqual([])
  })

  test('its members exchange it: neither its name nor its content is ever in clear', async () => {
    const { ab, circle } = await closedItem()
    for (const frame of ab.frames)
      for (const secret of [fromHex(circle), utf8('Closed item'), utf8(phrase)])
        expect(holds(frame, secret)).toBe(false)
  })

  test('the circle removed a member: the member gets nothing that was written afterwards', async () => {
    const { a, b, circle, page } = await closedItem()
    a.circles.get(circle).remove(memberOf(b))
    a.bookOf(circle).write(page, 'without Bob')
    await until(() => !b.circles.get(circle).isIn())
    expect(b.circles.get(circle).epochKey(a.circles.get(circle).epoch().id)).toBeNull()
    expect(b.bookOf(circle).lines(page)).not.toContain('without Bob')
  })

  test('the group removed a member: the member opens nothing that was made after the others learned of it', async () => {
    const { a, b, circle, page, ab } = await closedItem()
    ab.cut()
    a.group.removeMember(memberOf(b), 'left')
    a.bookOf(circle).write(page, 'without Bob')
    const { id } = a.circles.get(circle).epoch()
    const { bytes } = await a.sync.writeFile({ group: circle, members: [] })
    await expect(b.sync.readFile(bytes)).rejects.toThrow('file-not-for-this-device')
    expect(b.circles.get(circle).epochKey(id)).toBeNull()
  })
})

/** Everything that `device` has of a group or circle, as packs. */
const packsIn = ({ archive }: CircleDevice, space: GroupId): Uint8Array[] => {
  const waiting = { at: () => null, get: () => null }
  const signedIn = (line: FeedId): FeedId => line
  const held = {
    messages: archive.messages,
    waiting,
    signedIn,
    leadingOff: () => [],
    secretOf: () => null,
  }
  return archive.messages
    .heads(space)
    .flatMap(({ feed, seq }) => [...packsOf(held, space, feed, 0, seq)])
    .map(({ bytes }) => bytes)
}

describe('messages of a circle and of the group', () => {
  test("a member seals a circle's message for the group: refused", async () => {
    const { a, b, c, bc, circle, page } = await closedItem()
    bc.cut()
    await levelled(b, c)
    const before = c.archive.messages.count(c.group.id)
    const ends = memoryLinks({ a: b.group.self.device, b: c.group.self.device })
    c.sync.addLink(c.group.id, ends.b)
    const packs = packsIn(a, circle)
    expect(packs.length).toBeGreaterThan(0)
    for (const pack of packs)
      for (const seal of sealEnvelopes(b.group.epoch(), pack)) await ends.a.send(seal)
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    expect(c.archive.messages.count(c.group.id)).toBe(before)
    expect(c.archive.documents.get(page)).toBeNull()
    expect(c.archive.messages.count(circle)).toBe(0)
  })

  const fileFor = (from: CircleDevice, to: CircleDevice, group: GroupId, packs: Uint8Array[]) => {
    const space = group === from.group.id ? from.group : from.circles.get(group)
    const records = space.recordsBeyond([])
    const locked = { group, records, packs, messages: packs.length, heads: null }
    return writeLocked(locked, [to.group.self.keys.agreement.public])
  }

  test("a circle's message comes in a file of the group: refused", async () => {
    const { a, b, c, circle, page } = await closedItem()
    const packs = packsIn(a, circle)
    const { accepted, refused } = await c.sync.readFile(await fileFor(b, c, c.group.id, packs))
    expect({ accepted, refused: refused > 0 }).toEqual({ accepted: 0, refused: true })
    expect(c.archive.documents.get(page)).toBeNull()
  })

  test('a message for all comes in the circle: ignored', async () => {
    const { a, b, circle } = await closedItem()
    const open = a.notebook.create()
    a.notebook.share(open)
    await has(b, b.group.id, open)
    const before = b.archive.messages.count(circle)
    const file = await fileFor(a, b, circle, packsIn(a, a.group.id))
    const { refused } = await b.sync.readFile(file)
    expect(refused).toBeGreaterThan(0)
    expect(b.archive.messages.count(circle)).toBe(before)
  })
})

describe('a circle in a file', () => {
  test("a file is written for a circle's members: it brings in a member who was never linked, and nobody else reads it", async () => {
    const [alice, bob, carol] = threePeople()
    const [a, b, c] = [withCircles(alice), withCircles(bob, { takes: false }), withCircles(carol)]
    const circle = a.circles.found(a.group.id, 'Closed item')
    circle.bring(memberOf(b))
    const page = a.bookOf(circle.id).create()
    a.bookOf(circle.id).share(page)
    a.bookOf(circle.id).write(page, phrase)
    const { bytes } = await a.sync.writeFile({ group: circle.id, members: [] })
    await expect(b.sync.readFile(bytes)).rejects.toThrow('circle-offered')
    b.circles.accept(b.group.id, circle.id)
    await b.sync.readFile(bytes)
    expect(b.bookOf(circle.id).lines(page)).toEqual([phrase])
    await expect(c.sync.readFile(bytes)).rejects.toThrow('file-not-for-this-device')
    const forAll = await a.sync.writeFile({ group: a.group.id, members: [] })
    await c.sync.readFile(forAll.bytes)
    expect(c.circles.of(c.group.id)).toEqual([])
  })
})

test('a member fills a frame with records to keep a reader out: more frames bring the reader in', async () => {
  const [a, b, c] = threeMembers()
  const circle = a.circles.found(a.group.id, 'Closed item')
  circle.bring(memberOf(b), 'reader')
  const forge = (body: CircleBody): void => {
    const header = { group: circle.id, parents: circle.recordHeads(), at: 1 }
    const signed = writeCircleRecord(b.group.self.keys, header, body)
    expect(circle.addRecords([signed])).toMatchObject({ accepted: 1 })
  }
  const anyId = <T extends string>(): T => toHex(random(32)) as T
  const claimed = [...Array(255)].map(anyId<DeviceId>).toSorted()
  const epochFor = (devices: readonly DeviceId[]) => ({
    id: anyId<EpochId>(),
    boxes: [b.group.self.device, ...devices]
      .toSorted()
      .map(device => [device, random(80)] as const),
  })
  const member = memberOf(b)
  for (let at = 0; at < claimed.length; at += 64) {
    const devices = claimed.slice(at, at + 64)
    forge({ type: 'bring', member, devices, role: null, epoch: epochFor(devices) })
  }
  for (let count = 0; count < 50; count++) forge({ type: 'renew', epoch: epochFor(claimed) })
  circle.bring(memberOf(c))
  const page = a.bookOf(circle.id).create()
  a.bookOf(circle.id).share(page)
  a.bookOf(circle.id).write(page, phrase)
  const { frames } = recorded(a, c)
  await has(c, circle.id, page, phrase)
  expect(frames.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(frameLimit)
  for (const { length } of frames) expect(length).toBeLessThanOrEqual(frameLimit)
})
