// Acts ask the records of a group and of a circle: who was active in which role at given heads, and
// whose admissions are void.
import { describe, expect, test } from 'vitest'
import { foundCircle, type GroupStorage } from '#core/group'
import { membershipOfCircle, membershipOfGroup } from '#core/deliberation/membership'
import { exchange, given, people, portsOf } from '#tests/circle-people'
import { founder, joiner, meet, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import type { MemberId, RecordId } from '#shared/ids'
import type { Role } from '#shared/contract'

type Someone = Person<GroupStorage>
const alone = (): Someone => founder('Alice', { archive: memoryGroups() })
const joins = (host: Someone, handle: string, role: Role = 'member'): Someone =>
  joiner(handle, host, { archive: memoryGroups() }, role)
const everyone = (...all: Someone[]): void => {
  for (const a of [...all, ...all]) for (const b of all) if (a !== b) meet(a, b)
}
const idOf = ({ group }: { group: Someone['group'] }): MemberId => group.self.member!

describe('a group', () => {
  test('says members, roles, terms and devices at heads, whatever came later', () => {
    const a = alone()
    const b = joins(a, 'Bob', 'rapporteur')
    joins(a, 'Carol', 'observer')
    a.group.setTerm(idOf(b), { from: null, until: 1 })
    const before = a.group.recordHeads()
    const [bob, device] = [idOf(b), b.group.self.device]
    const membership = membershipOfGroup(a.group)
    const then = membership.at(before)!
    a.group.removeMember(idOf(b), 'lost')
    for (const standing of [then, membership.at(before)!]) {
      expect(standing.level).toBe('global')
      expect([...standing.people.values()]).toEqual([
        { role: 'chair', hasTerm: false },
        { role: 'rapporteur', hasTerm: true },
        { role: 'observer', hasTerm: false },
      ])
      expect(standing.memberOf(device)).toBe(bob)
    }
    const now = membership.at(a.group.recordHeads())!
    expect(now.memberOf(device)).toBeNull()
    expect(now.people.has(bob)).toBe(false)
    // A removal makes nothing void that was admitted rightly.
    expect([bob, device].map(now.isVoid)).toEqual([false, false])
    expect(membership.covers(a.group.recordHeads(), before)).toBe(true)
    expect(membership.covers(before, a.group.recordHeads())).toBe(false)
  })

  test('lacks a head: it says nothing yet', () => {
    const a = alone()
    const missing = ['77'.repeat(32) as RecordId]
    const membership = membershipOfGroup(a.group)
    expect(membership.at(missing)).toBeNull()
    expect(membership.at([])).toBeNull()
    expect(membership.covers(a.group.recordHeads(), missing)).toBe(false)
  })

  test('removes a chair beside an admission by that chair: the newcomer is void, and no other is', () => {
    const a = alone()
    const b = joins(a, 'Bob', 'chair')
    const c = joins(a, 'Carol')
    everyone(a, b, c)
    const d = joins(b, 'Dana')
    const dana = idOf(d)
    a.group.removeMember(idOf(b), 'lost')
    everyone(a, c)
    c.group.second(c.group.proposals()[0]!.id)
    const [apart, bob] = [b.group.recordHeads(), idOf(b)]
    everyone(a, b, c, d)
    const standing = membershipOfGroup(a.group).at(a.group.recordHeads())!
    expect([dana, d.group.self.device].map(standing.isVoid)).toEqual([true, true])
    expect([bob, b.group.self.device].map(standing.isVoid)).toEqual([false, false])
    expect([idOf(c), c.group.self.device].map(standing.isVoid)).toEqual([false, false])
    const then = membershipOfGroup(a.group).at(apart)!
    expect(then.memberOf(d.group.self.device)).toBe(dana)
    expect(then.isVoid(dana)).toBe(false)
  })
})

describe('a circle', () => {
  const withBob = () => {
    const { a, b, c } = people()
    const mine = foundCircle(portsOf(a), 'Closed')
    mine.bring(idOf(b))
    const theirs = given(mine, b)
    exchange(mine, theirs)
    const heads = [...mine.recordHeads(), ...a.group.recordHeads()]
    return { a, b, c, mine, heads }
  }

  test('says its members and their roles by heads of both; others of the group are none', () => {
    const { a, b, c, mine, heads } = withBob()
    const standing = membershipOfCircle(mine).at(heads)!
    expect([...standing.people]).toEqual([
      [idOf(a), { role: 'convener', hasTerm: false }],
      [idOf(b), { role: 'member', hasTerm: false }],
    ])
    expect(standing.memberOf(b.group.self.device)).toBe(idOf(b))
    expect(standing.memberOf(c.group.self.device)).toBeNull()
    expect([idOf(a), idOf(b), idOf(c)].map(standing.isVoid)).toEqual([false, false, true])
  })

  test('lacks heads of the circle or of the group: it says nothing', () => {
    const { a, mine } = withBob()
    expect(membershipOfCircle(mine).at(mine.recordHeads())).toBeNull()
    expect(membershipOfCircle(mine).at(a.group.recordHeads())).toBeNull()
  })

  test('a member leaves the circle or the group later: at the old heads nothing changes', () => {
    const { a, b, mine, heads } = withBob()
    const membership = membershipOfCircle(mine)
    const [bob, device] = [idOf(b), b.group.self.device]
    a.group.removeMember(bob, 'lost')
    expect(membership.at(heads)!.memberOf(device)).toBe(bob)
    const now = [...mine.recordHeads(), ...a.group.recordHeads()]
    expect(membership.at(now)!.memberOf(device)).toBeNull()
    expect(membership.at(now)!.isVoid(bob)).toBe(false)
    expect(membership.covers(now, heads)).toBe(true)
    expect(membership.covers(heads, now)).toBe(false)
  })
})
