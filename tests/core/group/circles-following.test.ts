// A circle that follows the group: all who read what the group shares are in it, whoever is admitted later
// too, but for those whom a convener took out or who left.
import { describe, expect, test } from 'vitest'
import { foundCircle, openCircle, type Circle } from '#core/group'
import { CircleRole, type Role } from '#shared/contract'
import { epochFor, forged } from '#tests/circle-forgery'
import { everybodyMeets, exchange, given, idOf, people, roomsOf } from '#tests/circle-people'
import type { Person } from '#tests/circle-people'
import { joiner, meet } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { refusal } from '#tests/refusal'
import {
  circleLimits,
  readCircleRecord,
  writeCircleRecord,
} from '../../../src/core/group/circles/records.ts'

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
  const mine = foundCircle(roomsOf(all.a), 'All of us and a guest')
  mine.follow(true)
  return { ...all, mine }
}
/** The same with Bob, as this, and Carol as conveners, who took it. */
const led = (bobs: CircleRole = 'convener') => {
  const all = following()
  all.mine.appoint(idOf(all.b), bobs)
  all.mine.appoint(idOf(all.c), 'convener')
  const [hers, theirs] = [given(all.mine, all.b), given(all.mine, all.c)]
  exchange(all.mine, hers, theirs)
  return { ...all, hers, theirs }
}

describe('who is brought in', () => {
  test('all who read what the group shares, as what they are in the group, and nobody from outside', () => {
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
    const mine = foundCircle(roomsOf(a), 'All of us')
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

  test('whoever is admitted later, at once, by the convener who admits them', () => {
    const { a, mine } = following()
    const eve = joined('Eve', a, 'observer')
    expect(rolesIn(mine)).toMatchObject({ Eve: 'reader' })
    expect(given(mine, eve).epoch()).toEqual(mine.epoch())
    joined('guest', a, 'guest')
    expect(namesIn(mine)).toEqual(['Alice', 'Bob', 'Carol', 'Dana', 'Eve'])
  })

  test('by that one alone, though another has been a convener for longer', () => {
    const { a, b, mine, hers } = led()
    a.group.setRole(idOf(b), 'chair')
    meet(a, b)
    joined('Eve', b)
    expect(namesIn(hers)).toContain('Eve')
    const before = countOf(mine)
    meet(b, a)
    expect(countOf(mine)).toBe(before)
    exchange(mine, hers)
    expect(namesIn(mine)).toContain('Eve')
  })

  test('whoever is admitted by somebody else, by the device of who has been a convener for longest', () => {
    const { a, b, c, d, mine, hers, theirs } = led()
    a.group.setRole(idOf(d), 'chair')
    everybodyMeets([a, b, c, d])
    joined('Eve', d)
    // Carol hears of her first, and it is not hers to do.
    for (const each of [c, b]) meet(d, each)
    expect([hers, theirs].map(namesIn).flat()).not.toContain('Eve')
    const eve = [...d.group.state().members.values()].find(({ handle }) => handle === 'Eve')
    expect([hers, theirs].map(each => each.follows()?.lacking)).toEqual([[eve!.id], [eve!.id]])
    meet(d, a)
    expect(namesIn(mine)).toContain('Eve')
    const before = countOf(mine)
    exchange(mine, hers, theirs)
    expect([hers, theirs].map(countOf)).toEqual([before, before])
  })

  test('by any convener, when her program is opened: those who come first may never be', () => {
    const { a, b, c, hers } = led()
    joined('Eve', a)
    meet(a, c)
    meet(c, b)
    expect(namesIn(hers)).not.toContain('Eve')
    hers.close()
    const again = openCircle(roomsOf(b), hers.id)
    again.catchUp()
    expect(namesIn(again)).toContain('Eve')
    again.catchUp()
    expect(countOf(again)).toBe(countOf(hers) + 1)
  })

  test('at both ends at once she is in it once, and all have the key', () => {
    const { a, b, c, mine, hers, theirs } = led()
    const eve = joined('Eve', a)
    everybodyMeets([a, b, c])
    hers.catchUp()
    exchange(mine, hers, theirs)
    const circles = [mine, hers, theirs, given(mine, eve)]
    exchange(...circles)
    for (const each of circles) expect(namesIn(each)).toEqual(namesIn(mine))
    const { id } = mine.epoch()
    exchange(...circles)
    for (const each of circles) expect(each.epoch().id).toBe(id)
  })

  test.each(CircleRole.options.filter(role => role !== 'convener'))(
    'by no device of a %s',
    role => {
      const { a, b, hers } = led(role)
      joined('Eve', a)
      meet(a, b)
      hers.catchUp()
      expect(namesIn(hers)).not.toContain('Eve')
    },
  )

  test('whom the group removed is out, as of any circle, and is not brought in', () => {
    const { a, d, mine } = following()
    a.group.removeMember(idOf(d), 'left')
    mine.catchUp()
    expect(mine.people().find(({ member }) => member === idOf(d))?.here ?? false).toBe(false)
    expect(mine.state().devices.has(d.group.self.device)).toBe(false)
  })
})

describe('who is not brought in again', () => {
  test('whom a convener took out, at no device, until somebody does it by hand', () => {
    const { a, b, c, d, mine, hers, theirs } = led()
    theirs.remove(idOf(d))
    exchange(mine, hers, theirs)
    joined('Eve', a)
    everybodyMeets([a, b, c])
    for (const each of [mine, hers, theirs]) each.catchUp()
    mine.follow(true)
    mine.follow(false)
    mine.follow(true)
    exchange(mine, hers, theirs)
    for (const each of [mine, hers, theirs])
      expect(namesIn(each)).toEqual(['Alice', 'Bob', 'Carol', 'Eve'])
    hers.bring(idOf(d), 'reader')
    exchange(mine, hers, theirs)
    expect(rolesIn(mine)).toMatchObject({ Dana: 'reader' })
  })

  test('whom a convener took out while another brought them in', () => {
    const { a, b, d, mine, hers } = led()
    joined('Eve', a)
    const eve = [...a.group.state().members.values()].find(({ handle }) => handle === 'Eve')!.id
    mine.remove(eve)
    meet(a, b)
    hers.catchUp()
    expect(namesIn(hers)).toContain('Eve')
    exchange(mine, hers)
    for (const each of [mine, hers]) {
      each.catchUp()
      expect(namesIn(each)).not.toContain('Eve')
    }
    expect(namesIn(mine)).toContain(d.handle)
  })

  test('who left', () => {
    const { mine, hers, theirs } = led()
    hers.leave()
    exchange(mine, hers, theirs)
    for (const each of [mine, theirs]) {
      each.catchUp()
      expect(namesIn(each)).toEqual(['Alice', 'Carol', 'Dana'])
    }
  })
})

describe('the mark', () => {
  test('is seen by all who are in, before they take it too, and goes when a convener switches it off', () => {
    const { a, c, mine, hers, theirs } = led()
    for (const each of [mine, hers, theirs]) expect(each.follows()?.by).toBe(idOf(a))
    theirs.follow(false)
    exchange(mine, hers, theirs)
    for (const each of [mine, hers, theirs]) expect(each.follows()).toBeNull()
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

  test('is off where one set it and another took it away, neither knowing of the other', () => {
    const { mine, hers, theirs, b } = led()
    theirs.follow(false)
    exchange(mine, hers, theirs)
    hers.follow(true)
    const parents = theirs.recordHeads()
    theirs.addRecords([forged(theirs, b, { type: 'follow', follows: false }, parents)])
    exchange(mine, hers, theirs)
    for (const each of [mine, hers, theirs]) expect(each.follows()).toBeNull()
    mine.follow(true)
    exchange(mine, hers, theirs)
    for (const each of [mine, hers, theirs]) expect(each.follows()).not.toBeNull()
  })

  test('says the same twice in one record', () => {
    const { mine } = following()
    const before = countOf(mine)
    mine.follow(true)
    expect(countOf(mine)).toBe(before)
    const other = foundCircle(roomsOf(people().a), 'Another')
    other.follow(false)
    expect(countOf(other)).toBe(1)
  })

  test.each(CircleRole.options.filter(role => role !== 'convener'))(
    'is set and taken away by no %s',
    role => {
      const { mine, hers, theirs, b } = led(role)
      expect(refusal(() => hers.follow(false))).toBe('not-permitted')
      const off = forged(hers, b, { type: 'follow', follows: false })
      for (const each of [mine, hers, theirs]) each.addRecords([off])
      expect(mine.follows()).not.toBeNull()
      mine.follow(false)
      const on = forged(mine, b, { type: 'follow', follows: true })
      expect(mine.addRecords([on]).accepted).toBe(1)
      expect(mine.follows()).toBeNull()
    },
  )

  test('of a convener who was taken out, or is one no more, counts not beside that', () => {
    for (const isOut of [true, false]) {
      const { mine, hers, theirs, b } = led()
      mine.follow(false)
      exchange(mine, hers, theirs)
      const old = hers.recordHeads()
      if (isOut) mine.remove(idOf(b))
      else mine.appoint(idOf(b), 'member')
      mine.addRecords([forged(hers, b, { type: 'follow', follows: true }, old)])
      expect(mine.follows()).toBeNull()
    }
  })

  test('has one form, and another is refused', () => {
    const { a, mine } = following()
    const header = { circle: mine.id, parents: mine.recordHeads(), at: 1 }
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

describe('what somebody may do with it who means harm', () => {
  test('a removal that counts not keeps nobody out', () => {
    const { a, b, mine } = led('member')
    const joinedLater = joined('Eve', a)
    expect(namesIn(mine)).toContain('Eve')
    const out = foundCircle(roomsOf(a), 'Another')
    out.bring(idOf(b))
    const member = idOf(joinedLater)
    out.addRecords([forged(out, b, { type: 'part', member, epoch: epochFor(b) })])
    out.follow(true)
    expect(namesIn(out)).toContain('Eve')
  })

  test('admissions without end fill no circle: it is followed by hand then', () => {
    const { a, b, mine } = following()
    mine.appoint(idOf(b), 'convener')
    const left = () => circleLimits.following - countOf(mine)
    // What others wrote fills it as well.
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
