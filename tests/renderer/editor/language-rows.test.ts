// The rows of an original beside its version: in the order of the version, each paragraph with the one
// that has its id.
import type { LanguagePair } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { expect, test } from 'vitest'
import {
  countRows,
  groupRows,
  layRows,
  sharedRows,
} from '../../../src/renderer/editor/languages/rows.ts'

const side = (text: string) => ({
  number: '',
  kind: 'paragraph' as const,
  direction: null,
  withheld: false,
  text,
})
const pair = (id: string, fields: Partial<LanguagePair> = {}): LanguagePair => ({
  block: id as BlockId,
  standing: 'current',
  digest: id,
  said: [],
  since: null,
  source: side(id),
  version: side(id.toUpperCase()),
  ...fields,
})
const block = (id: string, text = id.toUpperCase()) => ({ id, text, place: '' })
const shown = (pairs: LanguagePair[], blocks: { id: string; text: string; place: string }[]) =>
  layRows(pairs, blocks).map(({ pair: of, at, is }) => [of?.block ?? null, at, is])

test('a paragraph that only one text has stands where it follows in that one', () => {
  const pairs = [
    pair('a', { standing: 'missing', version: null }),
    pair('b'),
    pair('c', { standing: 'missing', version: null }),
    pair('d', { standing: 'stale' }),
    pair('n', { standing: 'added', source: null }),
  ]
  expect(shown(pairs, [block('b'), block('n'), block('d'), block('e', '')])).toEqual([
    ['a', -1, 'missing'],
    ['b', 0, 'current'],
    ['c', -1, 'missing'],
    [null, 1, 'added'],
    ['d', 2, 'stale'],
    [null, 3, 'empty'],
  ])
})

test('the version keeps its own order, and the page of this moment counts', () => {
  const pairs = [
    pair('a'),
    pair('b', { standing: 'unchecked' }),
    pair('c', { standing: 'unchecked', version: side('c') }),
    pair('d', { standing: 'missing', version: null }),
  ]
  // It was moved, one was taken out, and one was brought just now.
  expect(shown(pairs, [block('c', 'c'), block('d'), block('a')])).toEqual([
    ['c', 0, 'untranslated'],
    ['d', 1, 'unchecked'],
    ['a', 2, 'current'],
    ['b', -1, 'missing'],
  ])
})

test('a paragraph that stands there twice is beside its original once', () => {
  expect(shown([pair('a')], [block('a'), block('a')])).toEqual([
    ['a', 0, 'current'],
    [null, 1, 'added'],
  ])
})

test('ten thousand paragraphs in the order of neither text are laid in one go each', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `p${index}`)
  const pairs = ids.map((id, index) => pair(id, index % 2 ? { standing: 'missing' } : {}))
  const blocks = ids.filter((_, index) => index % 2 === 0).toReversed()
  const rows = layRows(
    pairs,
    blocks.map(id => block(id)),
  )
  expect(new Set(rows.map(({ key }) => key)).size).toBe(10_000)
  expect(countRows(rows)).toMatchObject({ current: 5000, missing: 5000 })
})

test('each block has what stands before it, and what is the same stays the same object', () => {
  const pairs = ['a', 'b', 'c', 'd'].map(id =>
    pair(id, id === 'b' ? {} : { standing: 'missing', version: null }),
  )
  const share = sharedRows()
  const rows = share(layRows(pairs, [block('b'), block('e')]))
  const { groups, tail, starts } = groupRows(rows)
  const keys = (group: readonly { key: string }[]) => group.map(({ key }) => key)
  expect(groups.map(keys)).toEqual([
    ['lacks a', 'b'],
    ['lacks c', 'lacks d', 'e 1'],
  ])
  expect([tail, starts]).toEqual([[], [0, 2]])
  expect(share(layRows(pairs, [block('b'), block('e', 'other')]))).toBe(rows)
  const next = share(layRows(pairs, [block('b'), block('e', '')]))
  expect(next.map((row, at) => row === rows[at])).toEqual([true, true, true, true, false])
})
