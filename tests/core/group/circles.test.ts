// A circle: who may bring whom in and take out, whose keys its epochs reach, and that the same records
// and the same group mean the same circle, whatever the order they come in.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askToJoin, foundCircle, openCircle, openGroup, takeCircle, type Circle } from '#core/group'
import { CircleRole } from '#shared/contract'
import { everybodyMeets, exchange, given, idOf, people, roomsOf } from '#tests/circle-people'
import type { Person } from '#tests/circle-people'
import { meet } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { refusal } from '#tests/refusal'

const namesIn = (circle: Circle): string[] =>
  [...circle.state().members.values()].map(({ handle }) => handle).toSorted()

/** Alice's circle with Bob in this role. */
const circleOfTwo = (role: CircleRole = 'member') => {
  const all = people()
  const mine = foundCircle(roomsOf(all.a), 'Closed item')
  mine.bring(idOf(all.b), role)
  const hers = given(mine, all.b)
  return { ...all, mine, hers }
}

describe('who is in a circle', () => {
  test('its founder brings in a member, whose device proves it and opens the epoch', () => {
    const { mine, hers } = circleOfTwo()
    expect(hers.name()).toBe('Closed item')
    expect(namesIn(hers)).toEqual(['Alice', 'Bob'])
    expect(hers.epoch()).toEqual(mine.epoch())
  })

  test('a record that waits for others is news once, there and in its group', () => {
    const { a, b, mine, hers } = circleOfTwo()
    for (const role of ['reader', 'member'] as const) mine.appoint(idOf(b), role)
    for (const from of [1, 2]) a.group.setTerm(idOf(a), { from, until: null })
    for (const [his, theirs] of [[mine, hers] as const, [a.group, b.group] as const]) {
      const lacking = his.recordsBeyond(theirs.recordHeads())
      const last = lacking.slice(-1)
      expect(theirs.hasNews(last)).toBe(true)
      theirs.addRecords(last)
      expect(theirs.recordHeads()).not.toEqual(his.recordHeads())
      expect(theirs.hasNews(last)).toBe(false)
      expect(theirs.hasNews(lacking)).toBe(true)
      theirs.addRecords(lacking)
      expect(theirs.recordHeads()).toEqual(his.recordHeads())
    }
  })

  test('a member who is not in it takes nothing from its records, and nothing is kept', () => {
    const { mine, c } = circleOfTwo()
    expect(mine.proofFor(c.group.self.device)).toBeNull()
    expect(takeCircle(roomsOf(c), mine.recordsBeyond([]))).toBeNull()
    expect(c.archive.records.list(mine.id)).toEqual([])
    expect(c.archive.notes.list(c.group.id, 'circles/')).toEqual([])
  })

  test('the group knows nothing of it', () => {
    const { a } = people()
    const before = [a.group.recordHeads(), a.archive.records.list(a.group.id).length]
    foundCircle(roomsOf(a), 'Closed item')
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
        const { hers, ...all } = circleOfTwo(role)
        const before = hers.recordHeads()
        const refused = allowed ? act(hers, all) : refusal(() => act(hers, all))
        expect(refused).toBe(allowed ? undefined : 'not-permitted')
        expect(hers.recordHeads().join() === before.join()).toBe(!allowed)
      })
    }
    test(`a ${role} may leave, and does not know the key that comes after`, () => {
      const { mine, hers } = circleOfTwo(role)
      hers.leave()
      exchange(mine, hers)
      expect(namesIn(mine)).toEqual(['Alice'])
      expect(hers.isIn()).toBe(false)
      const { id } = mine.epoch()
      exchange(mine, hers)
      expect(hers.epochKey(id)).toBeNull()
    })
  }

  test('who was taken out opens no later epoch, and may be brought in again', () => {
    const { mine, hers, b } = circleOfTwo()
    mine.remove(idOf(b))
    const { id } = mine.epoch()
    exchange(mine, hers)
    expect(hers.isIn()).toBe(false)
    expect(hers.epochKey(id)).toBeNull()
    mine.bring(idOf(b), 'reader')
    exchange(mine, hers)
    expect(hers.role()).toBe('reader')
    expect(hers.epoch()).toEqual(mine.epoch())
  })

  test('what she wrote beside the record that takes her out is void, and whom she brought in is not in', () => {
    const { mine, hers, b, c } = circleOfTwo('convener')
    hers.bring(idOf(c))
    mine.remove(idOf(b))
    const theirs = given(hers, c)
    exchange(mine, hers, theirs)
    for (const each of [mine, hers, theirs]) expect(namesIn(each)).toEqual(['Alice'])
    expect(theirs.isIn()).toBe(false)
    expect(theirs.epochKey(mine.epoch().id)).toBeNull()
  })

  test('of two who take each other out the senior stays', () => {
    const { mine, hers, a, b } = circleOfTwo('convener')
    hers.remove(idOf(a))
    mine.remove(idOf(b))
    exchange(mine, hers)
    for (const each of [mine, hers]) expect(namesIn(each)).toEqual(['Alice'])
  })

  for (const role of ['reviewer', 'commenter', 'reader'] as const)
    test(`where no convener is left whoever writes brings others in, and no ${role}`, () => {
      const { mine, hers, c, d } = circleOfTwo()
      mine.bring(idOf(c), role)
      mine.leave()
      exchange(mine, hers)
      const theirs = given(hers, c)
      exchange(hers, theirs)
      expect(namesIn(theirs)).toEqual(['Bob', 'Carol'])
      expect(refusal(() => theirs.bring(idOf(d)))).toBe('not-permitted')
      expect(refusal(() => theirs.appoint(idOf(c), 'convener'))).toBe('not-permitted')
      hers.bring(idOf(d))
      expect(namesIn(hers)).toEqual(['Bob', 'Carol', 'Dana'])
    })
})

/** One more device of this person, added by the one that she has. */
const phoneOf = (host: Person): Person => {
  const archive = memoryGroups()
  const asked = { bytes: host.group.inviteDevice({}).file, handle: '-' }
  const { group, reply } = askToJoin(archive, asked, host.environment)
  const phone = { ...host, archive, group: openGroup(archive, group, host.environment) }
  host.group.admit(host.group.readReply(reply).reply)
  meet(host, phone)
  return phone
}

describe('a circle follows the group', () => {
  test('a further device of a member is let in by hers at once, and by nobody who has nothing to give', () => {
    const { mine, hers, a, b, c } = circleOfTwo()
    const phone = phoneOf(b)
    everybodyMeets([a, b, phone])
    const device = phone.group.self.device
    expect(mine.proofFor(device)).toBeNull()
    const theirs = given(hers, phone)
    expect(theirs.epoch()).toEqual(hers.epoch())
    exchange(mine, hers)
    expect(mine.state().devices.get(device)?.broughtBy).toBe(b.group.self.device)
    const other = phoneOf(c)
    everybodyMeets([a, b, other])
    expect([mine, hers].map(each => each.proofFor(other.group.self.device))).toEqual([null, null])
  })

  test('a device that the group shut out is out, and back when that is lifted', () => {
    const { mine, a, b } = circleOfTwo()
    const device = b.group.self.device
    a.group.shutOut(device)
    expect(mine.state().devices.has(device)).toBe(false)
    const [shutOut] = [...a.group.state().shutOuts.keys()]
    if (shutOut) a.group.lift(shutOut)
    expect(mine.state().devices.has(device)).toBe(true)
  })

  test('whom the group removed is out at once, and the next who sends begins an epoch first', () => {
    const { mine, hers, a, b } = circleOfTwo()
    const before = mine.epoch()
    a.group.removeMember(idOf(b), 'left')
    expect(namesIn(mine)).toEqual(['Alice'])
    const after = mine.epoch()
    expect(after.id).not.toBe(before.id)
    exchange(mine, hers)
    expect(hers.epochKey(after.id)).toBeNull()
  })

  test('what was here of a removed member when that was learned counts for all', () => {
    const { mine, hers, a, b, c } = circleOfTwo('convener')
    hers.bring(idOf(c))
    exchange(mine, hers)
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

  test('and after a crash between the two, when the circle is opened again', () => {
    const { mine, hers, a, b, c } = circleOfTwo('convener')
    hers.bring(idOf(c))
    exchange(mine, hers)
    mine.close()
    a.group.removeMember(idOf(b), 'left')
    const again = openCircle(roomsOf(a), mine.id)
    again.renew()
    expect(namesIn(again)).toEqual(['Alice', 'Carol'])
  })

  test('what she wrote in it afterwards counts for nobody', () => {
    const { mine, hers, a, b, c } = circleOfTwo('convener')
    a.group.removeMember(idOf(b), 'left')
    hers.bring(idOf(c))
    exchange(mine, hers)
    expect(namesIn(mine)).toEqual(['Alice'])
  })
})

test('any order of the same records means the same circle', () => {
  const { mine, hers, a, b, c, d } = circleOfTwo('convener')
  hers.bring(idOf(c), 'convener')
  const theirs = given(hers, c)
  mine.bring(idOf(d))
  mine.remove(idOf(b))
  theirs.remove(idOf(a))
  hers.bring(idOf(d), 'reader')
  exchange(mine, hers, theirs)
  const all = mine.recordsBeyond([])
  const told = (circle: Circle) => [
    circle.people().map(({ member, role }) => `${member} ${role}`),
    [...circle.state().devices.keys()].toSorted(),
    circle.recordHeads(),
  ]
  expect(told(hers)).toEqual(told(mine))
  const order = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
  fc.assert(
    fc.property(order, records => {
      const storage = memoryGroups()
      storage.notes.put(a.group.id, `circles/${mine.id}`, new Uint8Array())
      const seen = openCircle({ ...roomsOf(a), storage }, mine.id)
      for (const record of records) seen.addRecords([record])
      expect(told(seen)).toEqual(told(mine))
      seen.close()
    }),
    { numRuns: 40 },
  )
})
