// Two closes list different answers of one seat: core says whether the answer that counts was given on top of the
// listed one, or apart from it.
import { expect, test } from 'vitest'
import type { Act } from '#core/deliberation/acts'
import { consensus, World, type Party } from '#tests/deliberation'

/** Two officers, and a member whose answers reach one of them each. */
const scene = () => {
  const world = new World()
  const [alice, carol] = [world.join('Alice', 'chair'), world.join('Carol', 'rapporteur')]
  const bob = world.join('Bob')
  world.meet()
  const question = alice.ask({ rule: { ...consensus, heard: true } })
  world.meet()
  return { world, alice, carol, bob, question }
}

const listed = (party: Party, bob: Party, question: Act) => {
  const described = party.proceedings.describe(question.id, party.records)
  const counted = described?.seats.find(seat => seat.counted.seat === bob.member)?.counted
  return {
    counts: [counted?.from, counted?.choice, counted?.apart],
    closes: new Map(
      described?.closes.map(({ node, seats }) => {
        const own = seats.find(({ seat }) => seat === bob.member)
        return [node.member, [own?.choice, own?.isReplaced]]
      }),
    ),
  }
}

test('a position on top of the listed one replaces it', () => {
  const { world, alice, carol, bob, question } = scene()
  alice.take([bob.position(question, 'object')])
  alice.close(question)
  bob.position(question, 'support')
  carol.hear(bob)
  carol.close(question)
  world.meet()
  for (const party of [alice, carol, bob])
    expect(listed(party, bob, question)).toEqual({
      counts: ['own', 'support', false],
      closes: new Map([
        [alice.member, ['object', true]],
        [carol.member, ['support', false]],
      ]),
    })
})

test('a position that was given apart replaces none: the more cautious one counts', () => {
  const { world, alice, carol, bob, question } = scene()
  const object = bob.position(question, 'object')
  const support = bob.position(question, 'support', { parents: [question.id] })
  alice.take([object])
  alice.close(question)
  carol.take([support])
  carol.close(question)
  world.meet()
  for (const party of [alice, carol, bob])
    expect(listed(party, bob, question)).toEqual({
      counts: ['own', 'object', true],
      closes: new Map([
        [alice.member, ['object', false]],
        [carol.member, ['support', false]],
      ]),
    })
})

test('an own position counts in the place of a note that was written apart from it', () => {
  const { world, alice, carol, bob, question } = scene()
  alice.heard(question, [[bob, 'object']])
  alice.close(question)
  carol.take([bob.position(question, 'support')])
  carol.close(question)
  world.meet()
  for (const party of [alice, carol, bob])
    expect(listed(party, bob, question)).toEqual({
      counts: ['own', 'support', false],
      closes: new Map([
        [alice.member, ['object', false]],
        [carol.member, ['support', false]],
      ]),
    })
})

test('the same choice was given on top of the listed position and apart from it: it is the later one', () => {
  const { world, alice, carol, bob, question } = scene()
  const first = bob.position(question, 'support')
  alice.take([first])
  alice.close(question)
  bob.position(question, 'object')
  for (let at = 0; at < 3; at++) bob.position(question, 'object', { parents: [question.id], at })
  carol.hear(bob)
  carol.close(question)
  world.meet()
  for (const party of [alice, carol, bob])
    expect(listed(party, bob, question)).toEqual({
      counts: ['own', 'object', false],
      closes: new Map([
        [alice.member, ['support', true]],
        [carol.member, ['object', false]],
      ]),
    })
})
