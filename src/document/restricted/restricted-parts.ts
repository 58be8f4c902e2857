// The unit of a restriction: a paragraph or a figure by itself, and of a table all its cells, since
// a part of a table is no text. The first of its cells stands for it from then on.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { isBlockId } from '#document/ids'
import { cellKey, cellNamed, type Block } from '#document/model'
import { everyElement, lastUnder } from '#document/tree'
import { placeInTable, type Celled } from '#document/tables'

/** Indexes of the blocks that are restricted with the one at `at`, in order; the first keeps the place. */
export const restrictedWith = (blocks: readonly Celled[], at: number): number[] => {
  const place = placeInTable(blocks, at)
  const cells = place?.table.rows.flatMap(row => row.cells.flat()) ?? [at]
  return cells.toSorted((a, b) => a - b)
}

/** The blocks themselves, of one that stands in the page. */
export const restrictedPart = (blocks: readonly Block[], at: number): Block[] =>
  restrictedWith(blocks, at).flatMap(index => blocks[index] ?? [])

/** Behind a table, where `after` is one of its cells: nothing else is put between them. */
export const behindPart = (blocks: readonly Celled[], after: number): number =>
  after < 0 ? after : (restrictedWith(blocks, after).at(-1) ?? after)

const isGone = (element: Y.XmlElement): boolean => element._item?.deleted === true
const isLabelled = (element: Y.XmlElement): boolean => (lastUnder(element, 's_label') ?? '') !== ''
const idOf = (element: Y.XmlElement): unknown => lastUnder(element, 's_bid')
const tableOf = (element: Y.XmlElement): string | undefined =>
  cellNamed(lastUnder(element, cellKey))?.table

/** Ids of blocks that were withheld when they were removed from the page. */
export const goneWithheld = (doc: Y.Doc): Set<unknown> =>
  new Set(
    everyElement(doc).flatMap(element =>
      isGone(element) && isLabelled(element) ? [idOf(element)] : [],
    ),
  )

/** Names of tables that a circle has: of places whose ids are in `withheld`, in the page or gone from it. */
export const withheldTables = (doc: Y.Doc, withheld: ReadonlySet<unknown>): Set<string> =>
  new Set(
    everyElement(doc).flatMap(element =>
      isLabelled(element) && withheld.has(idOf(element)) ? (tableOf(element) ?? []) : [],
    ),
  )

/** Ids of blocks whose words are a circle's now: those of the places, and of cells that went with their table. */
export const withheldBlocks = (doc: Y.Doc): ReadonlySet<BlockId> => {
  const all = everyElement(doc)
  const places = all.filter(element => !isGone(element) && isLabelled(element))
  if (places.length === 0) return new Set()
  const tables = new Set(places.flatMap(element => tableOf(element) ?? []))
  const cells = all.filter(element => isGone(element) && tables.has(tableOf(element) ?? ''))
  return new Set(
    [...places, ...cells].flatMap(element => {
      const id = idOf(element)
      return isBlockId(id) ? [id] : []
    }),
  )
}
