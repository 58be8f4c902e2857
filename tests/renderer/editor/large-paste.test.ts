// The cost of a large paste grows with its length, and not with the square of it.
import { $getRoot, ElementNode } from 'lexical'
import { afterEach, expect, test, vi } from 'vitest'
import { openPeer } from '#tests/editor-peer'
import { $insertPasted } from '../../../src/renderer/editor/paste/insert.ts'

afterEach(() => vi.restoreAllMocks())

const cells = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'paragraph' as const,
    runs: [{ text: `Cell ${at}` }],
    cell: { table: 'table', row: `row ${Math.floor(at / 10)}`, column: `column ${at % 10}` },
  }))

/** How often all blocks of the page are gone through while so many cells are pasted. */
const looksAtThePage = (count: number): number => {
  const peer = openPeer({ client: 1 })
  peer.edit(() => void $getRoot().selectEnd())
  const looked = vi.spyOn(ElementNode.prototype, 'getChildren')
  peer.edit(() => {
    $getRoot().selectEnd()
    $insertPasted(cells(count))
  })
  const ofAll = looked.mock.results.filter(
    ({ value }) => Array.isArray(value) && value.length >= count,
  )
  vi.restoreAllMocks()
  expect(peer.failures).toEqual([])
  expect(peer.page().blocks.length).toBeGreaterThanOrEqual(count)
  expect(new Set(peer.page().blocks.map(({ id }) => id)).size).toBe(peer.page().blocks.length)
  peer.close()
  return ofAll.length
}

test('a table of 1,000 cells is pasted: the page is gone through a few times, as for 100', () => {
  const few = looksAtThePage(100)
  expect(few).toBeGreaterThan(0)
  expect(looksAtThePage(1_000)).toBeLessThanOrEqual(few)
  expect(few).toBeLessThan(20)
})
