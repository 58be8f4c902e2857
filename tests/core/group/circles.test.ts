// A circle: who may add and remove whom, and whose keys its epochs reach. The same records and the
// same group mean the same circle in every order.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askToJoin, foundCircle, openCircle, openGroup, takeCircle, type Circle } from '#core/group'
import { CircleRole } from '#shared/contract'
import { everybodyMeets, exchange, given, idOf, people, portsOf } from '#tests/circle-people'
import type { Person } from '#tests/circle-people'
import { meet } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { refusal } from '#tests/refusal'

const namesIn = (circle: Circle): string[] =>
  [...circle.state().members.values()].map(({ handle }) => handle).toSorted()

/** Alice's circle with Bob in this role. */
const circleOfTwo = (role: CircleRole = 'member') => {
  const all = people()
  const mine = foundCircle(portsOf(all.a), 'Closed item')
  mine.bring(idOf(all.b), role)
  const bobs = given(mine, all.b)
  return { ...all, mine, bobs }
}

describe('membership of a circle', () => {
  test("when the founder adds a member, the member's device proves it and opens the epoch", () => {
    const { mine, bobs } = circleOfTwo()
    expect(bobs.name()).toBe('Closed item')
    expect(namesIn(bobs)).toEqual(['Alice', 'Bob'])
    expect(bobs.epoch()).toEqual(mine.epoch())
  })

  test('when a member is in it with all devices, adding that member again is refused', () => {
    const { b, mine } = circleOfTwo()
    expect(refusal(() => mine.bring(idOf(b)))).toBe('in-circle-already')
  })

  test('when a record waits for others, it is news once, in the circle and in its group', () => {
    const { a, b, mine, bobs } = circleOfTwo()
    for (const role of ['reader', 'member'] as const) mine.appoint(idOf(b), role)
    for (const from of [1, 2]) a.group.setTerm(idOf(a), { from, until: null })
    for (const [ours, theirs] of [[mine, bobs] as const, [a.group, b.group] as const]) {
      const lacking = ours.recordsBeyond(theirs.recordHeads())
      const last = lacking.slice(-1)
      expect(theirs.hasNews(last)).toBe(true)
      theirs.addRecords(last)
      expect(theirs.recordHeads()).not.toEqual(ours.recordHeads())
      expect(theirs.hasNews(last)).toBe(false)
      expect(theirs.hasNews(lacking)).toBe(true)
      theirs.addRecords(lacking)
      expect(theirs.recordHeads()).toEqual(ours.recordHeads())
    }
  })

  test('when a member is not in the circle, its device accepts no records and keeps nothing', () => {
    const { mine, c } = circleOfTwo()
    expect(mine.proofFor(c.group.self.device)).toBeNull()
    expect(takeCircle(portsOf(c), mine.recordsBeyond([]))).toBeNull()
    expect(c.archive.records.list(mine.id)).toEqual([])
    expect(c.archive.circles.list({ group: c.group.id })).toEqual([])
  })

  test("when a circle is founded, the group's records do not mention it", () => {
    const { a } = people()
    const before = [a.group.recordHeads(), a.archive.records.list(a.group.id).length]
    foundCircle(portsOf(a), 'Closed item')
    expect([a.group.recordHeads(), a.archive.records.list(a.group.id).length]).toEqual(before)
  })

  const acts = {
    'brings in': (circle: Circle, all: ReturnType<typeof people>) => circle.bring(idOf(all.c)),
    'takes out': (circle: Circle, all: ReturnType<typeof people>) => circle.remove(idOf(all.a)),
    appoints: (circle: Circle, all: ReturnType<typeof people>) =>
      circle.appoint(idOf(all.b), 'convener'),
  }
  for (const role of CircleRole.options) {
    const allowed = role === 'convener'
    for (const [name, act] of Object.entries(acts)) {
      test(`a ${role} ${allowed ? '' : 'never '}${name}`, () => {
        const { bobs, ...all } = circleOfTwo(role)
        const before = bobs.recordHeads()
        const refused = allowed ? act(bobs, all) : refusal(() => act(bobs, all))
        expect(refused).toBe(allowed ? undefined : 'not-permitted')
        expect(bobs.recordHeads().join() === before.join()).toBe(!allowed)
      })
    }
    test(`when a ${role} leaves, that device does not know the next key`, () => {
      const { mine, bobs } = circleOfTwo(role)
      bobs.leave()
      exchange(mine, bobs)
      expect(namesIn(mine)).toEqual(['Alice'])
      expect(bobs.isIn()).toBe(false)
      const { id } = mine.epoch()
      exchange(mine, bobs)
      expect(bobs.epochKey(id)).toBeNull()
    })
  }

  test('when a member was removed, no later epoch opens, and the member can be added again', () => {
    const { mine, bobs, b } = circleOfTwo()
    mine.remove(idOf(b))
    const { id } = mine.epoch()
    exchange(mine, bobs)
    expect(bobs.isIn()).toBe(false)
    expect(bobs.epochKey(id)).toBeNull()
    mine.bring(idOf(b), 'reader')
    exchange(mine, bobs)
    expect(bobs.role()).toBe('reader')
    expect(bobs.epoch()).toEqual(mine.epoch())
  })

  test('when a member writes concurrently with the own removal, those records are void and their newcomers are out', () => {
    const { mine, bobs, b, c } = circleOfTwo('convener')
    bobs.bring(idOf(c))
    mine.remove(idOf(b))
    const theirs = given(bobs, c)
    exchange(mine, bobs, theirs)
    for (const each of [mine, bobs, theirs]) expect(namesIn(each)).toEqual(['Alice'])
    expect(theirs.isIn()).toBe(false)
    expect(theirs.epochKey(mine.epoch().id)).toBeNull()
  })

  test('when two members remove each other, the senior one stays', () => {
    const { mine, bobs, a, b } = circleOfTwo('convener')
    bobs.remove(idOf(a))
    mine.remove(idOf(b))
    exchange(mine, bobs)
    for (const each of [mine, bobs]) expect(namesIn(each)).toEqual(['Alice'])
  })

  for (const role of ['reviewer', 'commenter', 'reader'] as const)
    test(`when no convener is left, each member who writes adds others, and no ${role} does`, () => {
      const { mine, bobs, c, d } = circleOfTwo()
      mine.bring(idOf(c), role)
      mine.leave()
      exchange(mine, bobs)
      const theirs = given(bobs, c)
      exchange(bobs, theirs)
      expect(namesIn(theirs)).toEqual(['Bob', 'Carol'])
      expect(refusal(() => theirs.bring(idOf(d)))).toBe('not-permitted')
      expect(refusal(() => theirs.appoint(idOf(c), 'convener'))).toBe('not-permitted')
      bobs.bring(idOf(d))
      expect(namesIn(bobs)).toEqual(['Bob', 'Carol', 'Dana'])
    })
})

/** A further device of this person, added by the existing one. */
const phoneOf = (host: Person): Person => {
  const archive = memoryGroups()
  const asked = { bytes: host.group.inviteDevice({}).file, handle: '-' }
  const { group, reply } = askToJoin(archive, asked, host.environment)
  const phone = { ...host, archive, group: openGroup(archive, group, host.environment) }
  host.group.admit(host.group.readReply(reply).reply)
  meet(host, phone)
  return phone
}

describe('a circle follows the devices of its group', () => {
  test('when a member gets a further device, a device of the same member adds it at once, and no other', () => {
    const { mine, bobs, a, b, c } = circleOfTwo()
    const phone = phoneOf(b)
    everybodyMeets([a, b, phone])
    const device = phone.group.self.device
    expect(mine.proofFor(device)).toBeNull()
    const theirs = given(bobs, phone)
    expect(theirs.epoch()).toEqual(bobs.epoch())
    exchange(mine, bobs)
    expect(mine.state().devices.get(device)?.broughtBy).toBe(b.group.self.device)
    const other = phoneOf(c)
    everybodyMeets([a, b, other])
    expect([mine, bobs].map(each => each.proofFor(other.group.self.device))).toEqual([null, null])
  })

  test('when the group shuts a device out, it is out of the circle, and back when the shut-out is lifted', () => {
    const { mine, a, b } = circleOfTwo()
    const device = b.group.self.device
    a.group.shutOut(device)
    expect(mine.state().devices.has(device)).toBe(false)
    const [shutOut] = [...a.group.state().shutOuts.keys()]
    if (shutOut) a.group.lift(shutOut)
    expect(mine.state().devices.has(device)).toBe(true)
  })

  test('when the group removes a member, the member is out at once and the next sender begins an epoch', () => {
    const { mine, bobs, a, b } = circleOfTwo()
    const before = mine.epoch()
    a.group.removeMember(idOf(b), 'left')
    expect(namesIn(mine)).toEqual(['Alice'])
    const after = mine.epoch()
    expect(after.id).not.toBe(before.id)
    exchange(mine, bobs)
    expect(bobs.epochKey(after.id)).toBeNull()
  })

  test('when a removal is learned, earlier records of the removed member count for all', () => {
    const { mine, bobs, a, b, c } = circleOfTwo('convener')
    bobs.bring(idOf(c))
    exchange(mine, bobs)
    const theirs = given(mine, c)
    a.group.removeMember(idOf(b), 'left')
    meet(a, c)
    exchange(mine, theirs)
    expect(namesIn(mine)).toEqual(['Alice', 'Carol'])
    expect(namesIn(theirs)).toEqual(['Alice', 'Carol'])
    mine.epoch()
    exchange(mine, theirs)
    expect(theirs.epoch()).toEqual(mine.epoch())
  })

  test('when the app stops between the two, opening the circle again does the rest', () => {
    const { mine, bobs, a, b, c } = circleOfTwo('convener')
    bobs.bring(idOf(c))
    exchange(mine, bobs)
    mine.close()
    a.group.removeMember(idOf(b), 'left')
    const again = openCircle(portsOf(a), mine.id)
    again.renew()
    expect(namesIn(again)).toEqual(['Alice', 'Carol'])
  })

  test('when the removed member writes afterwards, no device counts it', () => {
    const { mine, bobs, a, b, c } = circleOfTwo('convener')
    a.group.removeMember(idOf(b), 'left')
    bobs.bring(idOf(c))
    exchange(mine, bobs)
    expect(namesIn(mine)).toEqual(['Alice'])
  })
})

test('when the same records come in any order, the circle is the same', () => {
  const { mine, bobs, a, b, c, d } = circleOfTwo('convener')
  bobs.bring(idOf(c), 'convener')
  const theirs = given(bobs, c)
  mine.bring(idOf(d))
  mine.remove(idOf(b))
  theirs.remove(idOf(a))
  bobs.bring(idOf(d), 'reader')
  exchange(mine, bobs, theirs)
  const all = mine.recordsBeyond([])
  const told = (circle: Circle) => [
    circle.people().map(({ member, role }) => `${member} ${role}`),
    [...circle.state().devices.keys()].toSorted(),
    circle.recordHeads(),
  ]
  expect(told(bobs)).toEqual(told(mine))
  const order = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
  fc.assert(
    fc.property(order, records => {
      const storage = memoryGroups()
      storage.circles.put({ group: a.group.id, circle: mine.id })
      const seen = openCircle({ ...portsOf(a), storage }, mine.id)
      for (const record of records) seen.addRecords([record])
      expect(told(seen)).toEqual(told(mine))
      seen.close()
    }),
    { numRuns: 40 },
  )
})
