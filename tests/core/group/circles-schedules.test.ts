// Random schedules of a circle: people add, remove, appoint, leave and send, apart and together,
// while the group removes some of them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foundCircle, takeCircle, type Circle } from '#core/group'
import { exchange, idOf, people, portsOf, type Person } from '#tests/circle-people'
import { meet } from '#tests/group'
import { refusal } from '#tests/refusal'

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
  'follow',
] as const

/** Four people act at random as the rules permit, apart and together. Some leave the group. */
const play = (
  steps: readonly (readonly [number, (typeof acts)[number], number, number])[],
): void => {
  const { a, b, c, d } = people()
  const all = [a, b, c, d]
  const ids = all.map(idOf)
  const circles = new Map<Person, Circle>([[a, foundCircle(portsOf(a), 'Drafting')]])
  /** Records of the group, then the circle's records that each may have. */
  const pass = (from: Person, to: Person): void => {
    meet(from, to)
    const one = circles.get(from)
    const proof = one?.proofFor(to.group.self.device)
    if (one && proof && !circles.has(to)) {
      const taken = takeCircle(portsOf(to), proof)
      if (taken) circles.set(to, taken)
    }
    const other = circles.get(to)
    if (!one || !other) return
    other.addRecords(one.recordsBeyond([]))
    one.addRecords(other.recordsBeyond([]))
  }
  const roles = ['convener', 'member', 'reader', 'reviewer', 'commenter'] as const
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
    else if (act === 'follow') circle?.follow(with_ > 1)
  }
  for (const each of steps) expect(refusal(() => step(each))).not.toBe('internal')

  for (let round = 0; round < 6; round++)
    for (const one of all) for (const other of all) if (one !== other) pass(one, other)
  const told = (circle: Circle) => [
    circle.people().toSorted((x, y) => (x.member < y.member ? -1 : 1)),
    [...circle.state().devices.keys()].toSorted(),
    circle.recordHeads(),
    circle.follows(),
  ]
  const here = all.filter(each => a.group.state().devices.has(each.group.self.device))
  const seen = here.flatMap(each => circles.get(each) ?? [])
  for (const each of seen) expect(told(each)).toEqual(told(seen[0] ?? each))
  // Each member of the circle sends in an epoch that all members open and no one else received.
  const inside = seen.filter(each => each.isIn())
  const [sender] = inside
  if (!sender) return
  const { id } = sender.epoch()
  for (let round = 0; round < 2; round++) exchange(...inside)
  for (const circle of circles.values())
    expect(circle.epochKey(id) !== null).toBe(inside.includes(circle))
}

test('when acts happen at random, all members reach the same circle, and only they have its key', () => {
  const person = fc.integer({ min: 0, max: 3 })
  const step = fc.tuple(person, fc.constantFrom(...acts), person, fc.integer({ min: 0, max: 4 }))
  const game = fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), play)
  expect(() => fc.assert(game, { numRuns: 8 })).not.toThrow()
})
