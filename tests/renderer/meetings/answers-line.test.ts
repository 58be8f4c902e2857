// The answers to the call of a meeting, in one sentence.
import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { compiled } from '../../../scripts/messages.ts'
import { answersLine } from '../../../src/renderer/screens/meetings/answers-line.ts'
import { wordsOf } from '../../../src/renderer/words/words.ts'

const words = wordsOf(createIntl({ locale: 'en', messages: compiled('en') }))
const line = (counts: Partial<Parameters<typeof answersLine>[0]>): string =>
  answersLine({ coming: 0, apology: 0, unsure: 0, none: 0, ...counts }, words)

test('nothing is said of an answer that no member gave', () => {
  expect(line({ none: 2 })).toBe('2 answers not received.')
  expect(line({ apology: 1, none: 1 })).toBe('1 apology and 1 answer not received.')
  expect(line({})).toBe('')
})

test('those who come stand first', () => {
  expect(line({ unsure: 1, coming: 2 })).toBe('2 are coming and 1 is not sure.')
})
