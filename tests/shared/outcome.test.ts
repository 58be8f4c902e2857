// The outcome of a decision by its rule, and what one more position would make of it.
import { describe, expect, test } from 'vitest'
import { type CountingRule, isAgreed, outcomeAfter, outcomeBy } from '#shared/outcome'

const none = { support: 0, reservations: 0, abstain: 0, aside: 0, object: 0 }
const consensus: CountingRule = { kind: 'consensus', quorum: 3, threshold: null }
const half = { a: 1, b: 2, more: true }

describe('outcomeBy', () => {
  test.each<[string, CountingRule, Partial<typeof none>, number, string]>([
    ['too few seats answered', consensus, { support: 2 }, 2, 'no-quorum'],
    ['enough answered and none objects', consensus, { support: 2 }, 3, 'agreed'],
    ['one objects and there is no vote', consensus, { support: 5, object: 1 }, 6, 'not-agreed'],
    [
      'one objects and the vote is reached',
      { ...consensus, threshold: half },
      { support: 2, object: 1 },
      3,
      'agreed-by-vote',
    ],
    [
      'the vote to fall back on is tied',
      { ...consensus, threshold: half },
      { reservations: 2, object: 2 },
      4,
      'not-agreed',
    ],
    ['nobody objects to silence', { ...consensus, kind: 'silence' }, {}, 3, 'no-objection'],
    ['one objects to silence', { ...consensus, kind: 'silence' }, { object: 1 }, 3, 'not-agreed'],
    ['a vote without votes', { kind: 'vote', quorum: 1, threshold: half }, {}, 3, 'not-agreed'],
    [
      'a vote without objection is a vote',
      { kind: 'vote', quorum: 1, threshold: half },
      { support: 1 },
      1,
      'agreed-by-vote',
    ],
    [
      'exactly two thirds, at least',
      { kind: 'vote', quorum: 1, threshold: { a: 2, b: 3, more: false } },
      { support: 2, object: 1 },
      3,
      'agreed-by-vote',
    ],
    [
      'exactly two thirds, more than',
      { kind: 'vote', quorum: 1, threshold: { a: 2, b: 3, more: true } },
      { support: 2, object: 1 },
      3,
      'not-agreed',
    ],
  ])('%s', (_name, rule, sides, present, code) => {
    expect(outcomeBy(rule, { ...none, ...sides }, present)).toBe(code)
  })

  test('three of the five outcomes are agreed', () => {
    const codes = ['agreed', 'no-objection', 'agreed-by-vote', 'not-agreed', 'no-quorum'] as const
    expect(codes.filter(isAgreed)).toEqual(codes.slice(0, 3))
  })
})

describe('outcomeAfter', () => {
  const now = { counts: { ...none, support: 2, heard: 1 }, present: 2 }

  test('a first position fills the quorum and leaves other counts as they are', () => {
    expect(outcomeAfter(consensus, now, { from: null, to: 'reservations' })).toEqual({
      code: 'agreed',
      present: 3,
      counts: { ...none, support: 2, reservations: 1, heard: 1 },
    })
    expect(now.counts.reservations).toBe(0)
  })

  test('another position of the same seat takes the place of the first', () => {
    const three = { counts: { ...none, support: 3 }, present: 3 }
    expect(outcomeAfter(consensus, three, { from: 'support', to: 'object' })).toMatchObject({
      code: 'not-agreed',
      present: 3,
      counts: { support: 2, object: 1 },
    })
  })

  test('a seat that saw the question was present by silence alone', () => {
    const seen = { from: 'seen', to: 'support' } as const
    const silence = { ...consensus, kind: 'silence' } as const
    expect(outcomeAfter(silence, { counts: none, present: 3 }, seen).present).toBe(3)
    expect(outcomeAfter(consensus, { counts: none, present: 2 }, seen).present).toBe(3)
  })
})
