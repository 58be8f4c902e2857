// Joining: two files, six words, one admission.
import { describe, expect, test } from 'vitest'
import {
  askToJoin,
  foundGroup,
  memberOf,
  openGroup,
  prepareToJoin,
  readInvitation,
  readOpenInvitation,
} from '#core/group'
import { boxFor, decodeStrict, encode, openBox, toHex } from '#core/keys'
import { temporaryArchive } from '#tests/archive'
import {
  alice,
  applicant,
  bob,
  carol,
  dana,
  joiner,
  meet,
  reopened,
  startOfTime,
} from '#tests/group'
import type { Person } from '#tests/group'

const day = 24 * 60 * 60 * 1000

const asks = (handle: string, host: Person) =>
  applicant(handle, host, { archive: temporaryArchive() })

const failing = (code: string) => expect.objectContaining({ code })

test('an invitation is read until the moment it ends, and refused after that', () => {
  const { file, until } = alice().group.invite({ role: 'member' })
  expect(readOpenInvitation(file, until)).toEqual(readInvitation(file))
  expect(() => readOpenInvitation(file, until + 1)).toThrow(failing('invitation-ended'))
})

test('when Bob answers the file of Alice by a file, the words match and he becomes a member', () => {
  const a = alice()
  const { file, code, until, invitation } = a.group.invite({ role: 'member' })
  expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/)
  expect(until).toBe(startOfTime + 7 * day)

  const read = readInvitation(file)
  expect(read).toMatchObject({ name: 'Advisory group', role: 'member', until, level: 'global' })
  expect(read.inviter.handle).toBe('Alice')

  const archive = temporaryArchive()
  const asked = askToJoin(archive, { bytes: file, handle: 'Bob' }, a.environment)
  const b = { ...a, archive, group: openGroup(archive, asked.group, a.environment) }
  expect(b.group.entry().state).toBe('joining')
  expect(b.group.self.member).toBeNull()
  expect(() => b.group.epoch()).toThrow(failing('not-permitted'))

  const { reply, handle } = a.group.readReply(asked.reply)
  expect(handle).toBe('Bob')
  expect(a.group.invitations()).toEqual([
    { id: invitation, role: 'member', until, state: 'asked', kind: 'member', member: null },
  ])
  expect(a.group.requests()).toEqual([
    {
      reply,
      invitation,
      handle: 'Bob',
      at: startOfTime,
      kind: 'member',
      device: '',
      role: 'member',
      member: null,
      outside: false,
    },
  ])
  expect(a.group.state().members.size).toBe(1)

  const words = a.group.replyWords(reply)
  expect(words).toEqual(b.group.joinWords())
  expect(words.words).toHaveLength(6)
  expect(words.numbers.join(' ')).toMatch(/^(\d{4} ){4}\d{4}$/)

  const member = a.group.admit(reply)
  expect(a.group.requests()).toEqual([])
  meet(a, b)
  for (const { group } of [a, b, reopened(b)]) {
    expect([...group.state().members.values()].map(each => [each.handle, each.role])).toEqual([
      ['Alice', 'chair'],
      ['Bob', 'member'],
    ])
    expect(group.invitations()).toMatchObject([{ state: 'used' }])
  }
  expect(b.group.entry().state).toBe('active')
  expect(reopened(b).group.entry()).toMatchObject({ state: 'active', language: 'en' })
  expect(b.group.self.member).toBe(member)
  expect(memberOf(a.group.state(), b.group.self.device)?.id).toBe(member)
})

test('when a newcomer is admitted, the admission is the first readable epoch and all send in it', () => {
  const a = alice()
  const before = a.group.epoch()
  const b = bob(a)
  const now = a.group.epoch()
  expect(now.id).not.toBe(before.id)
  expect(b.group.epoch()).toEqual(now)
  expect(b.group.epochKey(before.id)).toBeNull()
  expect(a.group.epochKey(before.id)).toEqual(before.key)
  expect(reopened(b).group.epoch()).toEqual(now)
})

test('when a person is in two groups, the keys share no byte and the groups do not mix', () => {
  const archive = temporaryArchive()
  const a = alice(archive)
  const other = alice(temporaryArchive())
  const second = joiner('A.', other, { archive })
  expect(second.group.id).not.toBe(a.group.id)
  const all = [a, second].flatMap(({ group: { self } }) => [
    ...[self.keys.signing, self.keys.agreement].flatMap(pair => [pair.public, pair.secret]),
  ])
  const pieces = all.flatMap(key =>
    Array.from({ length: key.length - 3 }, (_, at) => toHex(key.subarray(at, at + 4))),
  )
  // Ed25519's secret ends in its public key; between the groups no four bytes in a row repeat.
  const [mine, yours] = [pieces.slice(0, pieces.length / 2), pieces.slice(pieces.length / 2)]
  expect(mine.filter(piece => yours.includes(piece))).toEqual([])
  expect(a.group.state().members.size).toBe(1)
  expect(second.group.state().members.size).toBe(2)
  expect(a.group.addRecords(second.group.recordsBeyond([]))).toMatchObject({ accepted: 0 })
  expect(reopened(a).group.state()).toEqual(a.group.state())
  expect(reopened(second).group.state()).toEqual(second.group.state())
})

describe('an invitation works once', () => {
  test('when two reply to one invitation and one is admitted, the other comes too late', () => {
    const a = alice()
    const { file, invitation } = a.group.invite({ role: 'member' })
    const [first, second] = ['Bob', 'Mallory'].map(
      handle => askToJoin(temporaryArchive(), { bytes: file, handle }, a.environment).reply,
    )
    const bobs = a.group.readReply(first!).reply
    const mallorys = a.group.readReply(second!).reply
    // The admitting person must see that one invitation has two replies.
    const answered = a.group.requests().map(request => request.invitation)
    expect(answered).toEqual([invitation, invitation])
    a.group.admit(bobs)
    expect(() => a.group.admit(mallorys)).toThrow(failing('not-found'))
    expect(() => a.group.readReply(second!)).toThrow(failing('invitation-used'))
    expect(() => a.group.readReply(first!)).toThrow(failing('already-member'))
    expect(a.group.state().members.size).toBe(2)
  })

  test('when the words differ, it cannot be used again, by this reply or another', () => {
    const a = alice()
    const b = asks('Bob', a)
    const { reply } = a.group.readReply(b.reply)
    a.group.refuse(reply)
    expect(a.group.invitations()).toMatchObject([{ state: 'cancelled' }])
    expect(a.group.requests()).toEqual([])
    expect(() => a.group.admit(reply)).toThrow(failing('not-found'))
    expect(() => a.group.readReply(b.reply)).toThrow(failing('invitation-ended'))
    expect(a.group.state().members.size).toBe(1)
  })

  test('when it is cancelled, it admits nobody and cannot be cancelled twice', () => {
    const a = alice()
    const b = asks('Bob', a)
    const { id } = a.group.invitations()[0]!
    a.group.readReply(b.reply)
    a.group.cancel(id)
    expect(a.group.requests()).toEqual([])
    expect(() => a.group.readReply(b.reply)).toThrow(failing('invitation-ended'))
    expect(() => a.group.cancel(id)).toThrow(failing('invitation-ended'))
    expect(() => a.group.cancel(a.group.recordHeads()[0]!)).toThrow(failing('not-found'))
  })

  test('when it was used, it cannot be cancelled', () => {
    const a = alice()
    bob(a)
    const { id } = a.group.invitations()[0]!
    expect(() => a.group.cancel(id)).toThrow(failing('invitation-used'))
  })

  test("when it has ended by the inviter's clock, reading the reply fails", () => {
    const a = alice()
    const b = asks('Bob', a)
    const c = asks('Carol', a)
    a.clock.time += 7 * day
    const { reply } = a.group.readReply(b.reply)
    a.clock.time += 1
    expect(() => a.group.readReply(c.reply)).toThrow(failing('invitation-ended'))
    expect(a.group.invitations().map(({ state }) => state)).toEqual(['asked', 'ended'])
    // The reply was read in time and is admitted later: comparing words has no time limit.
    a.clock.time += 30 * day
    a.group.admit(reply)
    expect(a.group.state().members.size).toBe(2)
  })
})

describe('files that are no invitation', () => {
  test.each([
    ['a truncated invitation', (file: Uint8Array) => file.subarray(0, 50), 'file-damaged'],
    ['nothing', () => new Uint8Array(), 'file-damaged'],
    ['a byte too many', (file: Uint8Array) => Uint8Array.of(...file, 0), 'file-damaged'],
    ['an age file', () => new TextEncoder().encode('age-encryption.org/v1\n'), 'file-wrong-kind'],
    ['another kind', () => encode([1, 'locked', 1]), 'file-wrong-kind'],
    ['a huge file', () => new Uint8Array(5000), 'file-too-large'],
    [
      'a later format',
      (file: Uint8Array) =>
        encode([2, ...(decodeStrict(file, 4096) as Uint8Array[]).slice(1), 'more']),
      'file-is-newer',
    ],
    [
      'a role of a later version',
      (file: Uint8Array) => encode((decodeStrict(file, 4096) as string[]).with(11, 'zz-role')),
      'file-is-newer',
    ],
  ])('when the file is %s, reading fails with its code', (_, change, code) => {
    const a = alice()
    const { file } = a.group.invite({ role: 'member' })
    const archive = temporaryArchive()
    const bytes = change(file)
    expect(() => readInvitation(bytes)).toThrow(failing(code))
    expect(() => askToJoin(archive, { bytes, handle: 'Bob' }, a.environment)).toThrow(failing(code))
    expect(archive.groups.list()).toEqual([])
  })

  test('when a reply is for another device, damaged or of another kind, reading fails', () => {
    const a = alice()
    const b = asks('Bob', a)
    const c = carol(a, 'chair')
    expect(() => c.group.readReply(b.reply)).toThrow(failing('file-not-for-this-device'))
    const flipped = b.reply.with(100, b.reply[100]! ^ 1)
    expect(() => a.group.readReply(flipped)).toThrow(failing('file-not-for-this-device'))
    expect(() => a.group.readReply(b.reply.subarray(1))).toThrow(
      failing('file-not-for-this-device'),
    )
    const { file } = a.group.invite({ role: 'member' })
    expect(() => a.group.readReply(file)).toThrow(failing('file-wrong-kind'))
    expect(() => a.group.readReply(new Uint8Array(70_000))).toThrow(failing('file-too-large'))
    expect(a.group.requests()).toEqual([])
    expect(a.group.readReply(b.reply).handle).toBe('Bob')
  })

  test("when a reply is read without the inviter's key, it shows no handle, group or key", () => {
    const a = alice()
    const b = applicant('Bob-the-handle', a, { archive: temporaryArchive() })
    const text = Buffer.from(b.reply).toString('latin1')
    for (const secret of [
      Buffer.from('Bob-the-handle').toString('latin1'),
      Buffer.from(a.group.id, 'hex').toString('latin1'),
      Buffer.from(b.group.self.device, 'hex').toString('latin1'),
    ])
      expect(text.includes(secret)).toBe(false)
  })

  test('when an invitation is read, it names no other member', () => {
    const a = alice()
    joiner('Not-to-be-named', a, { archive: temporaryArchive() })
    const { file } = a.group.invite({ role: 'member' })
    expect(Buffer.from(file).toString('latin1')).toContain('Alice')
    expect(Buffer.from(file).toString('latin1')).not.toContain('Not-to-be-named')
  })
})

test('when a handle or name is empty or overlong, it is invalid input and nothing is kept', () => {
  const a = alice()
  const archive = temporaryArchive()
  const { file } = a.group.invite({ role: 'member' })
  for (const handle of ['', 'x'.repeat(41)]) {
    expect(() => askToJoin(archive, { bytes: file, handle }, a.environment)).toThrow(
      failing('invalid-input'),
    )
    const given = { name: 'Group', level: 'global', language: 'en', handle } as const
    expect(() => foundGroup(archive, given, a.environment)).toThrow(failing('invalid-input'))
  }
  expect(archive.groups.list()).toEqual([])
})

test('when a profile does not have a group, the group cannot be opened', () => {
  const a = alice()
  expect(() => openGroup(temporaryArchive(), a.group.id, a.environment)).toThrow(
    failing('not-found'),
  )
})

test('when a member asks to join again, it fails; when a joining person does, new keys are made', () => {
  const a = alice()
  const b = bob(a)
  const { file } = a.group.invite({ role: 'member' })
  expect(() => askToJoin(b.archive, { bytes: file, handle: 'Bob' }, b.environment)).toThrow(
    failing('already-member'),
  )
  const c = asks('Carol', a)
  const again = askToJoin(c.archive, { bytes: file, handle: 'Carol' }, c.environment)
  const joiner = reopened(c)
  expect(joiner.group.self.device).not.toBe(c.group.self.device)
  a.group.admit(a.group.readReply(again.reply).reply)
  meet(a, joiner)
  expect(joiner.group.entry().state).toBe('active')
})

test('when a member is no chair, it neither invites nor cancels; an invited chair does both', () => {
  const a = alice()
  const b = bob(a)
  const c = carol(a, 'chair')
  expect(() => b.group.invite({ role: 'member' })).toThrow(failing('not-permitted'))
  meet(a, b)
  const d = dana(c)
  meet(c, a)
  expect([...a.group.state().members.values()].map(({ handle }) => handle)).toEqual([
    'Alice',
    'Bob',
    'Carol',
    'Dana',
  ])
  const { invitation } = a.group.invite({ role: 'member' })
  meet(a, b)
  expect(() => b.group.cancel(invitation)).toThrow(failing('not-permitted'))
  meet(a, c)
  c.group.cancel(invitation)
  meet(c, d)
  expect(d.group.invitations().at(-1)).toMatchObject({ id: invitation, state: 'cancelled' })
})

test.each([
  ['agreement key', 6, ({ group }: Person) => group.self.keys.agreement.public],
  ['device', 5, ({ group }: Person) => group.self.keys.signing.public],
])(
  "when the inviter's %s was swapped in the file, the words differ and nobody is admitted",
  (_, field, keyOf) => {
    const a = alice()
    const mallory = bob(a)
    const { file } = a.group.invite({ role: 'member' })
    const fields = decodeStrict(file, 4096) as Uint8Array[]
    const archive = temporaryArchive()
    const bytes = encode(fields.with(field, keyOf(mallory)))
    const asked = askToJoin(archive, { bytes, handle: 'Carol' }, a.environment)
    const carols = openGroup(archive, asked.group, a.environment)
    // Mallory sits between the two, opens what is for the swapped key, and passes all on to Alice.
    const opened =
      openBox(mallory.group.self.keys.agreement, asked.reply) ??
      openBox(a.group.self.keys.agreement, asked.reply)
    const { reply } = a.group.readReply(boxFor(a.group.self.keys.agreement.public, opened!))
    expect(a.group.replyWords(reply)).not.toEqual(carols.joinWords())
    // Alice admits without comparing: Carol's device does not accept that as the group of its
    // request.
    a.group.admit(reply)
    expect(carols.addRecords(a.group.recordsBeyond([]))).toMatchObject({ refused: 0 })
    expect(carols.entry().state).toBe('joining')
  },
)

test('when records change, a listener is called once each, until it stops', () => {
  const a = alice()
  let heard = 0
  const stop = a.group.onChange(() => heard++)
  const b = asks('Bob', a)
  expect(heard).toBe(1)
  const { reply } = a.group.readReply(b.reply)
  a.group.readReply(b.reply)
  expect(heard).toBe(2)
  a.group.admit(reply)
  expect(heard).toBe(3)
  a.group.addRecords(a.group.recordsBeyond([]))
  expect(heard).toBe(3)
  stop()
  a.group.invite({ role: 'member' })
  expect(heard).toBe(3)
})

test('when a request is repeated after an admission, the admitted keys are not replaced', () => {
  const a = alice()
  const [first, second] = [a.group.invite({ role: 'member' }), a.group.invite({ role: 'member' })]
  const archive = temporaryArchive()
  const asked = askToJoin(archive, { bytes: first.file, handle: 'Bob' }, a.environment)
  const late = prepareToJoin(archive, { bytes: second.file, handle: 'Bob' }, a.environment)
  const group = openGroup(archive, asked.group, a.environment)
  a.group.admit(a.group.readReply(asked.reply).reply)
  group.addRecords(a.group.recordsBeyond([]))
  expect(group.entry().state).toBe('active')
  expect(late.keep).toThrow(failing('already-member'))
  expect(archive.groups.get(asked.group)?.keys).toEqual(group.self.keys)
})
