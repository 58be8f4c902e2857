// Random schedules of a circle in which some members write anything, on any heads. The members with
// the right to decide still decide who is in, in every order of arrival.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foundCircle, openCircle, type Circle } from '#core/group'
import type { RecordId } from '#shared/ids'
import { epochFor, forged } from '#tests/circle-forgery'
import { exchange, given, idOf, people, portsOf, type Person } from '#tests/circle-people'
import { memoryGroups } from '#tests/memory-groups'
import type { CircleBody } from '../../../src/core/group/circles/records.ts'

/** A forged record: type, subject, role, and the author's records that it follows. */
type Forgery = {
  deed: 'part' | 'bring' | 'appoint' | 'renew' | 'follow'
  about: number
  as: number
  on: number[]
}

const small = fc.integer({ min: 0, max: 3 })
const forgery: fc.Arbitrary<Forgery> = fc.record({
  deed: fc.constantFrom('part', 'part', 'bring', 'appoint', 'renew', 'follow'),
  about: small,
  as: small,
  on: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 2 }),
})
const roles = ['convener', 'member', 'reader', 'commenter'] as const

/**
 * Writes into `circle`, which has the author's records; the record follows those beyond the first
 * `from`.
 */
const forge =
  (circle: Circle, author: Person, all: readonly Person[], from: number) =>
  ({ deed, about, as, on }: Forgery): void => {
    const known = circle.recordsBeyond([]).map(({ id }) => id)
    const parents = new Set<RecordId>()
    for (const back of on) {
      const parent = known[Math.max(from, known.length - 1 - back)]
      if (parent) parents.add(parent)
    }
    const [subject = author, role = 'member'] = [all[about], roles[as]]
    const member = idOf(subject)
    const epoch = epochFor(author)
    const devices = [subject.group.self.device]
    const bodies: Record<Forgery['deed'], CircleBody> = {
      part: { type: 'part', member, epoch: subject === author ? null : epoch },
      bring: { type: 'bring', member, devices, role, epoch: epochFor(author) },
      appoint: { type: 'appoint', member, role },
      renew: { type: 'renew', epoch },
      follow: { type: 'follow', follows: as % 2 === 0 },
    }
    circle.addRecords([forged(circle, author, bodies[deed], [...parents])])
  }

const rolesIn = (circle: Circle, all: readonly Person[]) =>
  all.map(each => circle.people().find(({ member }) => member === idOf(each))?.role ?? null)

/** The same records mean the same circle in every order. */
const inAnyOrder = (circle: Circle, { all, order }: { all: Person[]; order: number[] }): void => {
  const [a] = all
  if (!a) return
  const storage = memoryGroups()
  storage.circles.put({ group: a.group.id, circle: circle.id })
  const seen = openCircle({ ...portsOf(a), storage }, circle.id)
  const records = circle
    .recordsBeyond([])
    .map((record, index) => ({ record, place: order[index % order.length] ?? 0 }))
  for (const { record } of records.toSorted((x, y) => x.place - y.place)) seen.addRecords([record])
  expect(rolesIn(seen, all)).toEqual(rolesIn(circle, all))
  expect(seen.recordHeads()).toEqual(circle.recordHeads())
  expect(seen.follows()).toEqual(circle.follows())
  seen.close()
}

const orders = fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 })

for (const role of ['member', 'commenter', 'reader'] as const)
  test(`when a ${role} writes anything, conveners still decide who is in`, () => {
    /** Alice and Carol convene in turn, and add and remove Dana. */
    const play = (steps: readonly (Forgery | 'act' | 'meet')[], order: number[]): void => {
      const { a, b, c, d } = people()
      const all = [a, b, c, d]
      const mine = foundCircle(portsOf(a), 'Drafting')
      mine.bring(idOf(b), role)
      mine.bring(idOf(c), 'convener')
      const [bobs, theirs] = [given(mine, b), given(mine, c)]
      let isIn = false
      for (const [turn, step] of steps.entries()) {
        const convener = turn % 2 === 0 ? mine : theirs
        if (step === 'meet') exchange(mine, bobs, theirs)
        else if (step !== 'act') forge(bobs, b, all, 2)(step)
        else {
          exchange(mine, theirs)
          if (isIn) convener.remove(idOf(d))
          else convener.bring(idOf(d), 'reader')
          isIn = !isIn
        }
      }
      exchange(mine, bobs, theirs)
      const [alice, bob, carol, dana] = rolesIn(mine, all)
      expect([alice, carol, dana]).toEqual(['convener', 'convener', isIn ? 'reader' : null])
      // Bob can leave.
      expect([role, null]).toContain(bob)
      for (const each of [bobs, theirs]) expect(rolesIn(each, all)).toEqual(rolesIn(mine, all))
      for (const each of [a, c])
        expect(mine.rightsAt(mine.recordHeads(), each.group.self.device)).toContain('settle')
      expect(mine.follows()).toBeNull()
      inAnyOrder(mine, { all, order })
    }
    const step = fc.oneof(forgery, forgery, fc.constantFrom('act' as const, 'meet' as const))
    const game = fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), orders, play)
    expect(() => fc.assert(game, { numRuns: 10 })).not.toThrow()
  })

for (const isOut of [true, false])
  test(`when a convener ${isOut ? 'was removed' : 'lost the role'}, that member gains nothing on old heads, together with any other`, () => {
    const play = (forgeries: readonly (readonly [boolean, Forgery])[], order: number[]): void => {
      const { a, b, c, d } = people()
      const all = [a, b, c, d]
      const mine = foundCircle(portsOf(a), 'Drafting')
      // Bob is in longest and no convener. Dana is a convener, for less time than Carol.
      mine.bring(idOf(b))
      mine.bring(idOf(c), 'convener')
      mine.bring(idOf(d), 'convener')
      const [bobs, theirs, old] = [given(mine, b), given(mine, c), given(mine, d)]
      exchange(mine, bobs, theirs, old)
      const from = old.recordsBeyond([]).length - 1
      if (isOut) theirs.remove(idOf(d))
      else theirs.appoint(idOf(d), 'member')
      for (const [isDana, each] of forgeries) forge(old, isDana ? d : b, all, from)(each)
      exchange(mine, bobs, theirs, old)
      const [alice, bob, carol, dana] = rolesIn(mine, all)
      expect([alice, carol]).toEqual(['convener', 'convener'])
      // Dana can leave.
      expect(isOut ? [null] : ['member', null]).toContain(dana)
      expect(['member', null]).toContain(bob)
      expect(mine.follows()).toBeNull()
      inAnyOrder(mine, { all, order })
    }
    const steps = fc.array(fc.tuple(fc.boolean(), forgery), { minLength: 1, maxLength: 15 })
    const game = fc.property(steps, orders, play)
    expect(() => fc.assert(game, { numRuns: 10 })).not.toThrow()
  })
