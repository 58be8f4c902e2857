// The changes of a row of words: nothing is lost on the way, and the way is short.
import { expect, test } from 'vitest'
import { difference, wordsIn } from '#document/words'
import { diceFrom } from '#tests/documents'

/** [removed] {added} */
const said = (before: string, after: string): string => {
  const [old, now] = [wordsIn(before), wordsIn(after)]
  let [x, y] = [0, 0]
  return difference(old, now)
    .map(({ kind, count }) => {
      const text = (kind === 'added' ? now.slice(y, y + count) : old.slice(x, x + count)).join('')
      if (kind !== 'added') x += count
      if (kind !== 'removed') y += count
      return kind === 'kept' ? text : kind === 'added' ? `{${text}}` : `[${text}]`
    })
    .join('')
}

test('words are told apart in every script, and signs and spaces are words', () => {
  expect(wordsIn('Women’s rights, 人权 (حقوق)!')).toEqual([
    ...['Women’s', ' ', 'rights', ',', ' ', '人', '权', ' ', '(', 'حقوق', ')', '!'],
  ])
})

test('a change is said in whole words, and beside each other in one', () => {
  expect(said('States should protect them.', 'States shall protect them.')).toBe(
    'States [should]{shall} protect them.',
  )
  expect(said('one two three four', 'one 2 3 four')).toBe('one [two three]{2 3} four')
  expect(said('a b', 'a new b')).toBe('a {new }b')
  expect(said('', 'all new')).toBe('{all new}')
  expect(said('all gone', '')).toBe('[all gone]')
  expect(said('same', 'same')).toBe('same')
})

test('every difference makes the one row out of the other', () => {
  const dice = diceFrom(1)
  for (let times = 0; times < 400; times++) {
    const row = (): string[] =>
      Array.from({ length: dice.below(30) }, () => dice.one(['a', 'b', 'c', ' ', 'd']))
    const [old, now] = [row(), row()]
    const made: string[] = []
    let [x, y] = [0, 0]
    for (const { kind, count } of difference(old, now)) {
      const stayed = kind === 'kept' ? now.slice(y, y + count) : old.slice(x, x + count)
      expect(kind === 'added' ? stayed : old.slice(x, x + count)).toEqual(stayed)
      if (kind !== 'added') x += count
      if (kind !== 'removed') {
        made.push(...now.slice(y, y + count))
        y += count
      }
    }
    expect([made, x]).toEqual([now, old.length])
  }
})

test('two rows with nothing in common take each other’s place', () => {
  const [old, now] = [
    Array.from({ length: 2000 }, (_, at) => `old${at}`),
    Array.from({ length: 2000 }, (_, at) => `new${at}`),
  ]
  expect(difference(old, now)).toEqual([
    { kind: 'removed', count: 2000 },
    { kind: 'added', count: 2000 },
  ])
})
