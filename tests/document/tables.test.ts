// Tables lie in the page as cells in a row, and are read out of it: what is done to rows and columns
// apart comes together, and what is left ragged is read the same everywhere and put right by the next.
import { applyEditScript } from '#document/edits'
import { contentDigest } from '#document/history/versions'
import { partsOf, tableChange } from '#document/tables'
import { readPage } from '#document/tree'
import { restorePage } from '#document/history/restore'
import { tablesIn } from '../../src/document/tables/tables.ts'
import type { Block, Page } from '#document/model'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, linesOf, sha256, copyOf, meet } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const textOf = ({ runs }: Block): string => runs.map(({ text }) => text).join('')

/** Each part of the page: a paragraph's words, or a table as rows of words. */
const partsIn = (page: Page): unknown[] =>
  partsOf(page.blocks).map(part =>
    'rows' in part
      ? part.rows.map(({ head, cells }) => [
          ...(head ? ['#'] : []),
          ...cells.map(blocks => blocks.map(textOf).join('+')),
        ])
      : textOf(part),
  )
const shown = (doc: Y.Doc): unknown[] => partsIn(readPage(doc))

let scripts = 5
const run = (doc: Y.Doc, ...steps: unknown[]) =>
  applyEditScript(doc, steps, { random: countedRandom(scripts++), now: () => 1 })

const words = [
  ['Paragraph', 'Comment'],
  ['3', 'Clear'],
]
/** Before, a table of two by two, behind. */
const page = (client = 7): Y.Doc => {
  const doc = documentWith([block('num1', 'before'), block('num1', 'behind')], client)
  expect(run(doc, { table: words, after: 1, head: true })).toEqual({ applied: 1, refused: [] })
  return doc
}

/** Acts of two members apart, in either order of names, give the same page on both. */
const apart = (one: object[], other: object[], start = page): unknown[][] =>
  [
    [21, 22],
    [22, 21],
  ].map(([a = 0, b = 0]) => {
    const first = start()
    const [mine, theirs] = [copyOf(first, a), copyOf(first, b)]
    expect(run(mine, ...one).refused).toEqual([])
    expect(run(theirs, ...other).refused).toEqual([])
    meet(mine, theirs)
    const digests = [mine, theirs].map(doc => contentDigest(readPage(doc), sha256))
    expect(new Set(digests).size).toBe(1)
    expect(shown(mine)).toEqual(shown(theirs))
    return shown(mine)
  })

test('a table stands between paragraphs, whose numbers know nothing of it', () => {
  const doc = page()
  expect(shown(doc)).toEqual([
    'before',
    [
      ['#', 'Paragraph', 'Comment'],
      ['3', 'Clear'],
    ],
    'behind',
  ])
  expect(linesOf(doc).at(0)).toBe('1. before')
  expect(linesOf(doc).at(-1)).toBe('2. behind')
  run(doc, { insert: 'Very c', block: 5, at: 0 }, { delete: 1, block: 5, at: 6 })
  expect(shown(doc)[1]).toEqual([
    ['#', 'Paragraph', 'Comment'],
    ['3', 'Very clear'],
  ])
})

test('rows and columns come and go at a cell, the header flag with the first row', () => {
  const doc = page()
  run(doc, { cells: 'row-after', block: 5 }, { cells: 'column-before', block: 2 })
  expect(shown(doc)[1]).toEqual([
    ['#', '', 'Paragraph', 'Comment'],
    ['', '3', 'Clear'],
    ['', '', ''],
  ])
  run(doc, { cells: 'remove-column', block: 2 }, { cells: 'remove-row', block: 4 })
  expect(shown(doc)[1]).toEqual([
    ['#', 'Paragraph', 'Comment'],
    ['', ''],
  ])
  run(doc, { head: false, block: 2 }, { cells: 'row-before', block: 2 })
  expect(shown(doc)[1]).toEqual([
    ['', ''],
    ['Paragraph', 'Comment'],
    ['', ''],
  ])
  run(doc, { cells: 'remove-table', block: 2 })
  expect(shown(doc)).toEqual(['before', 'behind'])
})

test('undo in a script takes a whole change back', () => {
  const doc = page()
  run(doc, { cells: 'column-after', block: 3 }, { undo: true }, { cells: 'remove-row', block: 4 })
  expect(shown(doc)[1]).toEqual([['#', 'Paragraph', 'Comment']])
})

test('an act on one cell that would leave a hole is refused and changes nothing', () => {
  const doc = page()
  const before = shown(doc)
  const steps = [
    { remove: 3 },
    { split: 3, at: 2 },
    { join: 3 },
    { join: 1 },
    { move: 3, after: 0 },
    { move: 6, after: 3 },
    { kind: 'h1', block: 3 },
    { new: 'x', after: 3 },
    { table: [['x']], after: 3 },
  ]
  const codes = run(doc, ...steps).refused.map(({ code }) => code)
  expect(codes).toEqual(steps.map(() => 'not-permitted'))
  expect(shown(doc)).toEqual(before)
})

test('a table is at most so large, and one that is larger is read as paragraphs', () => {
  const doc = page()
  const wide = Array.from({ length: 13 }, () => 'x')
  expect(run(doc, { table: [wide], after: 0 }).refused[0]?.code).toBe('invalid-input')
  expect(run(doc, { table: [], after: 0 }).refused[0]?.code).toBe('invalid-input')
  const ten = Array.from({ length: 10 }, () => ({ cells: 'column-after', block: 2 }))
  expect(run(doc, ...ten).refused).toEqual([])
  expect(run(doc, { cells: 'column-after', block: 2 }).refused[0]?.code).toBe('invalid-input')
  const id = (at: number): string => `aaaaaaaa${'abcdefgh'[at >> 3]}${'abcdefgh'[at & 7]}`
  const cells = Array.from({ length: 49 }, (_, at) => ({
    cell: { table: id(0), row: id(0), column: id(at) },
  }))
  expect(tablesIn(cells)).toEqual([])
  expect(tablesIn(cells.slice(1))).toHaveLength(1)
})

test('a row and a column added apart leave a hole, which the next change fills', () => {
  for (const all of apart(
    [
      { cells: 'row-after', block: 2 },
      { insert: 'new row', block: 4, at: 0 },
    ],
    [
      { cells: 'column-after', block: 3 },
      { insert: 'new column', block: 4, at: 0 },
    ],
  ))
    expect(all).toEqual([
      'before',
      [
        ['#', 'Paragraph', 'Comment', 'new column'],
        ['new row', '', ''],
        ['3', 'Clear', ''],
      ],
      'behind',
    ])
  const doc = page()
  const [mine, theirs] = [copyOf(doc, 21), copyOf(doc, 22)]
  run(mine, { cells: 'row-after', block: 2 })
  run(theirs, { cells: 'column-after', block: 3 })
  meet(mine, theirs)
  expect(tablesIn(readPage(mine).blocks)[0]?.rows.map(({ cells }) => cells.flat().length)).toEqual([
    3, 2, 3,
  ])
  run(mine, { cells: 'row-after', block: 2 })
  expect(tablesIn(readPage(mine).blocks)[0]?.rows.map(({ cells }) => cells.flat().length)).toEqual([
    3, 3, 3, 3,
  ])
})

test('two rows and two columns added apart at one place both come', () => {
  for (const [, table] of apart(
    [
      { cells: 'row-after', block: 2 },
      { insert: 'a', block: 4, at: 0 },
    ],
    [
      { cells: 'row-after', block: 2 },
      { insert: 'b', block: 4, at: 0 },
    ],
  )) {
    const rows = table as string[][]
    expect(new Set(rows.map(row => row[0]))).toEqual(new Set(['#', '3', 'a', 'b']))
  }
  for (const [, table] of apart(
    [
      { cells: 'column-after', block: 2 },
      { insert: 'a', block: 3, at: 0 },
    ],
    [
      { cells: 'column-after', block: 2 },
      { insert: 'b', block: 3, at: 0 },
    ],
  )) {
    const [head, row] = table as string[][]
    expect(new Set(head)).toEqual(new Set(['#', 'Comment', 'Paragraph', 'a', 'b']))
    // Words of one column stay in one column.
    expect(row?.indexOf('Clear')).toBe((head?.indexOf('Comment') ?? 0) - 1)
  }
})

test('a column that was added to while it was taken away is left over, and goes with the next change', () => {
  const doc = page()
  const [mine, theirs] = [copyOf(doc, 21), copyOf(doc, 22)]
  run(mine, { cells: 'remove-column', block: 3 })
  run(theirs, { cells: 'row-after', block: 4 })
  meet(mine, theirs)
  expect(shown(mine)[1]).toEqual([
    ['#', 'Paragraph', ''],
    ['3', ''],
    ['', ''],
  ])
  run(mine, { cells: 'row-after', block: 2 })
  expect(shown(mine)[1]).toEqual([['#', 'Paragraph'], [''], ['3'], ['']])
})

test('two write in one cell at once: both words are there', () => {
  for (const all of apart(
    [{ insert: 'very ', block: 5, at: 0 }],
    [{ insert: ' enough', block: 5, at: 5 }],
  ))
    expect(all[1]).toEqual([
      ['#', 'Paragraph', 'Comment'],
      ['3', 'very Clear enough'],
    ])
})

test('a non-cell block inside a table does not split it and is read after it', () => {
  const doc = page()
  // As an older version would, which knows a cell as a paragraph.
  const root = doc.get('root-v2', Y.XmlElement)
  const alien = new Y.XmlElement('block')
  alien.insert(0, [new Y.XmlText('written between')])
  root.insert(3, [alien])
  expect(shown(doc)).toEqual([
    'before',
    [
      ['#', 'Paragraph', 'Comment'],
      ['3', 'Clear'],
    ],
    'written between',
    'behind',
  ])
})

test('an earlier table is brought back where it was', () => {
  const doc = page()
  const earlier = readPage(doc)
  run(
    doc,
    { cells: 'remove-row', block: 4 },
    { cells: 'column-after', block: 2 },
    { insert: 'other', block: 3, at: 0 },
  )
  restorePage(doc, earlier, { random: countedRandom(9), change: work => doc.transact(work) })
  expect(partsIn(readPage(doc))).toEqual(partsIn(earlier))
})

test('a cell whose name is none, or which holds more than words, is a paragraph', () => {
  const doc = page()
  const blocks = doc.get('root-v2', Y.XmlElement)
  const name = 'aaaaaaaaaa bbbbbbbbbb cccccccccc'
  const shapes = ['', 1, {}, [name], name.slice(1), `${name} dddddddddd`, name.toUpperCase()]
  for (const shape of [...shapes, '__proto__  bbbbbbbbbb cccccccccc', name.replace(' ', '\n')]) {
    ;(blocks.get(0) as Y.XmlElement).setAttribute('s_cell', shape as string)
    expect(readPage(doc).blocks[0]).toMatchObject({ kind: 'num1', number: '1.' })
    expect(readPage(doc).blocks[0]?.cell).toBeUndefined()
  }
  const nest = new Y.XmlElement('block')
  nest.setAttribute('s_cell', name)
  nest.insert(0, [new Y.XmlElement('block')])
  blocks.insert(0, [nest])
  expect(readPage(doc).blocks[0]).toMatchObject({ unknown: true, kind: 'paragraph' })
  expect(readPage(doc).blocks[0]?.cell).toBeUndefined()
})

test('the digest tells where words stand in a table, and is as before without one', () => {
  const doc = page()
  const digest = () => contentDigest(readPage(doc), sha256)
  const before = digest()
  const [first, second] = [3, 4].map(at => doc.get('root-v2', Y.XmlElement).get(at) as Y.XmlElement)
  const [one, other] = [first?.getAttribute('s_cell'), second?.getAttribute('s_cell')]
  first?.setAttribute('s_cell', other ?? '')
  second?.setAttribute('s_cell', one ?? '')
  expect(shown(doc)[1]).toEqual([
    ['#', 'Paragraph', 'Comment'],
    ['Clear', '3'],
  ])
  expect(digest()).not.toBe(before)
})

test('a huge table from elsewhere is not filled up when one of its rows is removed', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567'
  const name = (count: number): string =>
    [count & 31, (count >> 5) & 31, count >> 10].map(at => letters[at]).join('') + 'aaaaaaa'
  const cell = (row: number, column: number) => ({
    cell: { table: name(1), row: name(row), column: name(column) },
  })
  const wide = Array.from({ length: 48 }, (_, column) => cell(0, column))
  const narrow = (rows: number) => Array.from({ length: rows }, (_, at) => cell(at + 1, 0))
  const [table] = tablesIn([...wide, ...narrow(160)])
  if (!table) throw new TypeError('no table')
  const seeing = { hasWords: () => true, random: countedRandom(3) }
  const change = tableChange({ table, row: 5, column: 0 }, 'remove-row', seeing)
  expect(change).toEqual({ remove: [table.rows[5]?.cells[0]?.[0]], insert: [] })
  // Nor printed with a hundred thousand empty cells, which takes minutes in a Word file.
  expect(tablesIn([...wide, ...narrow(3952)])).toEqual([])
})

test('steps that make no table are refused in a word', () => {
  const tables = [[], [[]], Array<string[]>(300_000).fill([]), 'x']
  for (const table of tables)
    expect(run(page(), { table, after: 0 }).refused).toEqual([{ step: 1, code: 'invalid-input' }])
})
