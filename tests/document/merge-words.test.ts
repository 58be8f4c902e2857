// Two changes of one text in one.
import { expect, test } from 'vitest'
import { bothWords, joinedWords, mergeWords, splicesBetween, wordChanges } from '#document/words'
import * as fc from 'fast-check'

const base = 'Encourage Governments to protect women human rights defenders;'

test('a change is shown word by word, what went before what came', () => {
  expect(wordChanges(base, base.replace('Encourage', 'Call on'))).toEqual([
    { kind: 'removed', text: 'Encourage' },
    { kind: 'added', text: 'Call on' },
    { kind: 'kept', text: ' Governments to protect women human rights defenders;' },
  ])
})

test('changes of different words are both made, whichever comes first', () => {
  const first = base.replace('Encourage', 'Call on')
  const second = base.replace('defenders', 'defenders, in rural areas')
  const both = 'Call on Governments to protect women human rights defenders, in rural areas;'
  expect(mergeWords(base, first, second)).toEqual({ text: both, clashes: false })
  expect(mergeWords(base, second, first)).toEqual({ text: both, clashes: false })
})

test('the same change of both is made once', () => {
  const changed = base.replace('Encourage', 'Call on')
  const more = `${changed} And more.`
  expect(mergeWords(base, more, changed)).toEqual({ text: more, clashes: false })
})

test('where both change the same words, the one put in decides, and it is said', () => {
  const first = base.replace('Encourage Governments', 'Urge States')
  const second = base.replace('Encourage', 'Call on')
  expect(mergeWords(base, first, second)).toEqual({ text: second, clashes: true })
})

test('any splices make one text of the other, and a merge with no change is the other text', () => {
  const text = fc.array(fc.constantFrom('a', 'bb', 'c', ' ', ' ', ',', '😀'), { maxLength: 14 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [before, after] = [a.join(''), b.join('')]
      let made = before
      for (const { from, to, insert } of splicesBetween(before, after).toReversed())
        made = made.slice(0, from) + insert + made.slice(to)
      expect(made).toBe(after)
      expect(mergeWords(before, before, after).text).toBe(after)
      expect(mergeWords(before, after, before).text).toBe(after)
      expect(mergeWords(before, after, after)).toEqual({ text: after, clashes: false })
    }),
    { numRuns: 500 },
  )
})

const text = 'States act.'
const south = `${text} Amina adds this from the south.`
const north = `${text} Beatriz adds this from the north.`

test('two sentences added at one place stand in one text, one after the other and each whole', () => {
  expect(bothWords(text, south, north)).toEqual([
    { whose: 'both', text },
    { whose: 'mine', text: ' Amina adds this from the south.' },
    { whose: 'theirs', text: ' Beatriz adds this from the north.' },
  ])
  expect(joinedWords(text, south, north)).toBe(`${south} Beatriz adds this from the north.`)
})

test('words put in at one place are parted by a space, those of a script without spaces are not', () => {
  expect(joinedWords('Act. ', 'Act. South.', 'Act. North.')).toBe('Act. South. North.')
  expect(joinedWords('我们', '我们同意。', '我们支持。')).not.toContain(' ')
})

test('two wordings that clash join in no text', () => {
  expect(joinedWords('We shall act.', 'We must act.', 'We should act.')).toBe(null)
})

test('each of two wordings reads as its own words and those of both', () => {
  const any = fc.array(fc.constantFrom('a', 'bb', 'c', ' ', ' ', ',', '😀'), { maxLength: 14 })
  fc.assert(
    fc.property(any, any, any, (a, b, c) => {
      const [before, mine, theirs] = [a.join(''), b.join(''), c.join('')]
      const pieces = bothWords(before, mine, theirs)
      const of = (who: 'mine' | 'theirs'): string =>
        pieces
          .flatMap(({ whose, text }) => (whose === 'both' || whose === who ? text : []))
          .join('')
      expect([of('mine'), of('theirs')]).toEqual([mine, theirs])
    }),
    { numRuns: 500 },
  )
})
