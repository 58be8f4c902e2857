// The points that two people should look at after they wrote apart: every block that both of them
// changed, in its words, its footnotes, its formats, its kind or another of its values, with the
// result of each; and the title and other values of the document that each set to something else.
// Clean merges are listed too, so that a reader can choose; splitting, joining, moving and removing
// are the cases in which words can be lost or doubled, and of two values or formats one is lost.
import type { BlockId } from '#shared/ids'
import * as Y from 'yjs'
import { blockElements, readMeta, noteBody, readBlock, piecesOf } from '#document/tree'
import type { FormattedWords } from './merge-names.ts'
import {
  blockClashes,
  charactersOf,
  documentClashes,
  formatClash,
  formattedOf,
  notesOfEach,
  valuesOf,
  writtenIn,
  type FormatClash,
  type ValueClash,
  type Written,
} from './merge-values.ts'
import { blockText, type Block, type PageMeta } from '#document/model'

export type Change = 'words' | 'split' | 'joined' | 'moved' | 'removed'

/**
 * One side of a clash; `text` is what became of the block there, null when it is gone. `words` with the
 * text of before: its formats or its values changed.
 */
export type Side = { change: Change; text: string | null }

export type Clash = {
  /** Null for the document itself, which has no text here and values alone. */
  block: BlockId | null
  /** The text both began from; empty for a block in which both wrote the first words. */
  before: string
  mine: Side
  theirs: Side
  /** For a block, the fields that one of the two changed; for the document, those that both did. */
  values: ValueClash[]
  /** Null where neither formatted words that were there before. */
  formats: FormatClash | null
}

/** The texts of the notes that a block is the first to refer to, and their characters. */
type NotesSaid = { said: string[]; made: string }

/**
 * A page with what a reader cannot see: the identity of each block's element, which moving a block
 * changes, and of its text, which changes when words are taken away and brought back.
 */
export type ReviewPage = {
  meta: PageMeta
  blocks: (Block & { element: string; made: string; written: Written[]; notes: NotesSaid })[]
}

/** Blocks of one id, more than one after two people moved the same block. */
type Held = {
  id: BlockId
  from: BlockId | undefined
  text: string
  elements: string
  made: string
  /** The values of the first of them. */
  values: string[]
  written: Written[]
  runs: FormattedWords
  /** Characters of its notes, which are no part of its words. */
  notes: string
}

const notesSaidIn = (doc: Y.Doc, ids: readonly string[]): NotesSaid => {
  const bodies = ids.map(id => noteBody(doc, id))
  return {
    said: bodies.map(body =>
      body
        ? piecesOf(body)
            .map(({ text }) => text)
            .join('')
        : '',
    ),
    made: bodies.map(body => (body ? charactersOf(writtenIn(body)) : '')).join(';'),
  }
}

/** The input of `mergeReview`. The identities name devices: this is not for export. */
export const readForReview = (doc: Y.Doc): ReviewPage => {
  const elements = blockElements(doc)
  const blocks = elements.map(element => readBlock(element))
  const notes = notesOfEach(blocks)
  return {
    meta: readMeta(doc),
    blocks: elements.map((element, at) => {
      const texts = element
        .toArray()
        .map(child => (child instanceof Y.XmlText ? writtenIn(child) : []))
      return {
        ...(blocks[at] as Block),
        notes: notesSaidIn(doc, notes[at] ?? []),
        element: `${element._item?.id.client}:${element._item?.id.clock}`,
        made: texts.map(charactersOf).join(),
        written: texts.flat(),
      }
    }),
  }
}

const held = (page: ReviewPage): Map<BlockId, Held> => {
  const found = new Map<BlockId, Held>()
  for (const [id, blocks] of Map.groupBy(page.blocks, block => block.id)) {
    const [first] = blocks
    if (id === null || first === undefined) continue
    const { from, written, notes } = first
    found.set(id, {
      id,
      from,
      written,
      values: valuesOf(first, notes.said),
      runs: formattedOf(first),
      notes: blocks.map(each => each.notes.made).join('|'),
      text: blocks.map(blockText).join('\n'),
      made: blocks.map(({ made }) => made).join(';'),
      elements: blocks
        .map(({ element }) => element)
        .toSorted()
        .join(),
    })
  }
  return found
}

/** For each block of `before`: the texts of the halves that were split off it since, each looked at once. */
const halvesOf = (
  before: ReadonlyMap<BlockId, Held>,
  after: ReadonlyMap<BlockId, Held>,
): Map<BlockId, string[]> => {
  const origins = new Map<BlockId, BlockId | null>()
  const originOf = (half: Held): BlockId | null => {
    const passed: BlockId[] = []
    let origin: BlockId | null = null
    for (let block: Held | undefined = half; block?.from !== undefined;) {
      const known = origins.get(block.id)
      origin = known ?? (before.has(block.from) ? block.from : null)
      if (known !== undefined || origin !== null) break
      // Until more is known: who names each other in a circle began nowhere.
      origins.set(block.id, null)
      passed.push(block.id)
      block = after.get(block.from)
    }
    for (const id of passed) origins.set(id, origin)
    return origin
  }
  const halves = new Map<BlockId, string[]>()
  for (const block of after.values()) {
    const from = before.has(block.id) ? null : originOf(block)
    if (from === null) continue
    const texts = halves.get(from)
    if (texts === undefined) halves.set(from, [block.text])
    else texts.push(block.text)
  }
  return halves
}

/** UTF-16 units of one page that are looked through for words that went. */
const mostSought = 1 << 28

/** The block that took in another's text; undefined when the text is nowhere, or there was too much to look at. */
const holdersIn = (after: ReadonlyMap<BlockId, Held>): ((text: string) => Held | undefined) => {
  let left = mostSought
  return text => {
    if (text.trim() === '') return undefined
    for (const block of after.values()) {
      left -= 1 + block.text.length
      if (left < 0) return undefined
      if (block.text.includes(text)) return block
    }
    return undefined
  }
}

const hasWordsOf = (block: Held, other: Held): boolean =>
  other.text === block.text && other.made === block.made

/** For blocks with the same words. */
const looksLike = (block: Held, other: Held): boolean =>
  other.values.every((value, at) => value === block.values[at]) &&
  other.written.length === block.written.length &&
  other.written.every(({ look }, at) => look === block.written[at]?.look)

/** A page as one side has it, with what it split off the blocks of before. */
type Now = {
  blocks: ReadonlyMap<BlockId, Held>
  halves: ReadonlyMap<BlockId, readonly string[]>
  holderOf: (text: string) => Held | undefined
}

const isTouched = (block: Held, { blocks, halves }: Now): boolean => {
  const kept = blocks.get(block.id)
  if (kept === undefined || halves.has(block.id) || kept.elements !== block.elements) return true
  return !hasWordsOf(block, kept) || !looksLike(block, kept) || kept.notes !== block.notes
}

/** The acts of one side on a block that it touched. */
const sideOf = (block: Held, { blocks, halves, holderOf }: Now): Side => {
  const [kept, split] = [blocks.get(block.id), halves.get(block.id)]
  if (split !== undefined)
    return {
      change: 'split',
      text: [...(kept === undefined ? [] : [kept.text]), ...split].join('\n'),
    }
  if (kept === undefined) {
    const holder = holderOf(block.text)
    return holder === undefined
      ? { change: 'removed', text: null }
      : { change: 'joined', text: holder.text }
  }
  return { change: kept.elements === block.elements ? 'words' : 'moved', text: kept.text }
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
    const [mineSide, theirSide] = [side(text), side(other.text)]
    return [{ block: id, before: '', mine: mineSide, theirs: theirSide, values: [], formats: null }]
  })

/** Both left the words and the notes, and gave the block the same values and formats. */
const isSameChange = (block: Held, ours: Held | undefined, theirs: Held | undefined): boolean =>
  [ours, theirs].every(
    side =>
      side?.elements === block.elements && hasWordsOf(block, side) && side.notes === block.notes,
  ) &&
  ours !== undefined &&
  theirs !== undefined &&
  looksLike(ours, theirs)

const documentClash = (before: ReviewPage, mine: ReviewPage, theirs: ReviewPage): Clash[] => {
  const values = documentClashes(before.meta, mine.meta, theirs.meta)
  const side: Side = { change: 'words', text: '' }
  return values.length === 0
    ? []
    : [{ block: null, before: '', mine: side, theirs: side, values, formats: null }]
}

/**
 * `before` is the page at the last state that both had, `mine` and `theirs` the page of each side
 * before they met. The document itself, then in the order of `before`, then what both brought. A block
 * that both removed is not listed, nor one in which both did the same and neither changed the words.
 */
export const mergeReview = (before: ReviewPage, mine: ReviewPage, theirs: ReviewPage): Clash[] => {
  const [old, ourPage, theirPage] = [held(before), held(mine), held(theirs)]
  const [ours, others] = [ourPage, theirPage].map((blocks): Now => ({
    blocks,
    halves: halvesOf(old, blocks),
    holderOf: holdersIn(blocks),
  })) as [Now, Now]
  const changed = [...old.values()].flatMap((block): Clash[] => {
    // To look for the words of one that is gone takes a look at all others: only where both touched it.
    if (!isTouched(block, ours) || !isTouched(block, others)) return []
    const [a, b] = [sideOf(block, ours), sideOf(block, others)]
    if (a.change === 'removed' && b.change === 'removed') return []
    const [here, there] = [ourPage.get(block.id), theirPage.get(block.id)]
    if (isSameChange(block, here, there)) return []
    const values = [here, there].map(side => side?.values ?? block.values) as [string[], string[]]
    return [
      {
        block: block.id,
        before: block.text,
        mine: a,
        theirs: b,
        values: blockClashes(block.values, ...values),
        formats: formatClash(block, here, there),
      },
    ]
  })
  return [
    ...documentClash(before, mine, theirs),
    ...changed,
    ...broughtByBoth(old, ourPage, theirPage),
  ]
}
