// SQLite cuts plain ASCII itself: its words must be those of queries and snippets.
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trials } from '#tests/trials'
import { finderOf, foldedText, wordsOf } from '../../../src/core/archive/tokenizer.ts'

const ascii = fc.string({
  unit: fc.integer({ min: 0, max: 127 }).map(code => String.fromCharCode(code)),
  maxLength: 60,
})
const anyText = fc.oneof(ascii, fc.string({ unit: 'grapheme', maxLength: 60 }))

test('when a text is cut into words, the index has the same words', () => {
  const database = new Sqlite(':memory:')
  database.exec(`
    CREATE VIRTUAL TABLE texts USING fts5 (words, content = '', tokenize = 'ascii');
    CREATE VIRTUAL TABLE found USING fts5vocab (texts, instance)`)
  const add = database.prepare('INSERT INTO texts (rowid, words) VALUES (1, ?)')
  const remove = database.prepare(`INSERT INTO texts (texts, rowid, words) VALUES ('delete', 1, ?)`)
  const found = database.prepare('SELECT term FROM found ORDER BY offset').pluck()
  fc.assert(
    fc.property(anyText, text => {
      const words = wordsOf(text).map(({ folded }) => folded)
      add.run(foldedText(text))
      expect(found.all()).toEqual(words)
      // Folded words of an earlier version are removed in the same way.
      remove.run(words.join(' '))
      expect(found.all()).toEqual([])
    }),
    { numRuns: trials(1000), seed: 6 },
  )
  database.close()
})

test('when a text has the words, the quick check never passes over it', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), (text, from, count) => {
      const words = wordsOf(text).map(({ folded }) => folded)
      const start = from % (words.length + 1)
      const sought = words.slice(start, start + (count % 4))
      expect(finderOf([{ words: sought, open: false }])(text, 1)).toBe(true)
      const unfinished = sought.map((word, at) =>
        at === sought.length - 1 ? word.slice(0, 2) : word,
      )
      expect(finderOf([{ words: unfinished, open: true }])(text, 1)).toBe(true)
    }),
    { numRuns: trials(1000), seed: 6 },
  )
})

test('when a text lacks the words, the quick check passes over it', () => {
  const isIn = (words: string[], open = false): boolean =>
    finderOf([{ words, open }])('Civic space, spacecraft', 1)
  expect(isIn(['space', 'peace'])).toBe(false)
  expect([false, true].map(open => isIn(['spa'], open))).toEqual([false, true])
  expect(isIn(['pace'], true)).toBe(false)
  expect(isIn(['craft'])).toBe(false)
  expect([isIn(['space', 'civic']), isIn(['civic'], true)]).toEqual([true, true])
})

test('when several are sought, the quick check counts those that are there', () => {
  const rows = [['civic'], ['peace'], ['space']].map(words => ({ words, open: false }))
  const holds = (text: string, wanted: number): boolean => finderOf(rows)(text, wanted)
  expect([1, 2, 3, 4].map(wanted => holds('Civic space', wanted))).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect([1, 2].map(wanted => holds('peacetime', wanted))).toEqual([false, false])
  // A text beyond ASCII has to be cut.
  expect([1, 3, 4].map(wanted => holds('été', wanted))).toEqual([true, true, false])
})
