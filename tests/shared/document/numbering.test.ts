import { numberBlocks, placesOf, type BlockKind } from '#shared/document'
import { expect, test } from 'vitest'

const kinds = (names: string) => names.split(' ').map(kind => ({ kind: kind as BlockKind }))

test('paragraphs run through the document; what is below one begins anew under each', () => {
  expect(
    numberBlocks(kinds('h1 num1 num1 num2 num2 num3 num3 num4 h1 num1 num2 num3'), 'en'),
  ).toEqual(['I.', '1.', '2.', '(a)', '(b)', '(i)', '(ii)', 'a.', 'II.', '3.', '(a)', '(i)'])
})

test('an unnumbered paragraph interrupts nothing, a heading ends what is below a paragraph', () => {
  expect(numberBlocks(kinds('num1 num2 paragraph quote num2 h2 num2'), 'en')).toEqual([
    '1.',
    '(a)',
    '',
    '',
    '(b)',
    'A.',
    '(a)',
  ])
})

test('headings begin anew below the next higher one', () => {
  expect(numberBlocks(kinds('h1 h2 h2 h3 h4 h3 h1 h2 h3'), 'en')).toEqual([
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

test('French and Spanish close a letter without opening it', () => {
  for (const language of ['fr', 'es'] as const)
    expect(numberBlocks(kinds('num1 num2 num3 num4 h4'), language)).toEqual([
      '1.',
      'a)',
      'i)',
      'a.',
      'a)',
    ])
})

test('Arabic numbers in its own letters, in the order that the United Nations use', () => {
  const list = kinds('h1 h2 num1 num2 num2 num2 num2 num2 h1 h2')
  expect(numberBlocks(list, 'ar')).toEqual([
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
  expect(numberBlocks(kinds('num1 num3'), 'ar', 'arabic-indic')).toEqual(['١ -', '‘١’'])
  expect(
    numberBlocks(
      Array.from({ length: 21 }, () => ({ kind: 'h1' })),
      'ar',
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
    'en',
  )
  expect([letters[25], letters[26], letters[51], letters[52]]).toEqual([
    '(z)',
    '(aa)',
    '(zz)',
    '(aaa)',
  ])
  const roman = numberBlocks(
    Array.from({ length: 3999 }, () => ({ kind: 'num3' as const })),
    'en',
  )
  expect([roman[3], roman[8], roman[1989], roman[3998]]).toEqual([
    '(iv)',
    '(ix)',
    '(mcmxc)',
    '(mmmcmxcix)',
  ])
})

test('a place names the whole way down to the paragraph', () => {
  expect(placesOf(kinds('h1 num1 num2 num3 num4 quote'), 'en')).toEqual([
    'I',
    '1',
    '1 (a)',
    '1 (a) (i)',
    '1 (a) (i) a',
    '',
  ])
  expect(placesOf(kinds('num1 num2'), 'ar')).toEqual(['1', '1 (أ)'])
})
