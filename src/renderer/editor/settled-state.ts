// The settled lines of the texts that the window shows. `settled-blocks.ts` keeps keys away from
// them.
import { createCommand, type LexicalCommand } from 'lexical'
import * as Y from 'yjs'
import type { SettledAs } from '#shared/contract'
import type { KeptBlocks } from '#shared/document'
import type { BlockId } from '#shared/ids'
import type { BlockNode } from './block-node.ts'
import { $idOf } from './block-state.ts'

export type Settled = ReadonlyMap<BlockId, SettledAs>

/** A change of a settled line was refused; `behind`: another kind of line than plain words behind the last item. */
export const REFUSED_SETTLED_COMMAND: LexicalCommand<'behind' | undefined> =
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

const settledOf = (block: Y.XmlElement | null): SettledAs | null =>
  settledAs((block?.getAttribute('s_bid') as BlockId | undefined) ?? null)

/** The kind of the heading of the item in which the block stands. */
const headingAround = (block: Y.XmlElement | null): string | undefined => {
  for (let at: Y.XmlElement['prevSibling'] = block; at; at = at.prevSibling)
    if (at instanceof Y.XmlElement && beginsItem(at)) return at.getAttribute('s_kind')
  return undefined
}

const beginsItem = (block: Y.XmlElement | null): boolean =>
  block?.getAttribute('s_item') !== undefined

/** For undo and restoring, which change the shared text itself. */
export const keptLines = (refused: () => void): KeptBlocks => ({
  any: isSettledAnywhere,
  isKept: block => settledOf(block) !== null,
  mayComeBetween(before, after, coming) {
    const as = settledOf(before)
    if (as === null || as === 'line') return true
    const endsItem = settledOf(after) === null || beginsItem(after)
    if (!endsItem || coming.beginsItem) return endsItem
    if (as === 'end') return coming.kind === 'paragraph'
    return as === 'end-plain' && coming.kind === headingAround(before)
  },
  refused,
})
