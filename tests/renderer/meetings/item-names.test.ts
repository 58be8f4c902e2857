// How an item of an agenda is named. The first block of every document has the same id, and so has a closed
// item, which is an agenda of its own, and the first item of the agenda around it.
import { expect, test } from 'vitest'
import type { AgendaItem } from '#shared/contract'
import type { BlockId, DocumentId } from '#shared/ids'
import { placeOfItem } from '../../../src/renderer/screens/meetings/item-names.ts'

const item = (agenda: string, block: string, number: string, depth: number): AgendaItem =>
  ({
    agenda: agenda as DocumentId,
    block: block as BlockId,
    number,
    depth,
    title: '',
  }) as AgendaItem

test('an item is named by those above it, where a closed item has the id of its block too', () => {
  const part = item('agenda', 'first', '(a)', 2)
  const list = [item('closed', 'first', '', 1), item('agenda', 'other', '1.', 1), part]
  expect(placeOfItem(list, part)).toBe('1 (a)')
})

test('an item within items: each level is named once, and a closed item between them is none', () => {
  const part = item('agenda', 'part', '(i)', 3)
  const list = [
    item('agenda', 'first', '1.', 1),
    item('agenda', 'second', '2.', 1),
    item('agenda', 'early', '(a)', 2),
    item('agenda', 'late', '(b)', 2),
    item('closed', 'first', '', 2),
    part,
  ]
  expect(placeOfItem(list, part)).toBe('2 (b) (i)')
  expect(placeOfItem(list, list[4]!)).toBe('')
})
