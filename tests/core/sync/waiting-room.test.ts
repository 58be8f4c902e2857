// The room for messages that wait: neither strangers nor one member take the part of the others.
import { expect, test } from 'vitest'
import { newDeviceKeys, random, toHex } from '#core/keys'
import { deviceIdOf } from '#core/records'
import type { DeviceId, FeedId, MemberId, MessageId } from '#shared/ids'
import { fileOfPacks, forge, packed, type Pen } from '#tests/forge'
import { aliceWithSync, handFile, joined, nextSession, type Device } from '#tests/sync'
import { none } from '../../../src/core/messages/message.ts'
import { type WaitingEntry, WaitingIndex } from '../../../src/core/sync/waiting/waiting-index.ts'

const hexadecimal = <Id>(bytes: number): Id => toHex(random(bytes)) as Id

/** Names of messages that no device has, as many as one message holds. */
const invented = Array.from({ length: 16_000 }, () => ({
  feed: hexadecimal<FeedId>(16),
  seq: 1,
  id: hexadecimal<MessageId>(32),
})).toSorted((one, other) => (one.feed < other.feed ? -1 : 1))

/** Gives the device so many messages of these authors, each of which names 16,000 others. */
const fill = async ({ group, sync }: Device, pens: readonly Pen[], count: number) => {
  for (let at = 0; at < count; at++) {
    const pen = pens[at % pens.length]!
    const message = forge(pen, { after: { records: [], feeds: invented } })
    await sync.readFile(await fileOfPacks(group.self.keys, group.id, [packed([message])]))
  }
}
const stranger = ({ group }: Device): Pen => {
  const keys = newDeviceKeys()
  return { group: group.id, device: deviceIdOf(keys), keys }
}
/** Chen writes, Bob has it and writes, and Alice removes Chen before either comes. */
const removal = async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const [b, c] = [await joined('Bob', a), await joined('Chen', a)]
  for (const each of [b, c]) await handFile(a, each)
  b.group.addRecords(a.group.recordsBeyond([]))
  c.notebook.write(page, 'by Chen')
  await handFile(c, b)
  b.notebook.write(page, 'by Bob')
  if (!c.group.self.member) throw new TypeError('no member')
  a.group.removeMember(c.group.self.member, 'left')
  return { a, b, c, page }
}

test('strangers fill the room for waiting messages: words of members still arrive', async () => {
  const { a, b, page } = await removal()
  await fill(a, [stranger(a), stranger(a)], 26)
  await handFile(b, a)
  expect(a.notebook.lines(page)).toEqual(expect.arrayContaining(['by Chen', 'by Bob']))
  const next = nextSession(a)
  b.notebook.write(page, 'later')
  await handFile(b, next)
  expect(next.notebook.lines(page)).toContain('later')
})

test('two devices of one member fill the room of that member: others have theirs', () => {
  const index = new WaitingIndex()
  const names = invented.map(({ id }) => id)
  const [mallory, bob] = [hexadecimal<MemberId>(16), hexadecimal<MemberId>(16)]
  const [one, two] = [hexadecimal<DeviceId>(32), hexadecimal<DeviceId>(32)]
  const entryBy = (member: MemberId, device: DeviceId, at: number): WaitingEntry => ({
    ...{ member, device, seq: at, names, need: 'records', bytes: 600_000 },
    ...{ document: null, isHollow: false, lacked: null },
    feed: hexadecimal(16),
    previous: none,
  })
  let taken = 0
  for (let at = 0; at < 60; at++) {
    const entry = entryBy(mallory, at % 2 === 0 ? one : two, at)
    if (!index.hasRoomFor(entry)) continue
    index.put(hexadecimal(32), entry)
    taken++
  }
  expect(taken).toBeGreaterThan(5)
  expect(index.hasRoomFor(entryBy(mallory, two, 60))).toBe(false)
  expect(index.hasRoomFor(entryBy(bob, one, 61))).toBe(true)
})
