// A circle: who may bring whom in and take out, whose keys its epochs reach, and that the same records
// and the same group mean the same circle, whatever the order they come in.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askToJoin, foundCircle, openCircle, openGroup, takeCircle } from '#core/group'
import type { Circle, GroupStorage } from '#core/group'
import type { CircleRole } from '#shared/contract'
import { founder, joiner, meet, type Person as PersonOn } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { refusal } from '#tests/refusal'

type Person = PersonOn<GroupStorage>

const roomsOf = ({ archive, group, environment }: Person) => ({
  storage: archive,
  group,
  now: () => environment.now(),
})

/** All of them, and all records of the group at everybody. */
const people = () => {
  const a: Person = founder('Alice', { archive: memoryGroups() })
  const joined = (handle: string): Person => joiner(handle, a, { archive: memoryGroups() })
  const all = { a, b: joined('Bob'), c: joined('Carol'), d: joined('Dana') }
  everybodyMeets(Object.values(all))
  return all
}
const everybodyMeets = (all: readonly Person[]): void => {
  for (const each of [...all, ...all])
    for (const other of all) if (other !== each) meet(each, other)
}

/** The circle as `person` has it, given what proves that she is in. */
const given = (from: Circle, person: Person): Circle => {
  const proof = from.proofFor(person.group.self.device)
  const circle = proof && takeCircle(roomsOf(person), proof)
  if (!circle) throw new TypeError('not in')
  return circle
}
const exchange = (...all: Circle[]): void => {
  for (const each of [...all, ...all])
    for (const other of all) other.addRecords(each.recordsBeyond([]))
}
const idOf = (person: Person) => {
  const { member } = person.group.self
  if (!member) throw new TypeError('no member')
  return member
}
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
  const may: Record<CircleRole, boolean> = { convener: true, member: false, reader: false }
  for (const [role, allowed] of Object.entries(may) as [CircleRole, boolean][]) {
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

  test('where no convener is left any member but a reader brings others in', () => {
    const { mine, hers, c, d } = circleOfTwo()
    mine.bring(idOf(c), 'reader')
    mine.leave()
    exchange(mine, hers)
    const reading = given(hers, c)
    exchange(hers, reading)
    expect(namesIn(reading)).toEqual(['Bob', 'Carol'])
    expect(refusal(() => reading.bring(idOf(d)))).toBe('not-permitted')
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

const acts = [
  'bring',
  'remove',
  'appoint',
  'leave',
  'meet',
  'meet',
  'meet',
  'drop',
  'send',
] as const

/** Four people do at random what they may, apart and together; some of them leave the group. */
const play = (
  steps: readonly (readonly [number, (typeof acts)[number], number, number])[],
): void => {
  const { a, b, c, d } = people()
  const all = [a, b, c, d]
  const ids = all.map(idOf)
  const circles = new Map<Person, Circle>([[a, foundCircle(roomsOf(a), 'Drafting')]])
  /** Records of the group, then what each may know of the circle. */
  const pass = (from: Person, to: Person): void => {
    meet(from, to)
    const one = circles.get(from)
    const proof = one?.proofFor(to.group.self.device)
    if (one && proof && !circles.has(to)) {
      const taken = takeCircle(roomsOf(to), proof)
      if (taken) circles.set(to, taken)
    }
    const other = circles.get(to)
    if (!one || !other) return
    other.addRecords(one.recordsBeyond([]))
    one.addRecords(other.recordsBeyond([]))
  }
  const roles = ['convener', 'member', 'reader'] as const
  const step = ([at, act, on, with_]: (typeof steps)[number]): void => {
    const [actor = a, subject = b, member = idOf(a)] = [all[at], all[on], ids[on]]
    const circle = circles.get(actor)
    const role = roles[with_] ?? 'member'
    if (act === 'meet') pass(actor, subject)
    else if (act === 'drop' && actor === a && subject !== a) a.group.removeMember(member, 'left')
    else if (act === 'bring') circle?.bring(member, role)
    else if (act === 'remove') circle?.remove(member)
    else if (act === 'appoint') circle?.appoint(member, role)
    else if (act === 'leave') circle?.leave()
    else if (act === 'send') circle?.epoch()
  }
  for (const each of steps) expect(refusal(() => step(each))).not.toBe('internal')

  for (let round = 0; round < 6; round++)
    for (const one of all) for (const other of all) if (one !== other) pass(one, other)
  const told = (circle: Circle) => [
    circle.people().toSorted((x, y) => (x.member < y.member ? -1 : 1)),
    [...circle.state().devices.keys()].toSorted(),
    circle.recordHeads(),
  ]
  const here = all.filter(each => a.group.state().devices.has(each.group.self.device))
  const seen = here.flatMap(each => circles.get(each) ?? [])
  for (const each of seen) expect(told(each)).toEqual(told(seen[0] ?? each))
  // Whoever is in sends in an epoch that all who are in can open, and nobody else was given.
  const inside = seen.filter(each => each.isIn())
  const [sender] = inside
  if (!sender) return
  const { id } = sender.epoch()
  for (let round = 0; round < 2; round++) exchange(...inside)
  for (const circle of circles.values())
    expect(circle.epochKey(id) !== null).toBe(inside.includes(circle))
}

test('whatever is done at random, all come to the same circle and only they have its key', () => {
  const person = fc.integer({ min: 0, max: 3 })
  const step = fc.tuple(person, fc.constantFrom(...acts), person, fc.integer({ min: 0, max: 2 }))
  const game = fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), play)
  expect(() => fc.assert(game, { numRuns: 8 })).not.toThrow()
})
