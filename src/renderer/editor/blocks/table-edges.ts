// Where a table begins and ends among the blocks: what is put beside one of its cells, or moves past it,
// goes past all of it.
import { isWithinTable } from '#document/tables'
import type { LexicalNode } from 'lexical'
import { $isBlockNode, type BlockNode } from './block-node.ts'
import { $cellOf } from './block-state.ts'

const $celled = (node: LexicalNode | null | undefined) => ({
  cell: node ? $cellOf(node) : undefined,
})

/** True between two cells of one table. */
const $isInside = (
  before: LexicalNode | null | undefined,
  behind: LexicalNode | null | undefined,
): boolean => isWithinTable($celled(before), $celled(behind))

/** The last cell of the block's table, or the block itself outside of tables. */
export const $lastOfTable = (block: BlockNode): BlockNode => {
  let last = block
  for (let next = last.getNextSibling(); $isInside(last, next); next = last.getNextSibling()) {
    if (!$isBlockNode(next)) break
    last = next
  }
  return last
}

/** `at` as it is, or the end (1) or beginning (-1) of the table that it lies in. */
export const $pastTable = (blocks: readonly BlockNode[], at: number, by: 1 | -1): number => {
  let place = at
  while ($isInside(blocks[place - 1], blocks[place])) place += by
  return place
}
