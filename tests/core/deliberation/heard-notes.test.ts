// Notes of what a member said: the first of a seat is the one that counts for it, whichever came first.
import { expect, test } from 'vitest'
import type { Act } from '#core/deliberation/acts'
import { officersApart, type OfficersApart, type Party } from '#tests/deliberation'

const hear = (by: Party, { bob, question }: OfficersApart, choice: 'support' | 'object'): Act =>
  by.write(
    { type: 'heard', said: [{ seat: bob.member, choice, reason: choice }] },
    { subject: question.id },
  )

const seatAt = (party: Party, { bob, question }: OfficersApart) => {
  const described = party.proceedings.describe(question.id, party.records)
  const seat = described?.seats.find(({ counted }) => counted.seat === bob.member)
  if (!seat) throw new Error('It has no such seat')
  return {
    counted: seat.counted.act?.record.id,
    apart: seat.counted.apart,
    shown: seat.heard.map(({ node }) => node.record.id),
    reason: seat.heard[0]?.reason,
  }
}

test('two officers noted different words apart: each device shows the most cautious first, which counts', () => {
  const all = officersApart()
  const { world, alice, carol, bob } = all
  const support = hear(alice, all, 'support')
  const object = hear(carol, all, 'object')
  // One has the support first, the other the objection.
  world.meet()
  for (const party of [alice, carol, bob])
    expect(seatAt(party, all)).toEqual({
      ...{ counted: object.id, apart: true, reason: 'object' },
      shown: [object.id, support.id],
    })
})

test('a note that no close stands on comes behind the one that counts, and replaces it nowhere', () => {
  const all = officersApart()
  const { world, alice, carol, bob, question } = all
  const counted = hear(alice, all, 'support')
  alice.close(question)
  carol.take([counted])
  const late = hear(carol, all, 'object')
  world.meet()
  for (const party of [alice, carol, bob])
    expect(seatAt(party, all)).toEqual({
      ...{ counted: counted.id, apart: false, reason: 'support' },
      shown: [counted.id, late.id],
    })
})
