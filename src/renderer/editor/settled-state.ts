// The settled lines of the texts that the window shows. `settled-blocks.ts` keeps keys away from
// them.
import { createCommand, type LexicalCommand } from 'lexical'
import type { SettledAs } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import type { BlockNode } from './block-node.ts'
import { $idOf } from './block-state.ts'

export type Settled = ReadonlyMap<BlockId, SettledAs>

/** A change of a settled line was refused. */
export const REFUSED_SETTLED_COMMAND: LexicalCommand<void> =
  createCommand('REFUSED_SETTLED_COMMAND')

// Asked without an editor as well; the ids of two texts that one window shows at a time differ.
const shown = new Set<Settled>()

/** Returns its undo. */
export const settle = (blocks: Settled): (() => void) => {
  shown.add(blocks)
  return () => void shown.delete(blocks)
}

/** As nearly always not: asked at each key. */
export const isSettledAnywhere = (): boolean => shown.size > 0

/** Null where its words are open. */
export const settledAs = (id: BlockId | null): SettledAs | null => {
  for (const blocks of shown) {
    const as = id && blocks.get(id)
    if (as) return as
  }
  return null
}

/** The same for a paragraph of the page. */
export const $settledAs = (block: BlockNode): SettledAs | null =>
  isSettledAnywhere() ? settledAs($idOf(block)) : null
