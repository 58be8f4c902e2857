// Consents of respondents: what counts of what was said, on which day, and which codes a text has.
import * as fc from 'fast-check'
import * as v from 'valibot'
import * as Y from 'yjs'
import { meet } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import { computedSoFar } from '#tests/computed'
import {
  carriedConsents,
  codesIn,
  consentScopes,
  readConsents,
  sayConsent,
  standingOn,
  withoutConsent,
  type NewConsent,
} from '#document/consultation'
import { genesis } from '#document/templates'
import { random } from '#core/keys'

const opened = (client: number): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, genesis())
  doc.clientID = client
  return doc
}
const say = (doc: Y.Doc, given: Partial<NewConsent>, at = 1): void =>
  sayConsent(doc, { code: 'R1', scope: 'outside', until: null, what: '', ...given }, { at, random })
const seen = (doc: Y.Doc, code = 'R1') => {
  const consent = readConsents(doc).get(code)
  return consent && [consent.scope, consent.until, consent.isApart]
}

test('the last word counts, and everything that was said is kept', () => {
  const doc = opened(7)
  say(doc, { what: 'Her words, without the place.' })
  say(doc, { scope: 'public', until: '2027-01-31' }, 2)
  expect(seen(doc)).toEqual(['public', '2027-01-31', false])
  say(doc, { scope: 'withdrawn' }, 3)
  expect(seen(doc)).toEqual(['withdrawn', null, false])
  expect(
    readConsents(doc)
      .get('R1')
      ?.record.map(({ scope }) => scope),
  ).toEqual([...['outside', 'public', 'withdrawn']])
  // Nor does deleting the log give back what was withdrawn.
  doc.getMap('threads').clear()
  expect(seen(doc)).toEqual(['withdrawn', null, false])
})

test('concurrent changes: the narrower counts, in the scope and in the days, until a member saw both', () => {
  const [a, b, c] = [opened(7), opened(8), opened(9)]
  say(a, {})
  meet(a, b, c)
  say(a, { scope: 'public', until: '2026-12-01' })
  say(b, { scope: 'outside', until: '2030-01-01', what: 'No photographs.' })
  say(c, { scope: 'nobody' })
  meet(a, b, c)
  for (const doc of [a, b, c]) expect(seen(doc)).toEqual(['outside', '2026-12-01', true])
  expect(readConsents(a).get('R1')?.what).toEqual(['No photographs.'])
  say(c, { scope: 'withdrawn' })
  say(b, { scope: 'public' })
  meet(a, b, c)
  expect(seen(a)).toEqual(['withdrawn', null, true])
  say(a, { scope: 'group' })
  expect(seen(a)).toEqual(['group', null, false])
})

test('200 schedules of three people: the same everywhere, and never wider than any word that stands', () => {
  const word = fc.record({
    who: fc.nat(2),
    scope: fc.constantFrom(...consentScopes),
    until: fc.constantFrom(null, '2026-01-01', '2027-01-01'),
    meets: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), words => {
      const docs = [opened(7), opened(8), opened(9)]
      /**
       * The standing entries on each replica, kept by hand: an entry replaces those that its author
       * sees.
       */
      const heads = new Map<number, Set<number>>(docs.map((_, at) => [at, new Set<number>()]))
      const known = new Map<number, Set<number>>(docs.map((_, at) => [at, new Set<number>()]))
      const gone = new Map<number, Set<number>>(docs.map((_, at) => [at, new Set<number>()]))
      for (const [index, { who, scope, until, meets }] of words.entries()) {
        const doc = docs[who]
        const [mine, all, past] = [heads.get(who), known.get(who), gone.get(who)]
        if (!doc || !mine || !all || !past) continue
        say(doc, { scope, until }, index)
        for (const each of mine) past.add(each)
        mine.clear()
        mine.add(index)
        all.add(index)
        if (!meets) continue
        meet(...docs)
        const [everything, everyPast] = [known, gone].map(
          of => new Set([...of.values()].flatMap(each => [...each])),
        ) as [Set<number>, Set<number>]
        for (const at of docs.keys()) {
          known.set(at, new Set(everything))
          gone.set(at, new Set(everyPast))
          heads.set(at, new Set([...everything].filter(each => !everyPast.has(each))))
        }
      }
      for (const [at, doc] of docs.entries()) {
        const standing = [...(heads.get(at) ?? [])].flatMap(index => words[index] ?? [])
        const scopes = standing.map(({ scope }) => consentScopes.indexOf(scope))
        const days = standing.flatMap(({ until }) => until ?? []).toSorted()
        const wanted = standing.length === 0 ? undefined : consentScopes[Math.min(...scopes)]
        const found = readConsents(doc).get('R1')
        expect([found?.scope, found?.until ?? null]).toEqual([wanted, days[0] ?? null])
      }
      meet(...docs)
      const [first, ...others] = docs.map(doc => seen(doc))
      for (const other of others) expect(other).toEqual(first)
    }),
    { numRuns: 200 },
  )
})

test('it holds on its last day and not on the next, for a file and not for the group alone', () => {
  const doc = opened(7)
  const on = (day: string) => standingOn(readConsents(doc).get('R1'), day)
  expect(on('2026-11-27')).toBe('unknown')
  say(doc, { until: '2026-11-27' })
  expect([on('2026-11-26'), on('2026-11-27'), on('2026-11-28')]).toEqual([
    ...['covers', 'covers', 'expired'],
  ])
  for (const [scope, standing] of [
    ['public', 'covers'],
    ['group', 'group'],
    ['withdrawn', 'withdrawn'],
    ['nobody', 'nobody'],
  ] as const) {
    say(doc, { scope })
    expect(on('2026-11-27')).toBe(standing)
  }
})

test('codes: what stands in brackets as one does, and a known one wherever it stands', () => {
  const none = new Set<string>()
  const in_ = (text: string, known = none) => [...codesIn(text, known, true)]
  expect(in_('“They came at night” (R1), and [RJ-12; R3]. (م3) (r4) (R１)')).toEqual([
    ...['R1', 'RJ-12', 'R3', 'م3'],
  ])
  expect(in_('In 2018 (CSW62) and A/RES/68/181, paragraph 3 (b), R7 said so (see R8).')).toEqual([])
  expect(in_('R7 said so; r8, XR8 and R80 did not.', new Set(['R7', 'R8']))).toEqual(['R7', 'R8'])
  expect([...codesIn('As R1 said (R2).', new Set(['R1']), false)]).toEqual(['R1'])
  const consents = readConsents(opened(7))
  const asked = { isAssessment: true, day: '2026-11-27' }
  expect(withoutConsent(['(R10)', 'x (R2)', '(R2)'], consents, asked)).toEqual(['R2', 'R10'])
})

test('a text of brackets and commas without end is looked through in a moment', () => {
  const before = computedSoFar()
  for (const text of [
    '('.repeat(100_000),
    `(R1${',R1'.repeat(100_000)}`,
    `(${' '.repeat(100_000)}`,
  ])
    codesIn(text, new Set(['R1']), true)
  expect(computedSoFar() - before).toBeLessThan(5000)
})

test('an entry without a known shape is not accepted and not read', () => {
  const doc = opened(7)
  for (const wrong of [
    ...[{ code: 'r1' }, { code: 'Amina' }, { code: '' }, { code: 'R1234567890123' }],
    ...[{ until: '2026-02-30' }, { until: 'soon' }, { scope: 'all' as never }],
    { what: 'x'.repeat(1001) },
  ])
    expect(() => say(doc, wrong)).toThrow(v.ValiError)
  const id = `7-${'a'.repeat(10)}`
  doc.getMap('threads').set(`${id}/${id}`, { kind: 'consent', at: 1, code: 'R1', scope: 'public' })
  // In another's name, too.
  const other = `8-${'a'.repeat(10)}`
  const whole = { kind: 'consent', at: 1, code: 'R1', scope: 'public', until: null, what: '' }
  doc.getMap('threads').set(`${other}/${other}`, { ...whole, replaces: [] })
  expect(readConsents(doc).size).toBe(0)
})

test('another document goes on with them as they count', () => {
  const doc = opened(7)
  say(doc, { what: 'Without the place.', until: '2027-01-01' })
  say(doc, { code: 'R2', scope: 'withdrawn' })
  const next = opened(8)
  for (const consent of carriedConsents(doc)) say(next, consent)
  expect([seen(next), seen(next, 'R2')]).toEqual([
    ['outside', '2027-01-01', false],
    ['withdrawn', null, false],
  ])
})
