// An act is taken in by its own past, for good, in any order. One that lacks something waits, one
// that fails a condition is passed over, and no rule about its effect keeps it out.
import { describe, expect, test } from 'vitest'
import { Proceedings, type Act } from '#core/deliberation/acts'
import type { ActId, RecordId } from '#shared/ids'
import { Party, World } from '#tests/deliberation'
import { diceFrom, shuffled } from '#tests/documents'

const three = () => {
  const world = new World()
  const [alice, bob, carol] = [
    world.join('Alice', 'chair'),
    world.join('Bob'),
    world.join('Carol', 'rapporteur'),
  ] as const
  return { world, alice, bob, carol }
}

/** The condition that one act fails, offered with all acts of `party`. */
const failed = (party: Party, act: Act): string | undefined => {
  const fresh = party.world.proceedings()
  const { refused } = fresh.add(party.acts)
  return refused.find(({ record }) => record.id === act.id)?.broken
}

const never = '99'.repeat(32)

describe('an act', () => {
  test('comes before the records that it names: it waits, and is taken in after them', () => {
    const { world, alice } = three()
    const question = alice.ask({}, { heads: alice.records })
    const here = new Set<RecordId>()
    const late = new Proceedings(world, {
      at: heads => (heads.every(head => here.has(head)) ? world.membership.at(heads) : null),
      covers: (heads, older) => world.membership.covers(heads, older),
    })
    expect(late.add([question])).toMatchObject({ accepted: [], waiting: [question] })
    for (const head of question.heads) here.add(head)
    expect(late.add([question])).toMatchObject({ accepted: [question], waiting: [] })
  })

  test('comes before the act that it stands on: it waits for that one', () => {
    const { world, alice, bob } = three()
    const question = alice.ask()
    bob.hear(alice)
    const position = bob.position(question, 'support')
    const late = world.proceedings()
    expect(late.add([position])).toMatchObject({ accepted: [], waiting: [position] })
    expect(late.add([position, question])).toMatchObject({ accepted: [question, position] })
    expect(late.add([position, question])).toMatchObject({ accepted: [], known: 2 })
  })

  test('42: is copied into another group: mustBeForThisAudience', () => {
    const { alice } = three()
    const act = alice.write(alice.world.question(alice), { audience: never } as object)
    expect(failed(alice, act)).toBe('mustBeForThisAudience')
  })

  test('42: is copied into another document: mustBeOfThisDocument', () => {
    const { alice, bob } = three()
    const question = alice.ask()
    bob.hear(alice)
    const elsewhere = { document: never.slice(32) } as object
    const act = bob.position(question, 'support', elsewhere)
    expect(failed(bob, act)).toBe('mustBeOfThisDocument')
  })

  test('is by a stranger, or by a removed device on heads that know it: mustBeByAnActiveDevice', () => {
    const { world, alice, bob } = three()
    const stranger = new Party(world, world.memberNamed('Mallory'), 'Mallory')
    stranger.records = alice.records
    expect(failed(stranger, stranger.ask({}, {}))).toBe('mustBeByAnActiveDevice')
    const before = bob.records
    alice.change({ what: 'removeDevice', device: bob.device })
    bob.records = alice.records
    const question = world.question(alice)
    expect(failed(bob, bob.write(question))).toBe('mustBeByAnActiveDevice')
    expect(failed(bob, bob.write(question, { heads: before, parents: [] }))).toBeUndefined()
  })

  test('names older records than its past does: mustKnowTheRecordsOfItsPast', () => {
    const { alice, bob } = three()
    const before = bob.records
    alice.change({ what: 'role', member: bob.member, role: 'observer' })
    const question = alice.ask()
    bob.hear(alice)
    const late = bob.position(question, 'support', { heads: before })
    expect(failed(bob, late)).toBe('mustKnowTheRecordsOfItsPast')
  })

  test('is about an act that it does not stand on: mustStandOnItsSubject', () => {
    const { alice } = three()
    const question = alice.ask()
    const beside = alice.close(question, { parents: [] })
    expect(failed(alice, beside)).toBe('mustStandOnItsSubject')
    const unheard = alice.close(question, { subject: never as ActId })
    expect(failed(alice, unheard)).toBe('mustStandOnItsSubject')
  })

  test('has no effect, or is of a later version: what stands on it is taken in', () => {
    const { alice, bob } = three()
    const question = alice.ask()
    bob.hear(alice)
    const wrong = bob.close(question)
    const later = bob.fields('zz-later', [1], { subject: question.id })
    alice.hear(bob)
    const close = alice.close(question)
    expect(alice.proceedings.nodes.size).toBe(4)
    expect([wrong, later, close].map(act => alice.broken(act))).toEqual([
      'mustHoldAnOffice',
      'mustBeKnown',
      null,
    ])
  })
})

test('acts come in any order, one by one or together: the same acts and heads', () => {
  const { world, alice, bob, carol } = three()
  const question = alice.ask()
  world.meet()
  for (let round = 0; round < 5; round++) {
    for (const party of [alice, bob, carol]) party.position(question, 'support')
    world.meet(alice, bob)
  }
  world.meet()
  const dice = diceFrom(7)
  for (let time = 0; time < 20; time++) {
    const fresh = world.proceedings()
    const left = shuffled(alice.acts, dice)
    for (const act of left) fresh.add([act])
    fresh.add(left)
    // Acts that waited are offered again until nothing more comes.
    while (fresh.add(left).accepted.length > 0);
    expect([...fresh.nodes.keys()].toSorted()).toEqual(
      [...alice.proceedings.nodes.keys()].toSorted(),
    )
    expect(fresh.heads()).toEqual(alice.proceedings.heads())
  }
})

describe('the heads that a new act names', () => {
  test('a device wrote many apart: its eight deepest are named, and those of others', () => {
    const { world, alice, bob } = three()
    const question = alice.ask()
    world.meet()
    const deep = bob.position(question, 'abstain', { parents: [question.id] })
    const deepest = bob.position(question, 'abstain', { parents: [deep.id] })
    for (let count = 0; count < 20; count++)
      bob.position(question, 'support', { parents: [question.id], at: count })
    const own = alice.position(question, 'support')
    alice.hear(bob)
    const heads = alice.proceedings.heads()
    const authors = heads.map(id => alice.proceedings.nodes.get(id)!.record.device)
    expect(authors.filter(device => device === bob.device)).toHaveLength(8)
    expect(heads).toContain(deepest.id)
    expect(heads).toContain(own.id)
    expect(heads).toEqual(heads.toSorted())
  })

  test('more than 256 devices wrote: 256 acts are named', () => {
    const world = new World()
    const first = world.join('Alice', 'chair')
    const question = first.ask()
    for (let count = 0; count < 300; count++) {
      const party = world.admit(first, `Member ${count}`)
      party.take([question])
      party.seen(question, { parents: [question.id] })
      first.take(party.acts)
    }
    expect(first.proceedings.heads()).toHaveLength(256)
    expect(first.seen(question).parents).toHaveLength(256)
  })
})

test('questions that were asked apart stand in the same order, whichever came first', () => {
  const { world, alice, carol } = three()
  const asked = [alice.ask(), carol.ask()]
  const [one, other] = [asked, asked.toReversed()].map(acts => {
    const fresh = world.proceedings()
    for (const act of acts) fresh.add([act])
    return fresh.questions().map(({ id }) => id)
  })
  expect(one).toHaveLength(2)
  expect(other).toEqual(one)
})
