// Finding words in a text as a person means them: folded by default, in every script, and never
// half of a character.
import { findWords } from '#document/reading'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const found = (text: string, sought: string, options: { exact?: boolean; whole?: boolean } = {}) =>
  findWords(text, { text: sought, exact: false, whole: false, ...options }).map(({ from, to }) =>
    text.slice(from, to),
  )

test.each([
  ['States and states’ duties', 'STATES', ['States', 'states']],
  ['États membres et etats', 'etats', ['États', 'etats']],
  ['E\u0301tats', 'état', ['E\u0301tat']],
  ['women’s rights', "women's", ['women’s']],
  ['the so-called (defenders)', '(def', ['(def']],
  ['مُدَافِعَات المدافعات', 'مدافعات', ['مُدَافِعَات', 'مدافعات']],
  ['إلى الأمم', 'الامم', ['الأمم']],
  ['الفقرة ٤٢', '42', ['٤٢']],
  ['第42段和第43段', '第42段', ['第42段']],
  ['Права человека', 'ПРАВА', ['Права']],
  ['aaaa', 'aa', ['aa', 'aa']],
  ['ﬁnd', 'i', []],
  ['ﬁnd', 'fi', ['ﬁ']],
  ['nothing', '', []],
  ['nothing', '\u0301', []],
])('%s: %s', (text, sought, expected) => expect(found(text, sought)).toEqual(expected))

test('exactly as typed: case and accents count', () => {
  expect(found('où ou Ou', 'ou', { exact: true })).toEqual(['ou'])
  expect(found('Résumé resume', 'resume', { exact: true })).toEqual(['resume'])
})

test('whole words are not within longer ones, in any script', () => {
  expect(found('state, statement, State', 'state', { whole: true })).toEqual(['state', 'State'])
  expect(found('été étés', 'ete', { whole: true })).toEqual(['été'])
  expect(found('حق حقوق', 'حق', { whole: true })).toEqual(['حق'])
  expect(found('人权维护者', '人权', { whole: true })).toEqual(['人权'])
  expect(found('A/RES/68/181.', 'A/RES/68/181', { whole: true })).toEqual(['A/RES/68/181'])
})

test('a match reads as the sought words, in order and apart, in any text', () => {
  const sign = fc.constantFrom(...Array.from("aAáe\u0301ﬁßiİأاى٣3 .’'中𝐀😀ـ"))
  const text = fc.array(sign, { maxLength: 24 }).map(signs => signs.join(''))
  fc.assert(
    fc.property(text, text, fc.boolean(), fc.boolean(), (whole, part, exact, asWord) => {
      const all = findWords(whole, { text: part, exact, whole: asWord })
      let before = 0
      for (const { from, to } of all) {
        expect(from).toBeGreaterThanOrEqual(before)
        expect(to).toBeGreaterThan(from)
        before = to
        expect([part, exact ? part : whole.slice(from, to)]).toContain(whole.slice(from, to))
        expect(findWords(whole.slice(from, to), { text: part, exact, whole: false })).toEqual([
          { from: 0, to: to - from },
        ])
      }
    }),
    { numRuns: 500 },
  )
})
