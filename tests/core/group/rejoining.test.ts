// Coming back: whoever was removed or left, and is invited again, is a new member with new keys. What she
// wrote before stays that of the member whom her earlier keys name, and her handle proves nothing.
import { expect, test } from 'vitest'
import { askToJoin, wasMember, type GroupStorage } from '#core/group'
import { founder, joiner, meet, reopened, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { refusal } from '#tests/refusal'

type Someone = Person<GroupStorage>

const given = () => ({ archive: memoryGroups() })

/** Alice, and Bob who was a member and is none. */
const gone = (how: 'left' | 'removed') => {
  const a: Someone = founder('Alice', given())
  const b = joiner('Bob', a, given())
  const member = b.group.self.member!
  if (how === 'left') b.group.leave()
  else a.group.removeMember(member, 'lost')
  meet(a, b)
  return { a, b, member, device: b.group.self.device }
}

const asks = (host: Someone, archive: GroupStorage) => {
  const { file } = host.group.invite({ role: 'member' })
  return askToJoin(archive, { bytes: file, handle: 'Bob' }, host.environment)
}

test.each(['left', 'removed'] as const)('who %s comes in again as another member', how => {
  const { a, b, member, device } = gone(how)
  const again = joiner('Bob', a, given())
  const state = a.group.state()
  const now = again.group.self.member!
  expect(now).not.toBe(member)
  expect(state.members.get(now)).toMatchObject({
    handle: 'Bob',
    devices: [again.group.self.device],
  })
  // Both are called Bob; whose words are whose follows from the keys.
  expect(wasMember(state, device)?.id).toBe(member)
  expect(wasMember(state, again.group.self.device)?.id).toBe(now)
  expect(state.pastMembers.get(member)).toMatchObject({ handle: 'Bob', devices: [] })
  // Whoever else says that she is Bob is as little the one before.
  const pretender = joiner('Bob', a, given())
  expect(wasMember(a.group.state(), pretender.group.self.device)?.id).not.toBe(member)
  // Her old keys open nothing of what comes now, though she is a member again.
  meet(a, b)
  expect(b.group.epochKey(a.group.epoch().id)).toBeNull()
})

test.each(['left', 'removed'] as const)('a profile whose device %s does not ask again', how => {
  const { a, b } = gone(how)
  const before = b.archive.groups.get(b.group.id)
  expect(refusal(() => asks(a, b.archive))).toBe('device-taken-out')
  expect(b.archive.groups.get(b.group.id)).toEqual(before)
  expect(reopened(b).group.state().members.size).toBe(1)
})

test('nor one that was shut out; and one that is in is told that it is', () => {
  const a: Someone = founder('Alice', given())
  const b = joiner('Bob', a, given())
  expect(refusal(() => asks(a, b.archive))).toBe('already-member')
  a.group.shutOut(b.group.self.device)
  meet(a, b)
  expect(refusal(() => asks(a, b.archive))).toBe('device-taken-out')
})

test('nobody adds a device to a member who is gone', () => {
  const { a, member } = gone('removed')
  expect(refusal(() => a.group.inviteDevice({ member }))).toBe('not-found')
})
