// An invitation in the wrong hands: a holder can ask again and again with new keys. Neither the
// list of requests nor the archive grows, and the invited person still joins.
import type { SignedRecord } from '#core/records'
import { expect, test } from 'vitest'
import { askToJoin, foundCircle, openGroup } from '#core/group'
import type { GroupStorage } from '#core/group'
import { newDeviceKeys, random, toHex } from '#core/keys'
import { given, idOf, people, portsOf } from '#tests/circle-people'
import { founder, joiner, meet, reopened, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { inGroup, invitationKeysOf } from '#tests/records'
import { refusal } from '#tests/refusal'
import { writeCircleRecord } from '../../../src/core/group/circles/history.ts'

type Someone = Person<GroupStorage>

const alice = (): Someone => founder('Alice', { archive: memoryGroups() })

/** A reply to this invitation, and the device that wrote it. */
const asking = (file: Uint8Array, handle: string, host: Someone) => {
  const archive = memoryGroups()
  const { group, reply } = askToJoin(archive, { bytes: file, handle }, host.environment)
  return { reply, device: { ...host, archive, group: openGroup(archive, group, host.environment) } }
}

test.each(['member', 'device'] as const)('when nine replies for a %s come, eight wait', kind => {
  const a = alice()
  const { file, invitation } =
    kind === 'member' ? a.group.invite({ role: 'member' }) : a.group.inviteDevice({})
  const all = Array.from({ length: 9 }, (_, at) => asking(file, `M${at}`, a))
  const read = all.slice(0, 8).map(({ reply }) => a.group.readReply(reply))
  expect(refusal(() => a.group.readReply(all[8]!.reply))).toBe('invitation-crowded')
  expect(a.group.requests()).toHaveLength(8)
  // A reply that was read already is read again, and another invitation has space of its own.
  expect(a.group.readReply(all[3]!.reply)).toEqual(read[3])
  const other = a.group.invite({ role: 'member' })
  a.group.readReply(asking(other.file, 'Other', a).reply)
  a.group.cancel(invitation)
  expect(a.group.requests()).toHaveLength(1)
  expect(refusal(() => a.group.readReply(all[8]!.reply))).not.toBeNull()
})

/** `count` requests to join, as records, by a holder of the invitation. */
const requests = (host: Someone, count: number, file: Uint8Array, open: SignedRecord) => {
  const pair = invitationKeysOf(file)
  const hand = inGroup(host.group.id)
  return Array.from({ length: count }, () => hand.join(newDeviceKeys(), open, pair))
}

const setting = () => {
  const a = alice()
  const b = joiner('Bob', a, { archive: memoryGroups() })
  const { file, invitation } = a.group.invite({ role: 'member' })
  meet(a, b)
  const open = a.group.recordsBeyond([]).find(({ id }) => id === invitation)!
  return { a, b, file, open }
}

test('when requests come as records, the newest wait for an answer and none is passed on', () => {
  const { a, b, file, open } = setting()
  const spam = requests(a, 200, file, open)
  const kept = b.group.recordsBeyond([]).length
  expect(b.group.addRecords(spam)).toMatchObject({ accepted: 0, refused: 0, waiting: 200 })
  expect(b.archive.records.waiting(b.group.id).map(({ id }) => id)).toEqual(
    spam.slice(-64).map(({ id }) => id),
  )
  expect(b.group.state().requests.size).toBe(1)
  expect(reopened(b).group.recordsBeyond([])).toHaveLength(kept)
  expect(b.group.recordHeads()).toEqual(a.group.recordHeads())
})

/** Alice admits Carol. Bob has received neither that nor 100 other requests. */
const admitted = () => {
  const { a, b, file, open } = setting()
  b.group.addRecords(requests(a, 100, file, open))
  const c = asking(file, 'Carol', a)
  const before = a.group.recordHeads()
  a.group.admit(a.group.readReply(c.reply).reply)
  const [join, ...answer] = a.group.recordsBeyond(before)
  return { a, b, c: c.device, join: join!, answer, more: requests(a, 100, file, open) }
}

const expectCarolIn = ({ a, b, c }: Pick<ReturnType<typeof admitted>, 'a' | 'b' | 'c'>): void => {
  b.group.addRecords(a.group.recordsBeyond(b.group.recordHeads()))
  meet(a, c)
  expect(b.group.state()).toEqual(a.group.state())
  expect([...b.group.state().members.values()].map(({ handle }) => handle)).toContain('Carol')
  expect(c.group.entry().state).toBe('active')
  expect(b.group.state().requests.size).toBe(2)
}

test('when such requests wait, an invited person still joins', () => {
  const setup = admitted()
  expectCarolIn(setup)
  expect(setup.b.archive.records.waiting(setup.b.group.id)).toHaveLength(64)
})

test("when so many came that the invited person's was dropped, its admission asks for it again", () => {
  const { b, join, answer, more, ...others } = admitted()
  expect(b.group.addRecords([join])).toMatchObject({ accepted: 0, waiting: 1 })
  b.group.addRecords(more)
  expect(b.group.addRecords(answer)).toMatchObject({ accepted: 0, waiting: 1 })
  expectCarolIn({ b, ...others })
})

test('when an answer breaks a rule, it is refused and the request goes on waiting', () => {
  const { a, b, file, open } = setting()
  const hand = inGroup(a.group.id)
  const keys = newDeviceKeys()
  const join = hand.join(keys, open, invitationKeysOf(file))
  const admit = hand.welcome(b.group.self.keys, [join], join)
  expect(a.group.addRecords([join, admit])).toMatchObject({ accepted: 0, refused: 1, waiting: 1 })
  expect(a.group.state().members.size).toBe(2)
})

/** Records on records that never existed, which wait for ever. */
const baseless = (count: number, write: (parent: SignedRecord) => SignedRecord): SignedRecord[] =>
  Array.from({ length: count }, () => write({ id: toHex(random(32)) } as SignedRecord))

/** Two records of Alice, the second on the first, which Bob lacks. */
const twoOfAlice = (a: Someone): [first: SignedRecord, second: SignedRecord] => {
  const before = a.group.recordHeads()
  a.group.invite({ role: 'member' })
  a.group.invite({ role: 'observer' })
  const [first, second] = a.group.recordsBeyond(before)
  return [first!, second!]
}

test.each(['before', 'after'] as const)(
  'when strangers sign 1,000 records that wait %s a member’s, the member’s keeps its place and counts when it can',
  when => {
    const { a, b } = setting()
    const hand = inGroup(b.group.id)
    const spam = baseless(1_000, parent =>
      hand.invite(newDeviceKeys(), [parent], newDeviceKeys().signing),
    )
    const [first, second] = twoOfAlice(a)
    if (when === 'before') b.group.addRecords(spam)
    expect(b.group.addRecords([second])).toMatchObject({ waiting: 1 })
    if (when === 'after') for (const record of spam) b.group.addRecords([record])
    const places = b.archive.records.waiting(b.group.id)
    expect(places.some(({ id }) => id === second.id)).toBe(true)
    expect(places.length).toBeLessThanOrEqual(101)
    const again = reopened(b)
    expect(again.group.addRecords([first])).toMatchObject({ accepted: 2 })
    expect(again.group.recordHeads()).toEqual(a.group.recordHeads())
  },
)

test('when a member signs 1,000 records that wait, another member’s keeps its place', () => {
  const { a, b } = setting()
  const c = joiner('Carol', a, { archive: memoryGroups() })
  meet(a, b)
  const hand = inGroup(b.group.id)
  const { keys } = c.group.self
  b.group.addRecords(
    baseless(1_000, parent => hand.invite(keys, [parent], newDeviceKeys().signing)),
  )
  const [first, second] = twoOfAlice(a)
  expect(b.group.addRecords([second])).toMatchObject({ waiting: 1 })
  expect(b.archive.records.waiting(b.group.id)).toHaveLength(1_000)
  expect(b.group.addRecords([first])).toMatchObject({ accepted: 2 })
})

test('when a newcomer’s record waits among 1,000 of strangers, it counts once a member’s record follows it', () => {
  const { a, b, file } = setting()
  const c = asking(file, 'Carol', a)
  const before = a.group.recordHeads()
  a.group.admit(a.group.readReply(c.reply).reply)
  meet(a, c.device)
  const names = c.device.group.recordHeads()
  const own = inGroup(a.group.id).write(
    c.device.group.self.keys,
    names.map(id => ({ id }) as SignedRecord),
    'recovery',
    [newDeviceKeys().signing.public],
  )
  expect(a.group.addRecords([own])).toMatchObject({ accepted: 1 })
  a.group.invite({ role: 'member' })
  const [join, admit, carols, onCarols] = a.group.recordsBeyond(before)
  const hand = inGroup(b.group.id)
  b.group.addRecords([onCarols!, carols!])
  const spam = baseless(1_000, parent =>
    hand.invite(newDeviceKeys(), [parent], newDeviceKeys().signing),
  )
  for (const record of spam) b.group.addRecords([record])
  expect(b.group.addRecords([join!, admit!])).toMatchObject({ accepted: 4 })
})

test('when strangers sign records of a circle, a member’s waiting record keeps its place', () => {
  const { a, b, c, d } = people()
  const mine = foundCircle(portsOf(a), 'Closed')
  mine.bring(idOf(b))
  const bobs = given(mine, b)
  const before = mine.recordHeads()
  mine.bring(idOf(c))
  mine.bring(idOf(d))
  const [first, second] = mine.recordsBeyond(before)
  const spam = baseless(1_000, parent => {
    const header = { group: mine.id, parents: [parent.id], at: 1 }
    return writeCircleRecord(newDeviceKeys(), header, { type: 'follow', follows: true })
  })
  bobs.addRecords(spam)
  expect(bobs.addRecords([second!])).toMatchObject({ accepted: 0 })
  expect(bobs.addRecords([first!])).toMatchObject({ accepted: 2 })
})
