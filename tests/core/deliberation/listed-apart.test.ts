// Two closes list different answers of one seat: core says whether the answer that counts was given on top of the
// listed one, or apart from it.
import { expect, test } from 'vitest'
import { officersApart, type OfficersApart } from '#tests/deliberation'

/** On each device: the answer that counts for Bob, and those that the closes of both officers list. */
const listed = ({ world, alice, carol, bob, question }: OfficersApart) => {
  world.meet()
  return [alice, carol, bob].map(party => {
    const described = party.proceedings.describe(question.id, party.records)
    const counted = described?.seats.find(seat => seat.counted.seat === bob.member)?.counted
    const by = (officer: typeof alice) => {
      const close = described?.closes.find(({ node }) => node.member === officer.member)
      const own = close?.seats.find(({ seat }) => seat === bob.member)
      return [own?.choice, own?.isReplaced]
    }
    return {
      counts: [counted?.from, counted?.choice, counted?.apart],
      ...{ byAlice: by(alice), byCarol: by(carol) },
    }
  })
}

test('a position on top of the listed one replaces it', () => {
  const all = officersApart()
  const { alice, carol, bob, question } = all
  alice.take([bob.position(question, 'object')])
  alice.close(question)
  bob.position(question, 'support')
  carol.hear(bob)
  carol.close(question)
  for (const each of listed(all))
    expect(each).toEqual({
      counts: ['own', 'support', false],
      byAlice: ['object', true],
      byCarol: ['support', false],
    })
})

test('a position that was given apart replaces none: the more cautious one counts', () => {
  const all = officersApart()
  const { alice, carol, bob, question } = all
  const object = bob.position(question, 'object')
  const support = bob.position(question, 'support', { parents: [question.id] })
  alice.take([object])
  alice.close(question)
  carol.take([support])
  carol.close(question)
  for (const each of listed(all))
    expect(each).toEqual({
      counts: ['own', 'object', true],
      byAlice: ['object', false],
      byCarol: ['support', false],
    })
})

test('an own position counts in the place of a note that was written apart from it', () => {
  const all = officersApart()
  const { alice, carol, bob, question } = all
  alice.heard(question, [[bob, 'object']])
  alice.close(question)
  carol.take([bob.position(question, 'support')])
  carol.close(question)
  for (const each of listed(all))
    expect(each).toEqual({
      counts: ['own', 'support', false],
      byAlice: ['object', false],
      byCarol: ['support', false],
    })
})

test('the same choice was given on top of the listed position and apart from it: it is the later one', () => {
  const all = officersApart()
  const { alice, carol, bob, question } = all
  const first = bob.position(question, 'support')
  alice.take([first])
  alice.close(question)
  bob.position(question, 'object')
  for (let at = 0; at < 3; at++) bob.position(question, 'object', { parents: [question.id], at })
  carol.hear(bob)
  carol.close(question)
  for (const each of listed(all))
    expect(each).toEqual({
      counts: ['own', 'object', false],
      byAlice: ['support', true],
      byCarol: ['object', false],
    })
})
