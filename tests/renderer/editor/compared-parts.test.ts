// Changes as the comparison counts them: those of a table that came or went as a whole are one.
import { expect, test } from 'vitest'
import type { ComparedParagraph } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { hexId } from '#tests/fake-group'
import { changesIn, comparedParts } from '../../../src/renderer/editor/history/compared-parts.ts'

type Own = Partial<ComparedParagraph> & { text?: string }

const by = [hexId(1, 32) as MemberId]

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

test('a row of a table that stood before is a change in each of its cells, beside other changes', () => {
  const rows = [
    cell('1', '1', { text: 'Year' }),
    cell('1', '2', { text: 'Funds' }),
    cell('2', '1', { ...added, text: '2019' }),
    cell('2', '2', added),
  ]
  const [table] = comparedParts(rows)
  expect(table).toMatchObject({ whole: null, rows: [{}, {}] })
  expect(changesIn([...rows, paragraph({ deeds: ['moved'], text: 'Last' })])).toBe(3)
})

test('cells that other members added make no whole', () => {
  const other = [hexId(2, 32) as MemberId]
  const cells = [cell('1', '1', added), cell('1', '2', { ...added, by: other })]
  expect(comparedParts(cells)).toMatchObject([{ whole: null }])
  expect(changesIn(cells)).toBe(2)
})
