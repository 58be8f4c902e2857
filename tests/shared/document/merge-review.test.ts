import {
  applyEditScript,
  mergeReview,
  pageAt,
  readForReview,
  readPage,
  restorePage,
  rootOf,
  standsOf,
  stateOf,
} from '#shared/document'
import type { BlockId } from '#shared/ids'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

/** Two people carry out a script each on the same page, apart. */
const apart = (texts: string[], mine: unknown[], theirs: unknown[]) => {
  const common = documentWith(texts.map(text => block('num1', text)))
  const side = (client: number, steps: unknown[]) => {
    const doc = new Y.Doc({ gc: false })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(common))
    doc.clientID = client
    applyEditScript(doc, steps, { random: countedRandom(client), now: () => 1 })
    return readForReview(doc)
  }
  return mergeReview(readForReview(common), side(31, mine), side(32, theirs)).map(
    ({ before, mine: a, theirs: b }) => ({ before, mine: a, theirs: b }),
  )
}

test('a block changed on one side only is nobody else’s business', () => {
  expect(apart(['one', 'two'], [{ insert: 'x', block: 1, at: 0 }], [{ remove: 2 }])).toEqual([])
})

test('two wordings are shown side by side', () => {
  expect(
    apart(['one'], [{ insert: 'x', block: 1, at: 0 }], [{ insert: 'y', block: 1, at: 3 }]),
  ).toEqual([
    {
      before: 'one',
      mine: { change: 'words', text: 'xone' },
      theirs: { change: 'words', text: 'oney' },
    },
  ])
})

test('each named exception is listed with both texts', () => {
  const words = [{ insert: ' more', block: 1, at: 3 }]
  const theirs = { change: 'words', text: 'one more' }
  expect(apart(['one', 'two'], [{ split: 1, at: 1 }], words)).toMatchObject([
    { mine: { change: 'split', text: 'o\nne' }, theirs },
  ])
  expect(apart(['one', 'longer'], [{ join: 1 }], words)).toMatchObject([
    { mine: { change: 'joined', text: 'onelonger' }, theirs },
  ])
  expect(apart(['one', 'two'], [{ move: 1, after: 2 }], words)).toMatchObject([
    { mine: { change: 'moved', text: 'one' }, theirs },
  ])
  expect(apart(['one', 'two'], [{ remove: 1 }], words)).toMatchObject([
    { mine: { change: 'removed', text: null }, theirs },
  ])
  expect(
    apart(
      ['', 'two'],
      [{ insert: 'Alpha', block: 1, at: 0 }],
      [{ insert: 'Beta', block: 1, at: 0 }],
    ),
  ).toMatchObject([{ before: '', mine: { text: 'Alpha' }, theirs: { text: 'Beta' } }])
})

test('the same move made by both is listed: it doubles the block', () => {
  const move = [{ move: 1, after: 2 }]
  expect(apart(['one', 'two'], move, move)).toMatchObject([
    { mine: { change: 'moved' }, theirs: { change: 'moved' } },
  ])
})

test('words taken away and brought back count as rewritten', () => {
  const back = [{ delete: 3, block: 1, at: 0 }, { undo: true }]
  expect(apart(['one', 'two'], back, [{ remove: 1 }])).toMatchObject([
    { mine: { change: 'words', text: 'one' }, theirs: { change: 'removed' } },
  ])
})

test('what both removed needs no look', () => {
  expect(apart(['one', 'two'], [{ remove: 1 }], [{ remove: 1 }])).toEqual([])
})

test('a paragraph that both brought back is listed: it stands twice', () => {
  const begun = documentWith(['one', 'two'].map(text => block('num1', text)))
  const was = pageAt(begun, stateOf(begun))
  rootOf(begun).delete(0, 1)
  const side = (client: number): Y.Doc => {
    const doc = new Y.Doc({ gc: false })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(begun))
    doc.clientID = client
    restorePage(doc, was, { random: countedRandom(client), change: work => doc.transact(work) })
    return doc
  }
  const [mine, theirs] = [side(31), side(32)]
  expect(
    mergeReview(readForReview(begun), readForReview(mine), readForReview(theirs)),
  ).toMatchObject([
    {
      before: '',
      mine: { change: 'words', text: 'one' },
      theirs: { change: 'words', text: 'one' },
    },
  ])
})

test('of a paragraph that was split both halves are what stands of it; of one that is gone nothing', () => {
  const doc = documentWith(['one two', 'other'].map(text => block('num1', text)))
  const first = readPage(doc).blocks[0]?.id as BlockId
  applyEditScript(doc, [{ split: 1, at: 4 }], { random: countedRandom(31), now: () => 1 })
  expect(standsOf(first, readPage(doc))).toBe('one \ntwo')
  rootOf(doc).delete(0, 2)
  expect(standsOf(first, readPage(doc))).toBe(null)
})
