// Attacks by one stolen device that pose as several members or stop a group. Each of them worked
// once.
import { describe, expect, test } from 'vitest'
import { reduce, type GroupState } from '#core/group'
import { founder } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import {
  addsDevice,
  allRecords,
  comesIn,
  copied,
  meets,
  shareAll,
  type Player,
} from '#tests/membership-game'
import { checked } from '#tests/records'

const membersOf = (state: GroupState) =>
  [...state.members.values()].map(({ handle, role }) => `${handle} ${role}`).toSorted()

/** The state of all these records, which each player reaches too. */
const merged = (players: readonly Player[]): GroupState => {
  const { id } = players[0]!.group
  const state = reduce(id, checked(id, allRecords(players)))
  shareAll(players)
  for (const { group } of players) expect(group.state()).toEqual(state)
  return state
}

describe('members whom the stolen device itself admits', () => {
  /** Three chairs and two members; the founder's device is stolen. */
  const taken = () => {
    const a = founder('A', { archive: memoryGroups() }) as Player
    const b = comesIn(a, 'B', 'chair')
    const c = comesIn(a, 'C', 'chair')
    const d = comesIn(a, 'D')
    shareAll([a, b, c, d])
    return { a, b, c, d, thief: copied(a) }
  }

  test('when a stolen device admits a member, both have one vote against the remover of the founder', () => {
    const { a, b, c, d, thief } = taken()
    const id = a.group.self.member!
    b.group.removeMember(id, 'lost')
    shareAll([b, c, d])
    expect(c.group.removeMember(id, 'lost').state).toBe('done')
    shareAll([b, c, d])
    const honest = membersOf(c.group.state())

    const puppet = comesIn(thief, 'Puppet')
    for (const other of [b, c, d]) {
      const victim = other.group.self.member!
      thief.group.removeMember(victim, 'lost')
      meets(thief, puppet)
      if (thief.group.state().members.has(victim)) puppet.group.removeMember(victim, 'lost')
      meets(thief, puppet)
    }
    expect(membersOf(thief.group.state())).toEqual(['A chair', 'Puppet member'])
    expect(membersOf(merged([b, c, d, thief, puppet]))).toEqual(honest)
  })

  test('when that member admits another one, they still have one vote', () => {
    const { a, b, c, d, thief } = taken()
    const id = a.group.self.member!
    b.group.removeMember(id, 'lost')
    shareAll([b, c, d])
    c.group.removeMember(id, 'lost')
    shareAll([b, c, d])
    const honest = membersOf(c.group.state())

    const first = comesIn(thief, 'Puppet', 'chair')
    const second = comesIn(first, 'Second puppet', 'chair')
    for (const other of [b, c]) {
      const victim = other.group.self.member!
      first.group.removeMember(victim, 'lost')
      meets(first, second)
      second.group.removeMember(victim, 'lost')
      meets(first, second)
    }
    expect(membersOf(merged([b, c, d, thief, first, second]))).toEqual(honest)
  })
})

test('when a former chair writes on old heads, the member is no chair again and admits nobody', () => {
  const a = founder('A', { archive: memoryGroups() }) as Player
  const b = comesIn(a, 'B', 'chair')
  const c = comesIn(a, 'C', 'chair')
  shareAll([a, b, c])
  const thief = copied(a)
  const id = a.group.self.member!
  b.group.setRole(id, 'member')
  shareAll([b, c])
  expect(c.group.setRole(id, 'member').state).toBe('done')
  shareAll([b, c])
  const demoted = membersOf(b.group.state())
  const puppet = comesIn(thief, 'Puppet', 'chair')
  for (let at = 0; at < 20; at++) thief.group.setTerm(id, { from: null, until: at })
  thief.group.setRole(id, 'chair')
  for (const other of [b, c]) {
    thief.group.removeMember(other.group.self.member!, 'lost')
    meets(thief, puppet)
    puppet.group.removeMember(other.group.self.member!, 'lost')
    meets(thief, puppet)
  }
  expect(membersOf(merged([b, c, thief, puppet]))).toEqual(demoted)
  b.group.removeMember(id, 'lost')
  expect(membersOf(merged([b, c, thief, puppet]))).toEqual(['B chair', 'C chair'])
})

test('when a group has had two members only, neither makes itself a chair', () => {
  const a = founder('A', { archive: memoryGroups() }) as Player
  const b = comesIn(a, 'B')
  const thief = copied(b)
  const c = comesIn(a, 'C')
  shareAll([a, b, c])
  const honest = membersOf(a.group.state())
  thief.group.shutOut(a.group.self.device)
  expect(thief.group.setRole(b.group.self.member!, 'chair').state).toBe('proposed')
  expect(membersOf(merged([a, b, c, thief]))).toEqual(honest)
})

test('when the only chair has left, the last member may become chair alone', () => {
  const a = founder('A', { archive: memoryGroups() }) as Player
  const b = comesIn(a, 'B')
  a.group.leave()
  meets(a, b)
  expect(b.group.setRole(b.group.self.member!, 'chair').state).toBe('done')
})

test('when a device is removed, it opens nothing sealed later, by any concurrent admission', () => {
  const a = founder('A', { archive: memoryGroups() }) as Player
  const b = comesIn(a, 'B', 'chair')
  shareAll([a, b])
  // B admits a member. A, who has not received that, adds a device and removes it again.
  const n = comesIn(b, 'N')
  const tablet = addsDevice(a)
  a.group.removeDevice(tablet.group.self.device)
  shareAll([a, b, n, tablet])
  const { id } = a.group.epoch()
  shareAll([a, b, n, tablet])
  expect(b.group.epoch().id).toBe(id)
  expect(tablet.group.epochKey(id)).toBeNull()
})

test('when a group has more heads than a record can name, every member can still write', () => {
  const a = founder('A', { archive: memoryGroups() }) as Player
  const b = comesIn(a, 'B')
  const mallory = comesIn(a, 'Mallory')
  shareAll([a, b, mallory])
  const before = copied(mallory)
  const records = Array.from({ length: 1_100 }, (_, at) => {
    const device = copied(before)
    device.group.setRecovery(
      Uint8Array.from({ length: 32 }, (__, i) => (i === 0 ? at & 255 : i === 1 ? at >> 8 : 1)),
    )
    return device.group.recordsBeyond(before.group.recordHeads())
  }).flat()
  a.group.addRecords(records)
  expect(a.group.recordHeads()).toHaveLength(1_024)
  expect(a.group.removeMember(mallory.group.self.member!, 'lost').state).toBe('done')
  meets(a, b)
  expect(membersOf(b.group.state())).toEqual(['A chair', 'B member'])
  expect(b.group.epoch().id).toBe(a.group.epoch().id)
  expect(comesIn(a, 'N').group.state().members.size).toBe(3)
})
