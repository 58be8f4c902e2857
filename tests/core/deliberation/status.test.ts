// The status of a document follows from its acts, and so does what a device tells its own member.
import { describe, expect, test } from 'vitest'
import { ownPartOf, type Act } from '#core/deliberation/acts'
import type { ActId } from '#shared/ids'
import { consensus, Party, World } from '#tests/deliberation'

const group = () => {
  const world = new World()
  const alice = world.join('Alice', 'chair')
  const bob = world.join('Bob')
  const carol = world.join('Carol')
  world.meet()
  return { world, alice, bob, carol }
}

const none: ReadonlySet<ActId> = new Set()
const statusOf = (party: Party, replaced = none) =>
  party.proceedings.status(party.records, replaced)

const circulate = (by: Party): Act => {
  const { texts } = by.world.question(by)
  return by.write({ type: 'circulate', what: 'comments', texts, draft: 1, until: null })
}

/** A question that adopts, decided by the chair alone. */
const decide = (
  alice: Party,
  choice: 'support' | 'object',
  more: Parameters<Party['ask']>[0] = {},
) => {
  const question = alice.ask({ purpose: 'adopt', ...more })
  alice.position(question, choice)
  alice.close(question)
  return question
}

describe('a document', () => {
  test('goes from draft to consultation, decision, adoption', () => {
    const { alice } = group()
    expect(statusOf(alice)).toBe('draft')
    circulate(alice)
    expect(statusOf(alice)).toBe('consultation')
    const question = alice.ask({ purpose: 'adopt' })
    expect(statusOf(alice)).toBe('deciding')
    alice.position(question, 'support')
    alice.close(question)
    expect(statusOf(alice)).toBe('adopted')
    alice.reopen(question)
    expect(statusOf(alice)).toBe('deciding')
  })

  test('is circulated by a member without an office: a draft', () => {
    const { bob } = group()
    circulate(bob)
    expect(statusOf(bob)).toBe('draft')
  })

  test('is not adopted, or the question is withdrawn; then it goes round again: consultation', () => {
    const { alice } = group()
    decide(alice, 'object')
    expect(statusOf(alice)).toBe('not-adopted')
    circulate(alice)
    expect(statusOf(alice)).toBe('consultation')
    const question = alice.ask({ purpose: 'adopt' })
    alice.withdraw(question)
    expect(statusOf(alice)).toBe('withdrawn')
  })

  test('was circulated apart from the question that failed: not adopted', () => {
    const { world, alice, bob } = group()
    alice.change({ what: 'role', member: bob.member, role: 'rapporteur' })
    bob.hear(alice)
    circulate(bob)
    decide(alice, 'object')
    world.meet()
    expect(statusOf(alice)).toBe('not-adopted')
  })

  test('has a decision that adopts nothing: a draft', () => {
    const { alice } = group()
    decide(alice, 'support', { purpose: 'decide' })
    expect(statusOf(alice)).toBe('draft')
  })

  test('43: two questions apart adopt it: adopted, each with its state', () => {
    const { world, alice, bob } = group()
    alice.change({ what: 'role', member: bob.member, role: 'rapporteur' })
    bob.hear(alice)
    decide(alice, 'support')
    decide(bob, 'support')
    world.meet()
    expect(statusOf(alice)).toBe('adopted')
    const asked = alice.proceedings.asked(alice.records)
    expect(asked.map(({ state }) => state.is)).toEqual(['closed', 'closed'])
  })

  test('is replaced by what another document adopts, once that is agreed', () => {
    const { alice } = group()
    const question = decide(alice, 'support')
    const declaration = alice.declareAdoption(question)
    const elsewhere = group().alice
    const next = elsewhere.ask({ purpose: 'adopt', replaces: declaration.id })
    elsewhere.position(next, 'support')
    expect(elsewhere.proceedings.replaced(elsewhere.records)).toEqual([])
    elsewhere.close(next)
    const replaced = elsewhere.proceedings.replaced(elsewhere.records)
    expect(replaced).toEqual([declaration.id])
    expect(statusOf(alice)).toBe('adopted')
    expect(statusOf(alice, new Set(replaced))).toBe('replaced')
  })
})

describe('a member', () => {
  const partOf = (party: Party, question: Act) =>
    ownPartOf(
      party.proceedings.asked(party.records).find(each => each.question.id === question.id)!,
      party.member,
    )

  test('gives a position after the close: not counted', () => {
    const { world, alice, bob, carol } = group()
    const question = alice.ask()
    world.meet()
    carol.position(question, 'support')
    alice.hear(carol)
    alice.close(question)
    bob.position(question, 'object')
    world.meet()
    const usual = { isOnTheRoll: true, isHeard: false, isApart: false }
    expect(partOf(bob, question)).toEqual({ ...usual, isCounted: false })
    expect(partOf(carol, question)).toEqual({ ...usual, isCounted: true })
    expect(partOf(alice, question)).toEqual({ ...usual, isCounted: null })
  })

  test('is heard by an officer, or comes later: the own part says so', () => {
    const { world, alice, bob } = group()
    const question = alice.ask({ rule: { ...consensus, heard: true } })
    alice.heard(question, [[bob, 'support']])
    alice.close(question)
    const eve = world.join('Eve')
    world.meet()
    expect(partOf(bob, question)).toMatchObject({ isHeard: true, isCounted: null })
    expect(partOf(eve, question)).toMatchObject({ isOnTheRoll: false })
  })

  test('has two devices that differ: said apart, until one stands on both', () => {
    const { world, alice, bob } = group()
    const phone = world.device(bob)
    world.meet()
    const question = alice.ask()
    world.meet()
    bob.position(question, 'support')
    phone.position(question, 'object')
    world.meet()
    expect(partOf(bob, question)).toMatchObject({ isApart: true })
    bob.position(question, 'support')
    expect(partOf(bob, question)).toMatchObject({ isApart: false })
  })
})
