// A member who was removed or left and is invited again becomes a new member with new keys. Earlier
// records stay with the member whom the earlier keys name, and a handle proves nothing.
import { expect, test } from 'vitest'
import { askToJoin, wasMember, type GroupStorage } from '#core/group'
import { founder, joiner, meet, reopened, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { refusal } from '#tests/refusal'

type Someone = Person<GroupStorage>

const given = () => ({ archive: memoryGroups() })

/** Alice, and Bob, a former member. */
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

test.each(['left', 'removed'] as const)(
  'when a member who %s is invited again, another member joins',
  how => {
    const { a, b, member, device } = gone(how)
    const again = joiner('Bob', a, given())
    const state = a.group.state()
    const now = again.group.self.member!
    expect(now).not.toBe(member)
    expect(state.members.get(now)).toMatchObject({
      handle: 'Bob',
      devices: [again.group.self.device],
    })
    // Both are called Bob; the keys decide whose words are whose.
    expect(wasMember(state, device)?.id).toBe(member)
    expect(wasMember(state, again.group.self.device)?.id).toBe(now)
    expect(state.pastMembers.get(member)).toMatchObject({ handle: 'Bob', devices: [] })
    // A third person who uses the name Bob is as little the first one.
    const pretender = joiner('Bob', a, given())
    expect(wasMember(a.group.state(), pretender.group.self.device)?.id).not.toBe(member)
    // The old keys open nothing new, though Bob is a member again.
    meet(a, b)
    expect(b.group.epochKey(a.group.epoch().id)).toBeNull()
  },
)

test.each(['left', 'removed'] as const)(
  'when a profile’s device left or was removed (%s), it does not ask again',
  how => {
    const { a, b } = gone(how)
    const before = b.archive.groups.get(b.group.id)
    expect(refusal(() => asks(a, b.archive))).toBe('device-taken-out')
    expect(b.archive.groups.get(b.group.id)).toEqual(before)
    expect(reopened(b).group.state().members.size).toBe(1)
  },
)

test('when a device was shut out, it does not ask again; when it is in, it gets already-member', () => {
  const a: Someone = founder('Alice', given())
  const b = joiner('Bob', a, given())
  expect(refusal(() => asks(a, b.archive))).toBe('already-member')
  a.group.shutOut(b.group.self.device)
  meet(a, b)
  expect(refusal(() => asks(a, b.archive))).toBe('device-taken-out')
})

test('when a member is gone, no device is added to that member', () => {
  const { a, member } = gone('removed')
  expect(refusal(() => a.group.inviteDevice({ member }))).toBe('not-found')
})
