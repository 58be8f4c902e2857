// Lines without words: the one rule by which a person hears of them, for a page and for a text file.
import { expect, test } from 'vitest'
import { emptyLinesIn, emptyLinesOn } from '#document/reading'
import { noteSign, type Block, type BlockKind } from '#document/model'
import type { BlockId } from '#shared/ids'

const id = (at: number): BlockId => `aaaaaaaaa${at}` as BlockId
const meta = {
  kind: 'recommendations',
  language: 'en',
  title: 'Rural defenders',
  reference: '',
  symbol: '',
  status: 'draft',
  schema: 1,
} as const

const page = (...lines: readonly (readonly [BlockKind, string, Partial<Block>?])[]) => ({
  meta,
  blocks: lines.map(([kind, text, more], at): Block => ({
    id: id(at),
    kind,
    number: '',
    runs: text === '' ? [] : [{ text }],
    ...more,
  })),
})

test('numbers and signs without words are found as they are cited, or by the words above', () => {
  const empty = emptyLinesOn(
    page(
      ['h1', 'Context'],
      ['num1', ' '],
      ['num2', ''],
      ['num2', 'In practice.'],
      ['bullet1', ''],
      ['h1', ''],
    ),
  )
  expect(empty).toEqual([
    { block: id(1), place: '1', after: 'Context' },
    { block: id(2), place: '1 (a)', after: 'Context' },
    { block: id(4), place: '', after: 'In practice.' },
    { block: id(5), place: 'II', after: 'In practice.' },
  ])
})

test('a paragraph of a template is found while it is empty, a gap between paragraphs is not', () => {
  const asked = { prompt: 'agenda-item' } as const
  const lines = page(['paragraph', ''], ['paragraph', '', asked], ['paragraph', 'Geneva', asked])
  expect(emptyLinesOn(lines)).toEqual([{ block: id(1), place: '', after: '' }])
})

test('cells, restricted paragraphs, figures, page breaks and notes lack nothing', () => {
  const cell = { table: 'aaaaaaaaaa', row: 'bbbbbbbbbb', column: 'cccccccccc' }
  const note = { runs: [{ text: noteSign, note: 'dddddddddd' }] }
  const lines = page(
    ['paragraph', '', { cell }],
    ['num1', '', { label: 'circle' }],
    ['figure', ''],
    ['pagebreak', ''],
    ['num1', '', note],
  )
  expect(emptyLinesOn(lines)).toEqual([])
  const more = { block: null, place: '', text: '', isWithheld: false }
  expect(emptyLinesIn([{ ...more, kind: 'note', place: '1' }])).toEqual([])
})

test('long words above are cut', () => {
  const [line] = emptyLinesOn(page(['h1', 'word '.repeat(30)], ['num1', '']))
  expect(line?.after).toBe(`${'word '.repeat(8).trim()}…`)
})
