// A figure or a whole table is restricted as one: what is left of it in the text says nothing, and
// lifted it is what it was.
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { applyEditScript, insertFigure } from '#document/edits'
import { blockText, type Block, type Page } from '#document/model'
import {
  insertRestricted,
  liftBlock,
  restrictBlock,
  withheldBlocks,
  withRestricted,
} from '#document/restricted'
import { pageAt, stateOf } from '#document/history/versions'
import { partsOf } from '#document/tables'
import { readPage, insertText, blockElements } from '#document/tree'
import { restorePage } from '#document/history/restore'
import type { BlockId, DocumentId } from '#shared/ids'
import { diceFrom } from '#tests/documents'
import { block, documentWith, copyOf, meet } from '#tests/shared-pages'
import { removeBlock } from '#document/blocks'

const random = diceFrom(37).bytes
const text = createHash('sha256').update('text').digest('hex').slice(0, 32) as DocumentId
const picture = { type: 'png' as const, size: 300, width: 4, height: 3, hash: 'ab'.repeat(32) }

const withTable = (): Y.Doc => {
  const doc = documentWith(['First.', 'Second.'].map(words => block('num1', words)))
  const rows = [
    ['Name', 'Place'],
    ['R. H.', 'Amman'],
  ]
  const steps = [{ table: rows, after: 1, head: true }]
  expect(applyEditScript(doc, steps, { random, now: () => 1 }).refused).toEqual([])
  return doc
}
const withFigure = (): Y.Doc => {
  const doc = documentWith(['First.', 'Second.'].map(words => block('num1', words)))
  const after = readPage(doc).blocks[0]?.id as BlockId
  const figure = { picture, alternative: 'A map of shelters.', caption: 'Shelters' }
  for (const id of ['figurebbbb', 'figureaaaa'])
    insertFigure(doc, after, { ...figure, id: id as BlockId }, random)
  return doc
}
const lines = (page: Page): string[] =>
  partsOf(page.blocks).map(part =>
    'rows' in part
      ? part.rows.map(({ cells }) => cells.map(all => all.map(blockText)).join('|')).join('/')
      : `${part.number} ${part.label ?? ''}${blockText(part)}`,
  )
const idAt = (doc: Y.Doc, index: number): BlockId => readPage(doc).blocks[index]?.id as BlockId
const live = (doc: Y.Doc): string =>
  blockElements(doc)
    .map(each => each.toJSON())
    .join('\n')
/** The beginning of the circle's document for `blocks`. */
const given = (doc: Y.Doc, from: number, to: number): Page => {
  const page = readPage(doc)
  return { ...page, blocks: page.blocks.slice(from, to).map(each => ({ ...each, id: null })) }
}

test('a figure keeps its number and its place, and no word, picture or alternative of it stays', () => {
  const doc = withFigure()
  const [before, part] = [readPage(doc), given(doc, 1, 2)]
  expect(restrictBlock(doc, idAt(doc, 1), text)).toBe(true)
  expect(lines(readPage(doc))).toEqual([
    '1. First.',
    'Figure 1 circle',
    'Figure 2 Shelters',
    '2. Second.',
  ])
  expect(readPage(doc).blocks[1]).toEqual({
    id: 'figureaaaa',
    kind: 'figure',
    number: 'Figure 1',
    runs: [],
    label: 'circle',
    ref: text,
  })
  expect(liftBlock(doc, idAt(doc, 1), part, random)).toBe(true)
  expect(readPage(doc)).toEqual(before)
})

test('a table leaves one place, no cell, and comes back as it was', () => {
  const doc = withTable()
  const [before, part] = [readPage(doc), given(doc, 1, 5)]
  // Not from a cell in its middle: the first one keeps the place.
  expect(restrictBlock(doc, idAt(doc, 3), text)).toBe(false)
  expect(restrictBlock(doc, idAt(doc, 1), text)).toBe(true)
  expect(lines(readPage(doc))).toEqual(['1. First.', ' circle', '2. Second.'])
  for (const words of ['Name', 'Place', 'R. H.', 'Amman']) expect(live(doc)).not.toContain(words)
  expect(restrictBlock(doc, idAt(doc, 1), text)).toBe(false)
  expect(liftBlock(doc, idAt(doc, 1), part, random)).toBe(true)
  expect(lines(readPage(doc))).toEqual(lines(before))
  expect(readPage(doc).blocks.map(({ cell }) => cell)).toEqual(
    before.blocks.map(({ cell }) => cell),
  )
})

test('a reader of the circle sees a table as a table, and a figure with its picture, under the numbers of all', () => {
  const table = withTable()
  const cells = given(table, 1, 5)
  restrictBlock(table, idAt(table, 1), text)
  expect(lines(withRestricted(readPage(table), () => cells))).toEqual([
    ...['1. First.', 'Name|Place/R. H.|Amman', '2. Second.'],
  ])
  const figures = withFigure()
  const figure = given(figures, 2, 3)
  restrictBlock(figures, idAt(figures, 2), text)
  const { blocks } = withRestricted(readPage(figures), () => figure)
  expect(blocks[2]).toMatchObject({
    kind: 'figure',
    number: 'Figure 2',
    picture,
    alternative: 'A map of shelters.',
    runs: [{ text: 'Shelters' }],
  })
})

test('an earlier version brings back no cell of a restricted table, and takes none of a lifted one', () => {
  const doc = withTable()
  const [open, part] = [readPage(doc), given(doc, 1, 5)]
  restrictBlock(doc, idAt(doc, 1), text)
  const restricted = pageAt(doc, stateOf(doc))
  restorePage(doc, open, { random, change: work => work() })
  expect(lines(readPage(doc))).toEqual(['1. First.', ' circle', '2. Second.'])
  liftBlock(doc, idAt(doc, 1), part, random)
  if (restricted) restorePage(doc, restricted, { random, change: work => work() })
  expect(lines(readPage(doc))).toEqual(lines(open))
})

test('an earlier version brings back no cell of a table whose first cell came later, also where its place is gone', () => {
  const doc = withTable()
  const open = readPage(doc)
  for (const cells of ['row-before', 'column-before'])
    applyEditScript(doc, [{ cells, block: 2 }], { random, now: () => 1 })
  expect(restrictBlock(doc, idAt(doc, 1), text)).toBe(true)
  const back = (): void => void restorePage(doc, open, { random, change: work => work() })
  back()
  expect(lines(readPage(doc))).toEqual(['1. First.', ' circle', '2. Second.'])
  removeBlock(blockElements(doc)[1] as Y.XmlElement)
  back()
  expect(lines(readPage(doc))).toEqual(['1. First.', '2. Second.'])
})

test('every cell that went is known to be withheld, and none is once it is lifted', () => {
  const doc = withTable()
  const cells = readPage(doc).blocks.slice(1, 5)
  const ids = (blocks: readonly Block[]) => new Set(blocks.map(({ id }) => id))
  expect(withheldBlocks(doc)).toEqual(new Set())
  const part = given(doc, 1, 5)
  restrictBlock(doc, idAt(doc, 1), text)
  expect(withheldBlocks(doc)).toEqual(ids(cells))
  liftBlock(doc, idAt(doc, 1), part, random)
  expect(withheldBlocks(doc)).toEqual(new Set())
})

test('a new restricted paragraph comes behind a table, never into it', () => {
  const doc = withTable()
  const place = { id: 'cccccccccc' as BlockId, kind: 'num1' as const, ref: text }
  insertRestricted(doc, idAt(doc, 2), place, random)
  expect(lines(readPage(doc))).toEqual([
    ...['1. First.', 'Name|Place/R. H.|Amman', '2. circle', '3. Second.'],
  ])
})

test('apart: what others put into a table or a figure meanwhile is theirs, and nothing is lost', () => {
  const doc = withTable()
  const part = given(doc, 1, 5)
  const [a, b] = [copyOf(doc, 11), copyOf(doc, 12)]
  restrictBlock(a, idAt(a, 1), text)
  const steps = [{ cells: 'row-after', block: 5 }]
  expect(applyEditScript(b, steps, { random, now: () => 1 }).refused).toEqual([])
  insertText(blockElements(b)[5] as Y.XmlElement, 0, 'S. K.')
  meet(a, b)
  // The row is read by all: it stands below the place.
  for (const each of [a, b])
    expect(lines(readPage(each))).toEqual(['1. First.', ' circle', 'S. K.|', '2. Second.'])
  liftBlock(a, idAt(a, 1), part, random)
  meet(a, b)
  for (const each of [a, b])
    expect(lines(readPage(each))).toEqual([
      ...['1. First.', 'Name|Place/R. H.|Amman/S. K.|', '2. Second.'],
    ])

  const figures = withFigure()
  const [c, d] = [copyOf(figures, 13), copyOf(figures, 14)]
  restrictBlock(c, idAt(c, 1), text)
  blockElements(d)[1]?.setAttribute('s_picture', `png 300 4x3 ${'cd'.repeat(32)}`)
  meet(c, d)
  expect(readPage(c)).toEqual(readPage(d))
  expect(readPage(c).blocks[1]).toMatchObject({ label: 'circle', runs: [] })
})
