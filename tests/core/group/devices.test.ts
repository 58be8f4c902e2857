// A further device of a member: the words, the key that it receives, and that nobody takes another
// member's name.
import { describe, expect, test } from 'vitest'
import { askToJoin, openGroup, readInvitation, removedBy } from '#core/group'
import type { GroupStorage } from '#core/group'
import { decodeStrict, encode, newRecoverySecret, openBox, boxFor, recoveryPair } from '#core/keys'
import { founder, joiner, meet, reopened, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { refusal } from '#tests/refusal'

type Someone = Person<GroupStorage>
type Given = { recovery?: Uint8Array; deviceName?: string }

const alice = (): Someone => founder('Alice', { archive: memoryGroups() })
const joins = (host: Someone, handle: string): Someone =>
  joiner(handle, host, { archive: memoryGroups() })
const idOf = ({ group }: Someone) => group.self.member!

/** A new device that has read an invitation and written a reply. */
const asking = (host: Someone, file: Uint8Array, given: Given = {}) => {
  const archive = memoryGroups()
  const asked = askToJoin(archive, { bytes: file, handle: '-', ...given }, host.environment)
  const group = openGroup(archive, asked.group, host.environment)
  return { ...host, archive, group, reply: asked.reply }
}

const added = (host: Someone, given: Given = {}) => {
  const phone = asking(host, host.group.inviteDevice({}).file, given)
  const { reply } = host.group.readReply(phone.reply)
  host.group.admit(reply)
  meet(host, phone)
  return phone
}

describe('a device that another device of the member adds', () => {
  test('when the words match on both sides, the device belongs to the member', () => {
    const a = alice()
    const b = joins(a, 'Bob')
    meet(a, b)
    const { file, invitation } = b.group.inviteDevice({})
    expect(readInvitation(file).device).toMatchObject({ handle: 'Bob', recovers: false })
    expect(b.group.invitations().at(-1)).toMatchObject({ id: invitation, state: 'open' })
    const phone = asking(b, file, { deviceName: 'Phone' })
    const read = b.group.readReply(phone.reply)
    expect(read).toMatchObject({ handle: 'Bob', kind: 'device' })
    expect(b.group.requests()).toMatchObject([
      { kind: 'device', invitation, handle: 'Bob', device: 'Phone', member: idOf(b) },
    ])
    expect(phone.group.joinWords()).toEqual(b.group.replyWords(read.reply))
    expect(b.group.admit(read.reply)).toBe(idOf(b))
    expect(b.group.requests()).toEqual([])
    expect(b.group.invitations().filter(({ kind }) => kind === 'device')).toEqual([])
    meet(b, phone)
    meet(b, a)
    expect(phone.group.entry()).toMatchObject({ state: 'active', handle: 'Bob' })
    expect(phone.group.self.member).toBe(idOf(b))
    expect(a.group.state().members.size).toBe(2)
    expect(reopened(phone).group.self.member).toBe(idOf(b))
  })

  test('when it is added, it receives the key that all have, and nobody begins an epoch', () => {
    const a = alice()
    const before = a.group.epoch()
    const phone = added(a)
    const tablet = added(a)
    meet(a, phone)
    for (const device of [a, phone, tablet]) expect(device.group.epoch()).toEqual(before)
  })

  test('when two are added concurrently, no new epoch is needed', () => {
    const a = alice()
    const phone = added(a)
    const before = a.group.epoch()
    const [b, c] = [added(a), added(phone)]
    meet(a, phone)
    for (const device of [b, c]) meet(a, device)
    for (const device of [a, b, c]) meet(a, device)
    for (const device of [a, phone, b, c]) expect(device.group.epoch()).toEqual(before)
  })

  test('when its box holds another key, it begins an epoch and all follow', () => {
    const a = alice()
    const phone = asking(a, a.group.inviteDevice({}).file)
    const { reply } = a.group.readReply(phone.reply)
    a.group.admit(reply)
    // The new device received its key, and its archive lost it.
    phone.group.addRecords(a.group.recordsBeyond([]))
    const { id } = a.group.epoch()
    const blind = { ...phone, archive: { ...phone.archive, epochs: { put() {}, list: () => [] } } }
    const opened = reopened(blind)
    expect(opened.group.epochKey(id)).toBeNull()
    const renewed = opened.group.epoch()
    meet(a, opened)
    expect(a.group.epoch()).toEqual(renewed)
  })

  test('mustLeaveFewDevices: when a member has sixteen, a seventeenth is refused until one goes', () => {
    const a = alice()
    const more = Array.from({ length: 15 }, () => added(a))
    expect(a.group.state().devices.size).toBe(16)
    const over = asking(a, a.group.inviteDevice({}).file)
    const { reply } = a.group.readReply(over.reply)
    expect(refusal(() => a.group.admit(reply))).toBe('not-permitted')
    expect(a.group.state().devices.size).toBe(16)
    a.group.removeDevice(more[0]!.group.self.device)
    a.group.admit(reply)
    expect(a.group.state().devices.size).toBe(16)
  })

  test('when it was removed, neither its key nor a second reply brings it back', () => {
    const a = alice()
    const phone = added(a)
    expect(a.group.removeDevice(phone.group.self.device).state).toBe('done')
    expect(removedBy(a.group.state(), phone.group.self.device)).toHaveLength(1)
    const { id } = a.group.epoch()
    meet(a, phone)
    expect(phone.group.epochKey(id)).toBeNull()
    expect(a.group.state().members.get(idOf(a))?.devices).toEqual([a.group.self.device])
  })

  test('when the words differ, the invitation cannot be used again', () => {
    const a = alice()
    const { file } = a.group.inviteDevice({})
    const phone = asking(a, file)
    const { reply } = a.group.readReply(phone.reply)
    a.group.refuse(reply)
    expect(refusal(() => a.group.admit(reply))).toBe('not-found')
    expect(refusal(() => a.group.readReply(phone.reply))).toBe('file-damaged')
    expect(a.group.state().devices.size).toBe(1)
  })

  test('when the date has passed by the inviting device’s clock, the reply is refused', () => {
    const a = alice()
    const phone = asking(a, a.group.inviteDevice({}).file)
    a.clock.time += 8 * 24 * 60 * 60 * 1000
    expect(refusal(() => a.group.readReply(phone.reply))).toBe('invitation-ended')
  })

  test('when any bit of the reply is changed, it is refused and nothing is added', () => {
    const a = alice()
    const phone = asking(a, a.group.inviteDevice({}).file)
    const { agreement } = a.group.self.keys
    const inside = decodeStrict(openBox(agreement, phone.reply)!, 4096) as unknown[]
    for (const at of [3, 4, 5, 6, 8, 9]) {
      const changed = [...inside]
      const old = inside[at] as Uint8Array
      changed[at] = old.map((byte, index) => (index === 3 ? byte ^ 1 : byte))
      const file = boxFor(agreement.public, encode(changed as never))
      const code = refusal(() => a.group.admit(a.group.readReply(file).reply))
      expect([at, code]).not.toEqual([at, null])
    }
    expect(a.group.state().devices.size).toBe(1)
  })
})

describe('a device that a chair adds because none is left', () => {
  const lost = () => {
    const a = alice()
    const b = joins(a, 'Bob')
    const secret = newRecoverySecret()
    const { public: key } = recoveryPair(secret, b.group.id)
    b.group.setRecovery(key)
    b.group.setRecovery(key)
    meet(a, b)
    expect(a.group.state().members.get(idOf(b))?.recoveries).toEqual([key])
    expect(a.group.removeDevice(b.group.self.device).state).toBe('done')
    return { a, b, secret, member: idOf(b) ?? [...a.group.state().members.keys()][1]! }
  }

  test('when the recovery code is typed, the member returns under the same name', () => {
    const { a, secret, member } = lost()
    const { file } = a.group.inviteDevice({ member })
    expect(readInvitation(file).device).toMatchObject({ handle: 'Bob', recovers: true })
    const laptop = asking(a, file, { recovery: secret })
    const { reply } = a.group.readReply(laptop.reply)
    expect(laptop.group.joinWords()).toEqual(a.group.replyWords(reply))
    expect(a.group.admit(reply)).toBe(member)
    meet(a, laptop)
    expect(laptop.group.self.member).toBe(member)
    expect(laptop.group.epoch()).toEqual(a.group.epoch())
  })

  test("when the code is missing or another one, nobody joins in the member's name", () => {
    const { a, member } = lost()
    const { file } = a.group.inviteDevice({ member })
    expect(refusal(() => asking(a, file))).toBe('recovery-wrong')
    const mallory = asking(a, file, { recovery: newRecoverySecret() })
    const { reply } = a.group.readReply(mallory.reply)
    expect(refusal(() => a.group.admit(reply))).toBe('recovery-wrong')
    expect(a.group.state().devices.size).toBe(1)
    expect(a.group.requests()).toHaveLength(1)
  })

  test('when a member is no chair or the other has no recovery key, no invitation is made', () => {
    const a = alice()
    const [b, c] = [joins(a, 'Bob'), joins(a, 'Carol')]
    meet(a, b)
    meet(a, c)
    expect(refusal(() => b.group.inviteDevice({ member: idOf(c) }))).toBe('not-permitted')
    expect(refusal(() => a.group.inviteDevice({ member: idOf(c) }))).toBe('not-permitted')
  })
})
