// A circle that follows the group contains all who read the group's documents, members admitted
// later too, except those whom a convener removed or who left.
import { describe, expect, test } from 'vitest'
import { foundCircle, openCircle, type Circle } from '#core/group'
import { CircleRole, type Role } from '#shared/contract'
import { epochFor, forged } from '#tests/circle-forgery'
import { everybodyMeets, exchange, given, idOf, people, portsOf } from '#tests/circle-people'
import type { Person } from '#tests/circle-people'
import { joiner, meet } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { refusal } from '#tests/refusal'
import { readCircleRecord, writeCircleRecord } from '../../../src/core/group/circles/history.ts'
import { circleLimits } from '../../../src/core/group/circles/records.ts'

const rolesIn = (circle: Circle) =>
  Object.fromEntries(
    [...circle.state().members.values()].map(({ id, handle }) => [
      handle,
      circle.people().find(({ member }) => member === id)?.role,
    ]),
  )
const namesIn = (circle: Circle): string[] => Object.keys(rolesIn(circle)).toSorted()
const joined = (handle: string, host: Person, role?: Role): Person =>
  joiner(handle, host, { archive: memoryGroups() }, role)
const countOf = (circle: Circle): number => circle.recordsBeyond([]).length

/** Alice's circle, which follows the group. */
const following = () => {
  const all = people()
  const mine = foundCircle(portsOf(all.a), 'All of us and a guest')
  mine.follow(true)
  return { ...all, mine }
}
/** The same with Bob, in this role, and Carol as a convener, who both accepted it. */
const led = (role: CircleRole = 'convener') => {
  const all = following()
  all.mine.appoint(idOf(all.b), role)
  all.mine.appoint(idOf(all.c), 'convener')
  const [bobs, theirs] = [given(all.mine, all.b), given(all.mine, all.c)]
  exchange(all.mine, bobs, theirs)
  return { ...all, bobs, theirs }
}

describe('newcomers of a circle that follows the group', () => {
  test('when the circle begins to follow the group, all who read shared documents are added with their roles, and nobody from outside', () => {
    const { a } = people()
    const roles = [
      'observer',
      'reviewer',
      'commenter',
      'guest',
      'secretariat',
      'alternate',
    ] as const
    for (const role of roles) joined(role, a, role)
    const shut = joined('shut out', a)
    a.group.shutOut(shut.group.self.device)
    const mine = foundCircle(portsOf(a), 'All of us')
    expect(mine.follows()).toBeNull()
    mine.follow(true)
    expect(mine.follows()).toEqual({ by: idOf(a), at: a.clock.time, lacking: [] })
    expect(rolesIn(mine)).toEqual({
      Alice: 'convener',
      Bob: 'member',
      Carol: 'member',
      Dana: 'member',
      observer: 'reader',
      reviewer: 'reviewer',
      commenter: 'commenter',
      alternate: 'member',
    })
  })

  test('when a member is admitted later, the admitting convener adds the member at once', () => {
    const { a, mine } = following()
    const eve = joined('Eve', a, 'observer')
    expect(rolesIn(mine)).toMatchObject({ Eve: 'reader' })
    expect(given(mine, eve).epoch()).toEqual(mine.epoch())
    joined('guest', a, 'guest')
    expect(namesIn(mine)).toEqual(['Alice', 'Bob', 'Carol', 'Dana', 'Eve'])
  })

  test('when two conveners are there, only the admitting one adds the member', () => {
    const { a, b, mine, bobs } = led()
    a.group.setRole(idOf(b), 'chair')
    meet(a, b)
    joined('Eve', b)
    expect(namesIn(bobs)).toContain('Eve')
    const before = countOf(mine)
    meet(b, a)
    expect(countOf(mine)).toBe(before)
    exchange(mine, bobs)
    expect(namesIn(mine)).toContain('Eve')
  })

  test('when no convener admitted the member, the device of the convener longest in office adds the member', () => {
    const { a, b, c, d, mine, bobs, theirs } = led()
    a.group.setRole(idOf(d), 'chair')
    everybodyMeets([a, b, c, d])
    joined('Eve', d)
    // Carol receives the admission first, and another device is to add the member.
    for (const each of [c, b]) meet(d, each)
    expect([bobs, theirs].map(namesIn).flat()).not.toContain('Eve')
    const eve = [...d.group.state().members.values()].find(({ handle }) => handle === 'Eve')
    expect([bobs, theirs].map(each => each.follows()?.lacking)).toEqual([[eve!.id], [eve!.id]])
    meet(d, a)
    expect(namesIn(mine)).toContain('Eve')
    const before = countOf(mine)
    exchange(mine, bobs, theirs)
    expect([bobs, theirs].map(countOf)).toEqual([before, before])
  })

  test('when a convener opens the app, it adds members whom the first device did not add', () => {
    const { a, b, c, bobs } = led()
    joined('Eve', a)
    meet(a, c)
    meet(c, b)
    expect(namesIn(bobs)).not.toContain('Eve')
    bobs.close()
    const again = openCircle(portsOf(b), bobs.id)
    again.catchUp()
    expect(namesIn(again)).toContain('Eve')
    again.catchUp()
    expect(countOf(again)).toBe(countOf(bobs) + 1)
  })

  test('when two devices add a member at once, the member is in once and all have the key', () => {
    const { a, b, c, mine, bobs, theirs } = led()
    const eve = joined('Eve', a)
    everybodyMeets([a, b, c])
    bobs.catchUp()
    exchange(mine, bobs, theirs)
    const circles = [mine, bobs, theirs, given(mine, eve)]
    exchange(...circles)
    for (const each of circles) expect(namesIn(each)).toEqual(namesIn(mine))
    const { id } = mine.epoch()
    exchange(...circles)
    for (const each of circles) expect(each.epoch().id).toBe(id)
  })

  test.each(CircleRole.options.filter(role => role !== 'convener'))(
    'when the device belongs to a %s, it adds nobody',
    role => {
      const { a, b, bobs } = led(role)
      joined('Eve', a)
      meet(a, b)
      bobs.catchUp()
      expect(namesIn(bobs)).not.toContain('Eve')
    },
  )

  test('when the group removed a member, the circle does not add the member', () => {
    const { a, d, mine } = following()
    a.group.removeMember(idOf(d), 'left')
    mine.catchUp()
    expect(mine.people().find(({ member }) => member === idOf(d))?.here ?? false).toBe(false)
    expect(mine.state().devices.has(d.group.self.device)).toBe(false)
  })
})

describe('members who are not added again', () => {
  test('when a convener removed a member, no device adds the member, until a person does', () => {
    const { a, b, c, d, mine, bobs, theirs } = led()
    theirs.remove(idOf(d))
    exchange(mine, bobs, theirs)
    joined('Eve', a)
    everybodyMeets([a, b, c])
    for (const each of [mine, bobs, theirs]) each.catchUp()
    mine.follow(true)
    mine.follow(false)
    mine.follow(true)
    exchange(mine, bobs, theirs)
    for (const each of [mine, bobs, theirs])
      expect(namesIn(each)).toEqual(['Alice', 'Bob', 'Carol', 'Eve'])
    bobs.bring(idOf(d), 'reader')
    exchange(mine, bobs, theirs)
    expect(rolesIn(mine)).toMatchObject({ Dana: 'reader' })
  })

  test('when two conveners remove and add a member concurrently, no device adds the member', () => {
    const { a, b, d, mine, bobs } = led()
    joined('Eve', a)
    const eve = [...a.group.state().members.values()].find(({ handle }) => handle === 'Eve')!.id
    mine.remove(eve)
    meet(a, b)
    bobs.catchUp()
    expect(namesIn(bobs)).toContain('Eve')
    exchange(mine, bobs)
    for (const each of [mine, bobs]) {
      each.catchUp()
      expect(namesIn(each)).not.toContain('Eve')
    }
    expect(namesIn(mine)).toContain(d.handle)
  })

  test('when a member left, no device adds the member', () => {
    const { mine, bobs, theirs } = led()
    bobs.leave()
    exchange(mine, bobs, theirs)
    for (const each of [mine, theirs]) {
      each.catchUp()
      expect(namesIn(each)).toEqual(['Alice', 'Carol', 'Dana'])
    }
  })
})

describe('the record that says whether a circle follows', () => {
  test('when a convener sets it, all members see it before they accept, and it ends when a convener ends it', () => {
    const { a, c, mine, bobs, theirs } = led()
    for (const each of [mine, bobs, theirs]) expect(each.follows()?.by).toBe(idOf(a))
    theirs.follow(false)
    exchange(mine, bobs, theirs)
    for (const each of [mine, bobs, theirs]) expect(each.follows()).toBeNull()
    joined('Eve', a)
    meet(a, c)
    for (const each of [mine, theirs]) {
      each.catchUp()
      expect(namesIn(each)).not.toContain('Eve')
    }
    theirs.follow(true)
    exchange(mine, theirs)
    expect(mine.follows()?.by).toBe(idOf(c))
    expect(namesIn(mine)).toContain('Eve')
  })

  test('when it is set and ended concurrently, it is off', () => {
    const { mine, bobs, theirs, b } = led()
    theirs.follow(false)
    exchange(mine, bobs, theirs)
    bobs.follow(true)
    const parents = theirs.recordHeads()
    theirs.addRecords([forged(theirs, b, { type: 'follow', follows: false }, parents)])
    exchange(mine, bobs, theirs)
    for (const each of [mine, bobs, theirs]) expect(each.follows()).toBeNull()
    mine.follow(true)
    exchange(mine, bobs, theirs)
    for (const each of [mine, bobs, theirs]) expect(each.follows()).not.toBeNull()
  })

  test('when it is set twice in one state, one record is written', () => {
    const { mine } = following()
    const before = countOf(mine)
    mine.follow(true)
    expect(countOf(mine)).toBe(before)
    const other = foundCircle(portsOf(people().a), 'Another')
    other.follow(false)
    expect(countOf(other)).toBe(1)
  })

  test.each(CircleRole.options.filter(role => role !== 'convener'))(
    'when a %s sets or ends it, it has no effect',
    role => {
      const { mine, bobs, theirs, b } = led(role)
      expect(refusal(() => bobs.follow(false))).toBe('not-permitted')
      const off = forged(bobs, b, { type: 'follow', follows: false })
      for (const each of [mine, bobs, theirs]) each.addRecords([off])
      expect(mine.follows()).not.toBeNull()
      mine.follow(false)
      const on = forged(mine, b, { type: 'follow', follows: true })
      expect(mine.addRecords([on]).accepted).toBe(1)
      expect(mine.follows()).toBeNull()
    },
  )

  test('when its author was removed or lost the role concurrently, it has no effect', () => {
    for (const isOut of [true, false]) {
      const { mine, bobs, theirs, b } = led()
      mine.follow(false)
      exchange(mine, bobs, theirs)
      const old = bobs.recordHeads()
      if (isOut) mine.remove(idOf(b))
      else mine.appoint(idOf(b), 'member')
      mine.addRecords([forged(bobs, b, { type: 'follow', follows: true }, old)])
      expect(mine.follows()).toBeNull()
    }
  })

  test('when its bytes have another form, it is refused', () => {
    const { a, mine } = following()
    const header = { group: mine.id, parents: mine.recordHeads(), at: 1 }
    for (const wrong of [1, null, 'true']) {
      const body = { type: 'follow', follows: wrong } as unknown as {
        type: 'follow'
        follows: true
      }
      const written = writeCircleRecord(a.group.self.keys, header, body)
      expect(readCircleRecord(mine.id, written)).toBeNull()
    }
  })
})

describe('hostile members of a circle that follows the group', () => {
  test('when a removal does not count, it keeps nobody out', () => {
    const { a, b, mine } = led('member')
    const joinedLater = joined('Eve', a)
    expect(namesIn(mine)).toContain('Eve')
    const out = foundCircle(portsOf(a), 'Another')
    out.bring(idOf(b))
    const member = idOf(joinedLater)
    out.addRecords([forged(out, b, { type: 'part', member, epoch: epochFor(b) })])
    out.follow(true)
    expect(namesIn(out)).toContain('Eve')
  })

  test('when admissions have no end, the circle stays below its limit and is followed by hand', () => {
    const { a, b, mine } = following()
    mine.appoint(idOf(b), 'convener')
    const left = () => circleLimits.following - countOf(mine)
    // Records of others count against the limit too.
    const records = Array.from({ length: left() - 1 }, () =>
      forged(mine, b, { type: 'appoint', member: idOf(b), role: 'convener' }),
    )
    mine.addRecords(records)
    joined('Eve', a)
    expect(namesIn(mine)).toContain('Eve')
    joined('Frida', a)
    expect(namesIn(mine)).not.toContain('Frida')
    const [frida] = [...a.group.state().members.values()].filter(each => each.handle === 'Frida')
    mine.bring(frida!.id)
    expect(namesIn(mine)).toContain('Frida')
  })
})
