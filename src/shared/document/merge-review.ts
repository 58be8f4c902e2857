// What two people should look at after they wrote apart: every block that both of them changed,
// with both texts. Words that merge well are listed too, so that a reader can choose the wording;
// splitting, joining, moving and removing are the cases in which words can be lost or doubled.
import type { BlockId } from '../ids.ts'
import { longestRise } from './longest-rise.ts'
import { blockText, type Block, type Page } from './page.ts'

export type Change = 'words' | 'split' | 'joined' | 'moved' | 'removed'

/** One side of a clash; `text` is what became of the block there, null when it is gone. */
export type Side = { change: Change; text: string | null }

export type Clash = {
  block: BlockId
  /** The text both began from; empty for a block in which both wrote the first words. */
  before: string
  mine: Side
  theirs: Side
}

type Blocks = Pick<Page, 'blocks'>
type Identified = Block & { id: BlockId }

const identified = (page: Blocks): Map<BlockId, Identified> => {
  const found = new Map<BlockId, Identified>()
  for (const block of page.blocks)
    if (block.id !== null && !found.has(block.id)) found.set(block.id, { ...block, id: block.id })
  return found
}

/** Ids of blocks of both pages that stand in another order now. */
const movedBlocks = (before: Blocks, after: Blocks): Set<BlockId> => {
  const places = new Map([...identified(before).keys()].map((id, index) => [id, index] as const))
  const kept = [...identified(after).keys()].filter(id => places.has(id))
  const rise = longestRise(kept.map(id => places.get(id) ?? -1))
  return new Set(kept.filter((_, at) => !rise.has(at)))
}

/** For each block of `before`: the texts of the halves that were split off it since. */
const halvesOf = (
  before: ReadonlyMap<BlockId, Identified>,
  after: ReadonlyMap<BlockId, Identified>,
): Map<BlockId, string[]> => {
  const origin = (block: Identified, steps = 0): BlockId | null => {
    if (block.from === undefined || steps > after.size) return null
    if (before.has(block.from)) return block.from
    const parent = after.get(block.from)
    return parent === undefined ? null : origin(parent, steps + 1)
  }
  const halves = new Map<BlockId, string[]>()
  for (const block of after.values()) {
    const from = before.has(block.id) ? null : origin(block)
    if (from !== null) halves.set(from, [...(halves.get(from) ?? []), blockText(block)])
  }
  return halves
}

/** The block that took in another's text; undefined when the text is nowhere. */
const holderOf = (text: string, after: ReadonlyMap<BlockId, Identified>): Identified | undefined =>
  text.trim() === ''
    ? undefined
    : [...after.values()].find(block => blockText(block).includes(text))

/** What one side did to the blocks of `before`, for those whose text or place it touched. */
const changesOf = (before: Blocks, after: Blocks): Map<BlockId, Side> => {
  const [old, now] = [identified(before), identified(after)]
  const [moved, halves] = [movedBlocks(before, after), halvesOf(old, now)]
  const changes = new Map<BlockId, Side>()
  for (const block of old.values()) {
    const [text, kept] = [blockText(block), now.get(block.id)]
    const split = halves.get(block.id)
    if (split !== undefined) {
      const parts = kept === undefined ? split : [blockText(kept), ...split]
      changes.set(block.id, { change: 'split', text: parts.join('\n') })
    } else if (kept === undefined) {
      const holder = holderOf(text, now)
      changes.set(
        block.id,
        holder === undefined
          ? { change: 'removed', text: null }
          : { change: 'joined', text: blockText(holder) },
      )
    } else if (moved.has(block.id)) {
      changes.set(block.id, { change: 'moved', text: blockText(kept) })
    } else if (blockText(kept) !== text) {
      changes.set(block.id, { change: 'words', text: blockText(kept) })
    }
  }
  return changes
}

/**
 * `before` is the page at the last state that both had, `mine` and `theirs` the page of each side
 * before they met. In the order of `before`. A block that both removed is not listed.
 */
export const mergeReview = (before: Blocks, mine: Blocks, theirs: Blocks): Clash[] => {
  const [ours, others] = [changesOf(before, mine), changesOf(before, theirs)]
  return [...identified(before).values()].flatMap(block => {
    const [a, b] = [ours.get(block.id), others.get(block.id)]
    if (a === undefined || b === undefined) return []
    if (a.change === 'removed' && b.change === 'removed') return []
    return [{ block: block.id, before: blockText(block), mine: a, theirs: b }]
  })
}
