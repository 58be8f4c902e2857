// Going to a paragraph by its number, as people type it.
import type { DocumentKind, Language } from '#shared/contract'
import { findPlaces } from '#document/reading'
import { numberBlocks, placesOf } from '#document/numbering'
import type { BlockKind } from '#document/model'
import { expect, test } from 'vitest'

const kinds: BlockKind[] = [
  ...(['h1', 'num1', 'num1', 'num2', 'num2', 'num3', 'paragraph'] as const),
  ...(['h1', 'h2', 'num1', 'num2', 'h2', 'h3'] as const),
]
const placed = (language: Language, document: DocumentKind = 'statement') => {
  const blocks = kinds.map(kind => ({ kind }))
  const numbering = { kind: document, language }
  const [numbers, places] = [numberBlocks(blocks, numbering), placesOf(blocks, numbering)]
  return blocks.map(({ kind }, index) => ({
    kind,
    number: numbers[index] ?? '',
    place: places[index] ?? '',
  }))
}
const found = (typed: string, language: Language = 'en') => findPlaces(placed(language), typed)

test.each([
  ['2', [2, 3, 4, 5]],
  ['2(b)', [4, 5]],
  ['2 (b)', [4, 5]],
  ['2b', [4, 5]],
  ['para. 2 (B)', [4, 5]],
  ['2 (b) (i)', [5]],
  ['٢', [2, 3, 4, 5]],
  ['II', [7, 8, 11, 12]],
  ['II.A', [8]],
  ['ii b 1', [12]],
  ['9', []],
  ['', []],
  ['paragraph', []],
])('%s', (typed, blocks) => expect(found(typed)).toEqual(blocks))

test('a letter alone means every paragraph and section that bears it, the section’s own first', () => {
  expect(found('a')).toEqual([8, 3, 10])
})

test('the marks of French, Spanish and Arabic', () => {
  expect(found('2 b)', 'fr')).toEqual([4, 5])
  expect(found('párrafo 2 b)', 'es')).toEqual([4, 5])
  expect(found('2 (ب)', 'ar')).toEqual([4, 5])
  expect(found('الفقرة ٢ (أ)', 'ar')).toEqual([3])
  expect(found('2 ا', 'ar')).toEqual([3])
  expect(found('ثانيا', 'ar')).toEqual([7, 8, 11, 12])
})

test('a protocol, where a place is all that leads to it', () => {
  expect(findPlaces(placed('en', 'protocol'), 'II.A.1')[0]).toBe(9)
  expect(findPlaces(placed('es', 'protocol'), 'ii a 1 a)')[0]).toBe(10)
})

test('a paragraph between two others', () => {
  const blocks = ['14', '14 bis', '14 ter', '15'].map(place => ({
    kind: 'num1' as const,
    place,
    number: `${place}.`,
  }))
  expect(findPlaces(blocks, '14 bis')).toEqual([1])
  expect(findPlaces(blocks, '14bis')).toEqual([1])
  expect(findPlaces(blocks, '14')).toEqual([0, 1, 2])
})
