// Records of a later version are kept, passed on byte for byte, and stop membership changes here.
// Reading and writing go on.
import { describe, expect, test } from 'vitest'
import { isStopped } from '#core/group'
import { decodeStrict, digest, encode, toHex } from '#core/keys'
import { packRecord, signFields, unpackRecord, type SignedRecord } from '#core/records'
import type { EpochId } from '#shared/ids'
import { Role } from '#shared/contract'
import { temporaryArchive } from '#tests/archive'
import { alice, applicant, bob, carol, dana, meet, reopened, type Person } from '#tests/group'
import { inGroup, invitationKeys } from '#tests/records'

const failing = (code: string) => expect.objectContaining({ code })

const headsOf = ({ group }: Person) => group.recordHeads().map(id => ({ id }) as SignedRecord)

/** A record of a type that does not exist yet, by `author`, on all known heads. */
const later = (author: Person, type = 'zz-later'): SignedRecord =>
  inGroup(author.group.id).write(author.group.self.keys, headsOf(author), type, {
    what: ['nobody', 'knows', 7],
  })

test('when it passes two devices by pack and archive, it is unchanged', () => {
  const a = alice()
  const b = bob(a)
  const c = carol(a)
  meet(a, b)
  const planted = later(a)
  expect(a.group.addRecords([planted])).toMatchObject({ accepted: 1 })
  const carried = (from: Person, to: Person) => {
    for (const record of from.group.recordsBeyond(to.group.recordHeads())) {
      const bytes = encode(packRecord(record))
      to.group.addRecords([unpackRecord(decodeStrict(bytes, 1 << 20))!])
    }
  }
  carried(a, reopened(b))
  carried(reopened(b), c)
  const found = reopened(c)
    .group.recordsBeyond([])
    .find(({ id }) => id === planted.id)
  expect(found?.bytes).toEqual(planted.bytes)
  expect(found?.signatures).toEqual(planted.signatures)
})

test('when it is here, membership changes fail with a code of their own and the state stays', () => {
  const a = alice()
  const b = bob(a)
  const { invitation } = a.group.invite({ role: 'member' })
  const members = a.group.state().members
  a.group.addRecords([later(a)])
  expect(isStopped(a.group.state())).toBe(true)
  expect(a.group.entry().state).toBe('stopped')
  expect(reopened(a).group.entry().state).toBe('stopped')
  expect(a.group.state().members).toEqual(members)
  expect(() => a.group.invite({ role: 'member' })).toThrow(failing('group-stopped'))
  expect(() => a.group.cancel(invitation)).toThrow(failing('group-stopped'))
  meet(a, b)
  expect(b.group.entry().state).toBe('stopped')
})

test('when it is here, a reply can be read, but admitting and refusing wait for an update', () => {
  const a = alice()
  const { reply: file } = applicant('Bob', a, { archive: temporaryArchive() })
  a.group.addRecords([later(a)])
  const { reply } = a.group.readReply(file)
  expect(() => a.group.admit(reply)).toThrow(failing('group-stopped'))
  expect(() => a.group.refuse(reply)).toThrow(failing('group-stopped'))
  expect(a.group.requests()).toHaveLength(1)
  expect(a.group.state().members.size).toBe(1)
  expect(a.group.state().requests.size).toBe(0)
})

test('when it is here, reading and writing go on in the present epoch', () => {
  const a = alice()
  const b = bob(a)
  const before = a.group.epoch()
  a.group.addRecords([later(b)])
  meet(a, b)
  a.clock.time += 400 * 24 * 60 * 60 * 1000
  expect(a.group.epoch()).toEqual(before)
  expect(b.group.epoch()).toEqual(before)
})

test('when a later version writes on it, those records are kept unjudged and their key serves for reading', () => {
  const a = alice()
  const b = bob(a)
  const planted = later(a)
  const { self, id } = a.group
  const key = new Uint8Array(32).fill(9)
  const both = [self.keys, b.group.self.keys]
  const renewal = inGroup(id).renew(self.keys, [planted], both, key)
  const invite = inGroup(id).invite(b.group.self.keys, [renewal], invitationKeys())
  const before = b.group.state()
  expect(b.group.addRecords([invite, renewal, planted])).toEqual({
    accepted: 3,
    known: 0,
    refused: 0,
    waiting: 0,
  })
  expect(b.group.state().invitations).toEqual(before.invitations)
  expect(b.group.state().epochs).toEqual(before.epochs)
  expect(b.group.recordHeads()).toEqual([invite.id])
  expect(b.group.epochKey(toHex(digest('epoch', key)) as EpochId)).toEqual(key)
})

test('when a record is concurrent with it, it is judged; when it follows it, it is not', () => {
  const a = alice()
  const b = bob(a)
  const c = carol(a, 'chair')
  meet(a, b)
  const planted = later(b)
  const unjudged = inGroup(a.group.id).invite(c.group.self.keys, [planted], invitationKeys())
  const { invitation } = a.group.invite({ role: 'member' })
  b.group.addRecords([planted, unjudged])
  meet(a, b)
  for (const { group } of [a, b, reopened(a), reopened(b)]) {
    expect(group.state().invitations.get(invitation)?.state).toBe('open')
    expect(group.state().invitations.has(unjudged.id)).toBe(false)
    expect(group.hasRecord(unjudged.id)).toBe(true)
    expect(isStopped(group.state())).toBe(true)
  }
})

test.each([
  ['role', 'invite', [invitationKeys().public, 'zz-role', 1]],
  ['type', 'zz-later', [new Uint8Array(32), [new Uint8Array(32), []]]],
])(
  'when it is a %s of a later version, changes stop too and it is not refused',
  (_, type, body) => {
    const a = alice()
    const { self, id } = a.group
    const record = signFields(
      self.keys,
      { group: id, parents: a.group.recordHeads(), at: 0 },
      type,
      body,
    )
    expect(a.group.addRecords([record])).toMatchObject({ accepted: 1 })
    expect(isStopped(a.group.state())).toBe(true)
  },
)

test('when its author is outside the group, changes go on', () => {
  const a = alice()
  const outsider = alice()
  const record = inGroup(a.group.id).write(outsider.group.self.keys, headsOf(a), 'zz-later', [])
  expect(a.group.addRecords([record])).toMatchObject({ accepted: 0, refused: 1 })
  expect(isStopped(a.group.state())).toBe(false)
})

describe('a member without a voice cannot stop membership changes', () => {
  const withoutVoice: Role[] = ['guest', 'secretariat']
  const withVoice = Role.options.filter(role => !withoutVoice.includes(role))

  test.each(withoutVoice)(
    'when a %s writes a record of a later version, it is refused and changes go on',
    role => {
      const a = alice()
      const b = bob(a, role)
      const c = carol(a)
      meet(a, b)
      for (const planted of [later(b), later(b, 'zz-other')])
        expect(a.group.addRecords([planted])).toMatchObject({ accepted: 0, refused: 1 })
      expect(a.group.entry().state).toBe('active')
      meet(a, c)
      expect(c.group.entry().state).toBe('active')
      expect(() => a.group.invite({ role: 'member' })).not.toThrow()
    },
  )

  test.each(withVoice)('when a %s writes one, it is kept and stops changes', role => {
    const a = alice()
    const b = bob(a, role)
    meet(a, b)
    expect(a.group.addRecords([later(b)])).toMatchObject({ accepted: 1 })
    expect(isStopped(a.group.state())).toBe(true)
  })

  test('when its author is removed, records of strangers and guests on it stop nothing again', () => {
    const a = alice()
    const b = bob(a)
    const guest = carol(a, 'guest')
    const c = dana(a)
    for (const person of [b, guest, c]) meet(a, person)
    const planted = later(b)
    const on = inGroup(a.group.id)
    a.group.addRecords([planted])
    meet(a, c)
    a.group.removeMember(b.group.self.member!, 'left')
    expect(isStopped(a.group.state())).toBe(false)
    const stranger = alice()
    for (const { group } of [stranger, guest])
      for (const type of ['zz-later', 'invite'])
        a.group.addRecords([
          type === 'invite'
            ? on.invite(group.self.keys, [planted], invitationKeys())
            : on.write(group.self.keys, [planted], type, []),
        ])
    expect(isStopped(a.group.state())).toBe(false)
    expect(isStopped(reopened(a).group.state())).toBe(false)
    expect(() => a.group.invite({ role: 'member' })).not.toThrow()
    // A record of a member with a voice on it waits for a later version.
    a.group.addRecords([on.invite(c.group.self.keys, [planted], invitationKeys())])
    expect(isStopped(a.group.state())).toBe(true)
  })
})
