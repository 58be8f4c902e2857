import { numberBlocks, placesOf } from '#document/numbering'
import type { BlockKind } from '#document/model'
import type { DocumentKind, Language } from '#shared/contract'
import { expect, test } from 'vitest'

const as = (language: Language, kind: DocumentKind = 'statement') => ({ kind, language })
const kinds = (names: string) => names.split(' ').map(kind => ({ kind: kind as BlockKind }))

test('paragraphs run through the document; numbers below one restart under each', () => {
  expect(
    numberBlocks(kinds('h1 num1 num1 num2 num2 num3 num3 num4 h1 num1 num2 num3'), as('en')),
  ).toEqual(['I.', '1.', '2.', '(a)', '(b)', '(i)', '(ii)', 'a.', 'II.', '3.', '(a)', '(i)'])
})

test('an unnumbered paragraph interrupts nothing, a heading ends what is below a paragraph', () => {
  expect(numberBlocks(kinds('num1 num2 paragraph quote num2 h2 num2'), as('en'))).toEqual([
    '1.',
    '(a)',
    '',
    '',
    '(b)',
    'A.',
    '(a)',
  ])
})

test('headings restart below the next higher one', () => {
  expect(numberBlocks(kinds('h1 h2 h2 h3 h4 h3 h1 h2 h3'), as('en'))).toEqual([
    'I.',
    'A.',
    'B.',
    '1.',
    '(a)',
    '2.',
    'II.',
    'A.',
    '1.',
  ])
})

test('French, Spanish and Russian close a letter without opening it', () => {
  for (const language of ['fr', 'es', 'ru'] as const)
    expect(numberBlocks(kinds('num1 num2 num3 num4 h4'), as(language))).toEqual([
      '1.',
      'a)',
      'i)',
      'a.',
      'a)',
    ])
})

test('Arabic numbers in its own letters, in the order that the United Nations use', () => {
  const list = kinds('h1 h2 num1 num2 num2 num2 num2 num2 h1 h2')
  expect(numberBlocks(list, as('ar'))).toEqual([
    'أولا -',
    'ألف -',
    '1 -',
    '(أ)',
    '(ب)',
    '(ج)',
    '(د)',
    '(هـ)',
    'ثانيا -',
    'ألف -',
  ])
  expect(numberBlocks(kinds('num1 num3'), as('ar'), 'arabic-indic')).toEqual(['١ -', '‘١’'])
  expect(
    numberBlocks(
      Array.from({ length: 21 }, () => ({ kind: 'h1' })),
      as('ar'),
    ).slice(9),
  ).toEqual([
    'عاشرا -',
    'حادي عشر -',
    'ثاني عشر -',
    'ثالث عشر -',
    'رابع عشر -',
    'خامس عشر -',
    'سادس عشر -',
    'سابع عشر -',
    'ثامن عشر -',
    'تاسع عشر -',
    'عشرون -',
    '21 -',
  ])
})

test('letters go on after z, Roman numerals after three thousand', () => {
  const letters = numberBlocks(
    Array.from({ length: 54 }, () => ({ kind: 'num2' as const })),
    as('en'),
  )
  expect([letters[25], letters[26], letters[51], letters[52]]).toEqual([
    '(z)',
    '(aa)',
    '(zz)',
    '(aaa)',
  ])
  const roman = numberBlocks(
    Array.from({ length: 3999 }, () => ({ kind: 'num3' as const })),
    as('en'),
  )
  expect([roman[3], roman[8], roman[1989], roman[3998]]).toEqual([
    '(iv)',
    '(ix)',
    '(mcmxc)',
    '(mmmcmxcix)',
  ])
})

test('a place names the whole way down to the paragraph', () => {
  expect(placesOf(kinds('h1 num1 num2 num3 num4 quote'), as('en'))).toEqual([
    'I',
    '1',
    '1 (a)',
    '1 (a) (i)',
    '1 (a) (i) a',
    '',
  ])
  expect(placesOf(kinds('num1 num2'), as('ar'))).toEqual(['1', '1 (أ)'])
})

const numbers = (list: string, language: Language, kind: DocumentKind): string =>
  numberBlocks(kinds(list), as(language, kind)).join(' | ')
const cited = (list: string, language: Language, kind: DocumentKind): string =>
  placesOf(kinds(list), as(language, kind)).join(' | ')

// Each kind of document in each way of writing: headings and what is below them, twice.
const text = 'h1 num1 num1 num2 num2 num3 num4 h2 num1 num2 h2 h3 num1 num2 h1 num1'
const written: [DocumentKind, Language, string][] = [
  [
    'recommendations',
    'en',
    'I. | 1. | 2. | (a) | (b) | (i) | a. | A. | 3. | (a) | B. | 1. | 4. | (a) | II. | 5.',
  ],
  [
    'minutes',
    'fr',
    'I. | 1. | 2. | a) | b) | i) | a. | A. | 3. | a) | B. | 1. | 4. | a) | II. | 5.',
  ],
  [
    'minutes',
    'ru',
    'I. | 1. | 2. | a) | b) | i) | a. | A. | 3. | a) | B. | 1. | 4. | a) | II. | 5.',
  ],
  [
    'recommendations',
    'zh',
    '一. | 1. | 2. | (a) | (b) | (i) | a. | A. | 3. | (a) | B. | 1. | 4. | (a) | 二. | 5.',
  ],
  ['agenda', 'ru', '1. | 2. | 3. | a) | b) | i) | a. | c) | 4. | a) | b) | i) | 5. | a) | 6. | 7.'],
  [
    'protocol',
    'en',
    'I. | 1. | 2. | (a) | (b) | (i) | a. | A. | 1. | (a) | B. | 1. | 2. | (a) | II. | 1.',
  ],
  [
    'protocol',
    'es',
    'I. | 1. | 2. | a) | b) | i) | a. | A. | 1. | a) | B. | 1. | 2. | a) | II. | 1.',
  ],
  [
    'protocol',
    'ar',
    'أولا - | 1 - | 2 - | (أ) | (ب) | ‘1’ | أ - | ألف - | 1 - | (أ) | باء - | 1 - | 2 - | (أ) | ثانيا - | 1 -',
  ],
  [
    'agenda',
    'en',
    '1. | 2. | 3. | (a) | (b) | (i) | a. | (c) | 4. | (a) | (b) | (i) | 5. | (a) | 6. | 7.',
  ],
  ['agenda', 'fr', '1. | 2. | 3. | a) | b) | i) | a. | c) | 4. | a) | b) | i) | 5. | a) | 6. | 7.'],
  [
    'agenda',
    'zh',
    '1. | 2. | 3. | (a) | (b) | (i) | a. | (c) | 4. | (a) | (b) | (i) | 5. | (a) | 6. | 7.',
  ],
]
test.each(written)('%s in %s', (kind, language, expected) => {
  expect(numbers(text, language, kind)).toBe(expected)
})

test('every other kind of document is numbered as the United Nations number', () => {
  const others: DocumentKind[] = ['statement', 'manual', 'assessment', 'consultation', 'brief']
  for (const kind of [...others, 'officials', 'reference'] as const)
    expect(numbers(text, 'en', kind)).toBe(numbers(text, 'en', 'recommendations'))
})

test('a protocol is cited by the whole way down, an agenda by its items', () => {
  const path = 'h1 h2 h3 num2 num3 num4 num1'
  expect(cited(path, 'en', 'protocol')).toBe(
    'I | I.A | I.A.1 | I.A.1 (a) | I.A.1 (a) (i) | I.A.1 (a) (i) a | I.A.2',
  )
  expect(cited('h1 num1 num2', 'es', 'protocol')).toBe('I | I.1 | I.1 a)')
  expect(cited('num1 num2 h1 h2 paragraph', 'en', 'agenda')).toBe('1 | 1 (a) | 2 | 2 (a) | ')
})

test('sections in Chinese are counted in its own figures', () => {
  const sections = numberBlocks(kinds('h1 '.repeat(32).trim()), as('zh'))
  expect([1, 9, 10, 11, 20, 21, 32].map(n => sections[n - 1])).toEqual([
    ...['一.', '九.', '十.', '十一.', '二十.', '二十一.', '三十二.'],
  ])
  expect(placesOf(kinds('h1 h2 num1 num2'), as('zh'))).toEqual(['一', 'A', '1', '1 (a)'])
  expect(placesOf(kinds('num1 num2'), as('ru'))).toEqual(['1', '1 a)'])
})
