// A meeting by the acts of its officers: each step, and every two steps written apart, on every device and
// in every order of arrival.
import { describe, expect, test } from 'vitest'
import {
  itemStates,
  meetingState,
  plannedMeeting,
  type Act,
  type BodyOf,
  type ItemState,
  type MeetingState,
} from '#core/deliberation/acts'
import { Party, World } from '#tests/deliberation'
import { diceFrom } from '#tests/documents'
import type { BlockId, DocumentId } from '#shared/ids'

const block = 'abcdefgh23' as BlockId
const other = 'bbbbbbbb22' as BlockId
const minutes = 'ab'.repeat(16) as DocumentId

const committee = () => {
  const world = new World()
  const [alice, bob, carol] = [
    world.join('Alice', 'chair'),
    world.join('Bob', 'rapporteur'),
    world.join('Carol'),
  ]
  world.meet()
  return { world, alice, bob, carol }
}

type Body = BodyOf<'meeting'>
const say = (by: Party, body: Body, call?: Act): Act =>
  by.write(body, call ? { subject: call.id } : {})
const call = (by: Party, from = 100, more: Partial<Extract<Body, { what: 'call' }>> = {}): Act =>
  say(by, {
    type: 'meeting',
    what: 'call',
    from,
    until: from + 90,
    zones: [],
    languages: [],
    ...more,
  })
const steps = {
  call: (by: Party) => call(by, 100),
  cancel: (by: Party, about: Act) =>
    say(by, { type: 'meeting', what: 'cancel', reason: 'Storm.' }, about),
  open: (by: Party, about: Act) => say(by, { type: 'meeting', what: 'open', minutes }, about),
  end: (by: Party, about: Act) => say(by, { type: 'meeting', what: 'end' }, about),
  resume: (by: Party, about: Act) =>
    say(by, { type: 'meeting', what: 'resume', reason: 'One item was left.' }, about),
}
const item = (by: Party, about: Act, state: ItemState, of = block): Act =>
  say(by, { type: 'meeting', what: 'item', block: of, state }, about)

const read = (party: Party): MeetingState =>
  meetingState(party.proceedings, party.records) ?? plannedMeeting
const is = (party: Party) => read(party).is

test('a meeting is planned, called, open, closed and open again', () => {
  const { alice, bob, world } = committee()
  expect(is(alice)).toBe('planned')
  const first = call(alice, 100)
  expect(is(alice)).toBe('called')
  call(alice, 500, { zones: ['Asia/Kabul'] })
  expect(read(alice).call).toMatchObject({ from: 500, zones: ['Asia/Kabul'], isApart: false })
  steps.open(alice, first)
  expect(read(alice)).toMatchObject({ is: 'open', minutes: [minutes] })
  item(alice, first, 'debated')
  expect(read(alice).debated).toBe(block)
  item(alice, first, 'decided')
  expect(read(alice)).toMatchObject({ debated: null })
  expect(read(alice).items.find(each => each.block === block)).toMatchObject({
    state: 'decided',
    isApart: false,
  })
  steps.end(alice, first)
  expect(is(alice)).toBe('closed')
  world.meet()
  steps.resume(bob, first)
  expect(read(bob)).toMatchObject({ is: 'open', resumed: [{ reason: 'One item was left.' }] })
  steps.end(bob, first)
  expect(is(bob)).toBe('closed')
})

test('a meeting keeps the heads of the records at which it was first opened', () => {
  const { alice, bob, world } = committee()
  const first = call(alice)
  expect(read(alice).openedHeads).toEqual([])
  const opened = steps.open(alice, first)
  steps.end(alice, first)
  world.join('Dana')
  world.meet()
  steps.resume(bob, first)
  steps.open(bob, first)
  expect(read(bob).openedHeads).toEqual([...opened.heads])
  expect(bob.records).not.toEqual([...opened.heads])
})

test('a cancelled meeting is called again', () => {
  const { alice } = committee()
  const first = call(alice)
  steps.cancel(alice, first)
  expect(read(alice)).toMatchObject({ is: 'cancelled', cancelled: [{ reason: 'Storm.' }] })
  call(alice, 900)
  expect(read(alice)).toMatchObject({ is: 'called', call: { from: 900 } })
})

test('an end before it was opened, and a resumption before an end, change nothing', () => {
  const { alice } = committee()
  const first = call(alice)
  steps.end(alice, first)
  expect(is(alice)).toBe('called')
  steps.resume(alice, first)
  expect(is(alice)).toBe('called')
})

test.each(['cancel', 'open', 'end', 'resume'] as const)(
  'a member without an office writes "%s": no effect, and what an officer writes on it counts',
  what => {
    const { alice, carol, world } = committee()
    const first = call(alice)
    world.meet()
    const act = steps[what](carol, first)
    expect(carol.broken(act)).toBe('mustHoldAnOffice')
    world.meet()
    expect(is(alice)).toBe('called')
    steps.open(alice, first)
    expect(is(alice)).toBe('open')
  },
)

/** Two officers who have the same acts. */
const stage = (before: (keyof typeof steps)[]) => {
  const { alice, bob, world } = committee()
  const first = call(alice)
  for (const step of before) steps[step](alice, first)
  world.meet()
  return { alice, bob, world, first }
}

describe('two steps written apart', () => {
  test.each([
    ['call', 'cancel', [], 'cancelled'],
    ['call', 'open', [], 'open'],
    ['call', 'end', ['open'], 'closed'],
    ['call', 'resume', ['open', 'end'], 'open'],
    ['cancel', 'cancel', [], 'cancelled'],
    ['cancel', 'open', [], 'open'],
    ['cancel', 'end', ['open'], 'closed'],
    ['cancel', 'resume', ['open', 'end'], 'open'],
    ['open', 'open', [], 'open'],
    ['open', 'end', ['open'], 'closed'],
    ['open', 'resume', ['open', 'end'], 'open'],
    ['end', 'end', ['open'], 'closed'],
    // The end that the other had not seen stays.
    ['end', 'resume', ['open', 'end'], 'closed'],
    ['resume', 'resume', ['open', 'end'], 'open'],
    ['call', 'call', [], 'called'],
  ] as const)('%s and %s: on both devices the furthest counts', (one, two, before, wanted) => {
    const { alice, bob, world, first } = stage([...before])
    steps[one](alice, first)
    steps[two](bob, first)
    world.meet()
    expect([is(alice), is(bob)]).toEqual([wanted, wanted])
  })

  test('two calls: one time counts everywhere, and both are known to differ', () => {
    const { alice, bob, world } = stage([])
    call(alice, 300)
    call(bob, 400)
    world.meet()
    const [a, b] = [read(alice).call, read(bob).call]
    expect(a).toEqual(b)
    expect(a).toMatchObject({ isApart: true })
    call(alice, 300)
    expect(read(alice).call).toMatchObject({ from: 300, isApart: false })
  })

  test('two openings: both minutes are named, in one order', () => {
    const { alice, bob, world, first } = stage([])
    const second = 'cd'.repeat(16) as DocumentId
    steps.open(alice, first)
    say(bob, { type: 'meeting', what: 'open', minutes: second }, first)
    world.meet()
    expect(read(alice).minutes.toSorted()).toEqual([minutes, second])
    expect(read(bob).minutes).toEqual(read(alice).minutes)
  })

  /** As docs/protocol.md gives it. */
  const order = ['deferred', 'decided', 'noted', 'dropped', 'debated'] as const
  const pairs = order.flatMap((one, at) => order.slice(at + 1).map(two => [one, two] as const))
  test.each(pairs)('an item as %s and as %s: the first counts, in either order', (one, two) => {
    for (const [a, b] of [
      [one, two],
      [two, one],
    ] as const) {
      const { alice, bob, world, first } = stage(['open'])
      item(alice, first, a)
      item(bob, first, b)
      world.meet()
      for (const party of [alice, bob])
        expect(read(party).items.find(each => each.block === block)).toMatchObject({
          state: one,
          isApart: true,
        })
      // The next one that stands on both counts.
      item(bob, first, two)
      expect(read(bob).items.find(each => each.block === block)).toMatchObject({
        state: two,
        isApart: false,
      })
    }
  })
})

test('a device proves void: its acts count no longer, and the meeting is as the others left it', () => {
  const { world, alice, bob } = committee()
  const mallory = world.admit(alice, 'Mallory', 'chair')
  const admission = mallory.records[0]!
  world.meet()
  const first = call(alice)
  world.meet()
  steps.cancel(mallory, first)
  item(mallory, first, 'dropped', other)
  world.meet()
  expect(is(bob)).toBe('cancelled')
  bob.change({ what: 'remove', member: mallory.member, voids: [admission] })
  expect(is(bob)).toBe('called')
  expect(read(bob).items.length).toBe(0)
})

test('300 random schedules of two officers: both read the same, in every order of arrival', () => {
  const dice = diceFrom(13)
  for (let schedule = 0; schedule < 300; schedule++) {
    const { alice, bob, world, first } = stage([])
    for (let step = 0; step < 8; step++) {
      const by = dice.one([alice, bob])
      if (dice.chance(0.4)) item(by, first, dice.one(itemStates), dice.one([block, other]))
      else if (dice.chance(0.2)) call(by, 100 * (step + 1))
      else dice.one([steps.cancel, steps.open, steps.end, steps.resume])(by, first)
      if (dice.chance(0.25)) world.meet()
    }
    world.meet()
    const third = new Party(world, alice.member, `third ${schedule}`)
    third.records = alice.records
    // Backwards: each waits for what it stands on.
    for (const act of alice.acts.toReversed()) third.take([act])
    third.take([...alice.acts])
    expect(read(bob)).toEqual(read(alice))
    expect(read(third)).toEqual(read(alice))
  }
})
