// The paragraphs whose words were decided, of the texts that the window shows. `settled-blocks.ts` keeps keys away from
// them.
import type { BlockId } from '#shared/ids'
import type { BlockNode } from './block-node.ts'
import { $idOf } from './block-state.ts'

/** `line`: its words alone; a new paragraph can stand beside it. `part`: its item, so that nothing is put in beside it. */
export type Settled = ReadonlyMap<BlockId, 'line' | 'part'>

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
export const $settledAs = (block: BlockNode): 'line' | 'part' | null => {
  if (!isSettledAnywhere()) return null
  const id = $idOf(block)
  for (const blocks of shown) {
    const as = id && blocks.get(id)
    if (as) return as
  }
  return null
}
