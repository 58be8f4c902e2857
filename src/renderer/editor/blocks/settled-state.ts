// The settled lines of the texts that the window shows. `settled-blocks.ts` keeps keys away from
// them.
import { createCommand, type LexicalCommand } from 'lexical'
import type * as Y from 'yjs'
import type { SettledAs } from '#shared/contract'
import { keptLinesOf, leavesKept, type KeptBlocks, type StrayHow } from '#document/undo'
import type { BlockId } from '#shared/ids'
import type { BlockNode } from './block-node.ts'
import { $idOf } from './block-state.ts'

export type Settled = ReadonlyMap<BlockId, SettledAs>

/** Undefined: a settled line would have changed. */
export type RefusedHow = StrayHow | undefined

/** A change of a settled line was refused, or one that would make words a part of a decided item. */
export const REFUSED_SETTLED_COMMAND: LexicalCommand<RefusedHow> =
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

/** For undo, restoring and verdicts, which change the shared text itself. */
export const keptLines = (refused?: KeptBlocks['refused']): KeptBlocks =>
  keptLinesOf({ any: isSettledAnywhere, asOf: settledAs, ...(refused && { refused }) })

/** Carries it out unless it would change what was decided; then nothing is changed. */
export const unlessSettled = <Refused>(
  doc: Y.Doc,
  work: (doc: Y.Doc) => Refused,
): Refused | 'line-decided' => (leavesKept(doc, keptLines(), work) ? work(doc) : 'line-decided')

/**
 * The same of each in its order. A copy of a long text takes a tenth of a second, so all are asked about on one, and
 * only where that is refused each half on its own.
 */
export const eachUnlessSettled = <Refused>(
  doc: Y.Doc,
  works: readonly ((doc: Y.Doc) => Refused)[],
): (Refused | 'line-decided')[] => {
  const done = unlessSettled(doc, within => works.map(work => work(within)))
  if (done !== 'line-decided') return done
  if (works.length === 1) return [done]
  const half = Math.ceil(works.length / 2)
  return [works.slice(0, half), works.slice(half)].flatMap(each => eachUnlessSettled(doc, each))
}
