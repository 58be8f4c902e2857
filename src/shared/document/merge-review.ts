// What two people should look at after they wrote apart: every block that both of them changed,
// with both texts. Words that merge well are listed too, so that a reader can choose the wording;
// splitting, joining, moving and removing are the cases in which words can be lost or doubled.
import type { BlockId } from '../ids.ts'
import * as Y from 'yjs'
import { blockElements } from './layout.ts'
import { blockText, type Block, type Page } from './page.ts'
import { readBlock } from './read-page.ts'

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

/**
 * A page with what a reader cannot see: the identity of each block's element, which moving a block
 * changes, and of its text, which changes when words are taken away and brought back.
 */
export type ReviewPage = { blocks: (Block & { element: string; made: string })[] }

/** Blocks of one id, more than one after two people moved the same block. */
type Held = {
  id: BlockId
  from: BlockId | undefined
  text: string
  elements: string
  made: string
}

/** The visible characters of a text as ranges of the ids that they were written under. */
const madeOf = (text: Y.XmlText): string => {
  const ranges: { client: number; from: number; to: number }[] = []
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    const last = ranges.at(-1)
    if (last?.client === client && last.to === clock) last.to += item.length
    else ranges.push({ client, from: clock, to: clock + item.length })
  }
  return ranges.map(({ client, from, to }) => `${client}:${from}-${to}`).join()
}

/** What `mergeReview` compares. The identities name devices: this is not for export. */
export const readForReview = (doc: Y.Doc): ReviewPage => ({
  blocks: blockElements(doc).map(element => ({
    ...readBlock(element),
    element: `${element._item?.id.client}:${element._item?.id.clock}`,
    made: element
      .toArray()
      .map(child => (child instanceof Y.XmlText ? madeOf(child) : ''))
      .join(),
  })),
})

const held = (page: ReviewPage): Map<BlockId, Held> => {
  const found = new Map<BlockId, Held>()
  for (const block of page.blocks) {
    if (block.id === null) continue
    const { id, from, element, made } = block
    const text = blockText(block)
    const other = found.get(id)
    found.set(
      id,
      other === undefined
        ? { id, from, text, elements: element, made }
        : {
            ...other,
            text: `${other.text}\n${text}`,
            made: `${other.made};${made}`,
            elements: [other.elements, element].toSorted().join(),
          },
    )
  }
  return found
}

/** For each block of `before`: the texts of the halves that were split off it since. */
const halvesOf = (
  before: ReadonlyMap<BlockId, Held>,
  after: ReadonlyMap<BlockId, Held>,
): Map<BlockId, string[]> => {
  const origin = (block: Held, steps = 0): BlockId | null => {
    if (block.from === undefined || steps > after.size) return null
    if (before.has(block.from)) return block.from
    const parent = after.get(block.from)
    return parent === undefined ? null : origin(parent, steps + 1)
  }
  const halves = new Map<BlockId, string[]>()
  for (const block of after.values()) {
    const from = before.has(block.id) ? null : origin(block)
    if (from !== null) halves.set(from, [...(halves.get(from) ?? []), block.text])
  }
  return halves
}

/** The block that took in another's text; undefined when the text is nowhere. */
const holderOf = (text: string, after: ReadonlyMap<BlockId, Held>): Held | undefined =>
  text.trim() === '' ? undefined : [...after.values()].find(block => block.text.includes(text))

const sideOf = (
  block: Held,
  kept: Held | undefined,
  halves: readonly string[] | undefined,
  now: ReadonlyMap<BlockId, Held>,
): Side | null => {
  if (halves !== undefined)
    return {
      change: 'split',
      text: [...(kept === undefined ? [] : [kept.text]), ...halves].join('\n'),
    }
  if (kept === undefined) {
    const holder = holderOf(block.text, now)
    return holder === undefined
      ? { change: 'removed', text: null }
      : { change: 'joined', text: holder.text }
  }
  if (kept.elements !== block.elements) return { change: 'moved', text: kept.text }
  return kept.text === block.text && kept.made === block.made
    ? null
    : { change: 'words', text: kept.text }
}

/** What one side did to the blocks of `before`, for those whose text or place it touched. */
const changesOf = (
  old: ReadonlyMap<BlockId, Held>,
  now: ReadonlyMap<BlockId, Held>,
): Map<BlockId, Side> => {
  const halves = halvesOf(old, now)
  const changes = new Map<BlockId, Side>()
  for (const block of old.values()) {
    const side = sideOf(block, now.get(block.id), halves.get(block.id), now)
    if (side !== null) changes.set(block.id, side)
  }
  return changes
}

/** Blocks that were gone, or not there yet, and that each side brought: they stand twice. */
const broughtByBoth = (
  old: ReadonlyMap<BlockId, Held>,
  mine: ReadonlyMap<BlockId, Held>,
  theirs: ReadonlyMap<BlockId, Held>,
): Clash[] =>
  [...mine.values()].flatMap(({ id, text, elements }) => {
    const other = old.has(id) ? undefined : theirs.get(id)
    if (other === undefined || other.elements === elements) return []
    const side = (of: string): Side => ({ change: 'words', text: of })
    return [{ block: id, before: '', mine: side(text), theirs: side(other.text) }]
  })

/** What stands of a paragraph: itself and the halves that were split off it, a line each; null for none. */
export const standsOf = (id: BlockId, { blocks }: Pick<Page, 'blocks'>): string | null => {
  const there = blocks.filter(block => block.id === id || block.from === id)
  return there.length > 0 ? there.map(blockText).join('\n') : null
}

/**
 * `before` is the page at the last state that both had, `mine` and `theirs` the page of each side
 * before they met. In the order of `before`, then what both brought. A block that both removed is not
 * listed.
 */
export const mergeReview = (before: ReviewPage, mine: ReviewPage, theirs: ReviewPage): Clash[] => {
  const [old, ourPage, theirPage] = [held(before), held(mine), held(theirs)]
  const [ours, others] = [changesOf(old, ourPage), changesOf(old, theirPage)]
  const changed = [...old.values()].flatMap(block => {
    const [a, b] = [ours.get(block.id), others.get(block.id)]
    if (a === undefined || b === undefined) return []
    if (a.change === 'removed' && b.change === 'removed') return []
    return [{ block: block.id, before: block.text, mine: a, theirs: b }]
  })
  return [...changed, ...broughtByBoth(old, ourPage, theirPage)]
}
