// The statement of an adoption: the same bytes on every device, computed from the acts alone.
import { describe, expect, test } from 'vitest'
import {
  actLimits,
  checkAct,
  Proceedings,
  type Act,
  type Membership,
} from '#core/deliberation/acts'
import { fromHex, sha256, toHex, utf8 } from '#core/keys'
import { readRecord } from '#shared/adoption'
import type { ActId, DocumentId, GroupId, MemberId, RecordId } from '#shared/ids'
import { makeDecisionVectors, type DecisionVectors } from '#tests/decision-vectors'
import { World, type Party } from '#tests/deliberation'
import { diceFrom, shuffled } from '#tests/documents'
import { readVectors } from '#tests/graph-vectors'

const vectors = readVectors('decision.json') as DecisionVectors

/** The membership that the vectors tell. */
const membership: Membership = {
  at: heads =>
    heads.join() === vectors.head
      ? {
          level: 'country',
          people: new Map(
            vectors.members.map(({ member, role }) => [
              member as MemberId,
              { role: role as 'chair', hasTerm: false },
            ]),
          ),
          memberOf: device =>
            (vectors.members.find(each => each.device === device)?.member as MemberId) ?? null,
          isVoid: () => false,
        }
      : null,
  covers: () => true,
}

const acts = vectors.acts.map(({ bytes, signature }) =>
  checkAct({ bytes: fromHex(bytes), signature: fromHex(signature) })!,
)
const question = vectors.question as ActId
const today = [vectors.head as RecordId]

const adoption = `baraza adoption 1
level country
edition Rev.1
text en ${toHex(sha256(utf8('text')))}
text fr ${toHex(sha256(utf8('texte')))}
file ${toHex(sha256(utf8('annex')))}
record ${toHex(sha256(utf8(vectors.record)))}
rule consensus
threshold >=2/3
seats 5
quorum 3
outcome agreed
support 1
reservations 1
abstain 1
aside 1
object 0
heard 1
seen 0
not-received 1
`

test('the vectors are written again: the same', () => {
  expect(makeDecisionVectors()).toEqual(vectors)
})

test('the acts of the vectors in any order: the verdicts, the state and the bytes that they tell', () => {
  const dice = diceFrom(3)
  for (let time = 0; time < 10; time++) {
    const { audience, document } = vectors
    const frame = { audience: audience as GroupId, document: document as DocumentId }
    const proceedings = new Proceedings(frame, membership)
    const order = shuffled(acts, dice)
    while (proceedings.add(order).accepted.length > 0);
    expect(vectors.acts.map(({ id }) => proceedings.broken(id as ActId))).toEqual(
      vectors.acts.map(({ broken }) => broken),
    )
    const state = proceedings.stateOf(question, today)
    if (state?.is !== 'final') throw new Error('the decision is not final')
    expect(state.declaration.record.id).toBe(vectors.declaration)
    expect(state.outcome.code).toBe(vectors.outcome)
    expect(state.signers).toEqual(vectors.signers)
    expect(state.outcome.seats.map(({ seat, from, choice }) => ({ seat, from, choice }))).toEqual(
      vectors.seats,
    )
    const statement = proceedings.statement(question, today)!
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
    expect(text(statement.adoption)).toBe(vectors.adoption)
    expect(text(statement.record)).toBe(vectors.record)
  }
})

test('the statement reads as the page lays it out', () => {
  expect(vectors.adoption).toBe(adoption)
  const line = toHex(sha256(utf8('line')))
  expect(vectors.record).toBe(
    [
      '["explanation","abcdefgh23","نؤيد النص."]',
      `["reservation","abcdefgh23","${line}","We read “line” narrowly."]`,
      '["reservation",null,null,"On the whole."]',
      '',
    ].join('\n'),
  )
})

test('no member, device, group, document, name, number or chosen name is in it', () => {
  const planted = [
    vectors.audience,
    vectors.document,
    vectors.head,
    '2026/7',
    'One member',
    ...vectors.members.flatMap(({ name, member, device }) => [name, member, device]),
    ...vectors.acts.map(({ id }) => id),
  ]
  const out = vectors.adoption + vectors.record
  expect(planted.filter(each => out.includes(each))).toEqual([])
})

describe('a question', () => {
  const closed = (purpose: 'adopt' | 'decide', choice: 'support' | 'object') => {
    const world = new World()
    const alice = world.join('Alice', 'chair')
    const asked = alice.ask({ purpose })
    alice.position(asked, choice)
    alice.close(asked)
    return alice.proceedings.statement(asked.id, alice.records)
  }
  test('adopts and is agreed: it has a statement, with "-" for what is not there', () => {
    const text = new TextDecoder().decode(closed('adopt', 'support')!.adoption)
    expect(text).toContain('\nedition -\n')
    expect(text).toContain('\nthreshold -\n')
    expect(closed('adopt', 'support')!.record).toHaveLength(0)
  })
  test('is not agreed, or adopts nothing: it has no statement', () => {
    expect(closed('adopt', 'object')).toBeNull()
    expect(closed('decide', 'support')).toBeNull()
  })
  test('gets words after the close: they are not in the record', () => {
    const world = new World()
    const alice = world.join('Alice', 'chair')
    const asked = alice.ask({ purpose: 'adopt' })
    alice.position(asked, 'support')
    alice.close(asked)
    const before = alice.proceedings.statement(asked.id, alice.records)!
    alice.write(
      { type: 'say', what: 'explanation', block: null, words: 'Late.', as: '' },
      { subject: asked.id },
    )
    expect(alice.proceedings.statement(asked.id, alice.records)).toEqual(before)
  })
})

describe('explanations of one member', () => {
  const explain = (party: Party, asked: Act, words: string): void => {
    party.write(
      { type: 'say', what: 'explanation', block: null, words, as: '' },
      { subject: asked.id },
    )
  }
  const recordAfter = (explaining: (alice: Party, bob: Party, asked: Act) => void): string => {
    const world = new World()
    const alice = world.join('Alice', 'chair')
    const bob = world.join('Bob')
    const asked = alice.ask({ purpose: 'adopt' })
    world.meet()
    explaining(alice, bob, asked)
    alice.hear(bob)
    alice.position(asked, 'support')
    alice.close(asked)
    const { record } = alice.proceedings.statement(asked.id, alice.records)!
    return new TextDecoder().decode(record)
  }
  test('are more than 16 KiB: the first ones are in the record, and those of others', () => {
    const record = recordAfter((alice, bob, asked) => {
      for (let at = 0; at < 20; at++) explain(bob, asked, `${at} ${'\u4e00'.repeat(1000)}`)
      explain(alice, asked, 'Short.')
    })
    const lines = [...record.matchAll(/"explanation",null,"(\w+)/g)].map(([, word]) => word)
    expect(lines).toEqual(['0', '1', '2', '3', '4', 'Short'])
  })
  test('begin with one that is larger than 16 KiB: it is in the record, alone', () => {
    const record = recordAfter((_, bob, asked) => {
      explain(bob, asked, '\u0001'.repeat(4000))
      explain(bob, asked, 'Short.')
    })
    expect(record.split('\n')).toHaveLength(2)
    expect(record).toHaveLength(24_024)
  })
  test('come from each member of the longest roll, with all reservations: a reader takes the record', () => {
    const reserved = JSON.stringify(['reservation', null, null, '\u0001'.repeat(32_760)])
    const explained = JSON.stringify(['explanation', 'abcdefgh23', '\u0001'.repeat(4000)])
    const most = [...Array(actLimits.seats).fill(reserved), ...Array(963).fill(explained)]
    const record = readRecord(utf8(`${most.join('\n')}\n`))
    expect(record).toHaveProperty('value.length', actLimits.seats + 963)
  })
})
