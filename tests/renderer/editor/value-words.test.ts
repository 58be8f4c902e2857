// The values of a paragraph that two members set apart, in words.
import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import type { ValueName } from '#document/history/conflicts'
import { compiled } from '../../../scripts/messages.ts'
import { valueWords } from '../../../src/renderer/editor/page/value-words.ts'
import { wordsOf } from '../../../src/renderer/words/words.ts'

test('a day is said in words, and a line without its own naming follows the minutes', () => {
  const words = wordsOf(createIntl({ locale: 'en-GB', messages: compiled('en') }))
  const said = (name: ValueName, value: string) =>
    valueWords(name, value, { ofDocument: false, words, handleOf: member => member })
  expect(said('due', '2026-12-05')).toBe('5 December 2026')
  expect(said('due', '')).toBe('Nothing')
  expect(said('naming', '')).toBe('As in these minutes')
  expect(said('naming', 'none')).toBe('No one')
})
