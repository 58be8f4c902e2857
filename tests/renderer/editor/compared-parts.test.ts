// Changes as the comparison counts them: those of a table, row or column that came or went as a whole are one.
import { expect, test } from 'vitest'
import type { ComparedParagraph } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { changesIn, comparedParts } from '../../../src/renderer/editor/history/compared-parts.ts'

type Own = Partial<ComparedParagraph> & { text?: string }

const by = ['1'.repeat(64) as MemberId]

const paragraph = ({ text = '', ...own }: Own): ComparedParagraph => {
  const kind = own.deeds?.includes('added') ? 'added' : 'kept'
  const pieces = text === '' ? [] : [{ kind, text, by } as const]
  return {
    ...{ block: null, kind: 'paragraph', number: '', direction: null },
    ...{ deeds: [], by: [], pieces: [...pieces] },
    ...own,
  }
}
const cell = (row: string, column: string, own: Own): ComparedParagraph =>
  paragraph({ cell: { table: 't', row, column }, ...own })

const added: Own = { deeds: ['added'], by }

test('a table that was added with its words is one change, and its cells keep them', () => {
  const cells = [cell('1', '1', { ...added, text: 'Year' }), cell('1', '2', added)]
  const [table] = comparedParts(cells)
  expect(table).toMatchObject({ whole: { what: 'added', by } })
  expect(changesIn(cells)).toBe(1)
})

const standing = [cell('1', '1', { text: 'Year' }), cell('1', '2', { text: 'Funds' })]

test('a row that was added to a table is one change with its words, beside other changes', () => {
  const rows = [...standing, cell('2', '1', { ...added, text: '2019' }), cell('2', '2', added)]
  const [table] = comparedParts(rows)
  expect(table).toMatchObject({ whole: null, lines: [{ of: 'Row', deed: { what: 'added', by } }] })
  expect(changesIn([...rows, paragraph({ deeds: ['moved'], text: 'Last' })])).toBe(2)
})

test('a row that was removed from a table is one change, and its table stands', () => {
  const removed: Own = { deeds: ['removed'], by }
  const rows = [...standing, cell('2', '1', removed), cell('2', '2', removed)]
  const [table] = comparedParts(rows)
  expect(table).toMatchObject({
    whole: null,
    lines: [{ of: 'Row', deed: { what: 'removed', by } }],
  })
  expect(changesIn(rows)).toBe(1)
})

test('a column that was added beside a row that was added is one change, and so is the row', () => {
  const cells = [
    ...[...standing, cell('1', '3', { ...added, text: 'Country' })],
    ...[cell('2', '1', { text: '2019' }), cell('2', '2', { text: '4' }), cell('2', '3', added)],
    ...[cell('3', '1', added), cell('3', '2', added), cell('3', '3', added)],
  ]
  const [table] = comparedParts(cells)
  expect(table).toMatchObject({
    whole: null,
    lines: [
      { of: 'Row', deed: { what: 'added', by } },
      { of: 'Column', deed: { what: 'added', by }, cells: [cells[2], cells[5]] },
    ],
  })
  expect(changesIn(cells)).toBe(2)
})

test('a row with a cell that stood before is a change in each of the others', () => {
  const rows = [...standing, cell('2', '1', { text: '2019' }), cell('2', '2', added)]
  expect(comparedParts(rows)).toMatchObject([{ whole: null, lines: [] }])
  expect(changesIn(rows)).toBe(1)
})

test('cells that other members added make no whole', () => {
  const other = ['2'.repeat(64) as MemberId]
  const cells = [
    ...[cell('1', '1', added), cell('1', '2', { ...added, by: other })],
    ...[cell('2', '1', { ...added, by: other }), cell('2', '2', added)],
  ]
  expect(comparedParts(cells)).toMatchObject([{ whole: null, lines: [] }])
  expect(changesIn(cells)).toBe(4)
})
