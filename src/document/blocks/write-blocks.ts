// Puts blocks into a document that has no editor: templates, imports, copies.
import * as Y from 'yjs'
import { isBlockId, newBlockId, type Random, type EntryId } from '#document/ids'
import {
  bracketKey,
  renameBrackets,
  attributesOfCell,
  attributesOfFigure,
  type Block,
  type Note,
  type Run,
} from '#document/model'
import { writeQuoted, type QuotableEntry } from '#document/review/comments'
import { newEntryId, type Quotation } from '#document/log'
import {
  attributesOf,
  blockNodeName,
  rootOf,
  setAttribute,
  attributesOfMeeting,
  readMeta,
  openNote,
  deltaOfRuns,
  textFromRuns,
} from '#document/tree'
import type { Language } from '#shared/vocabulary'
import type { BlockId } from '#shared/ids'

/** A block to be written: what a template or an import knows. Without `id` it gets a new one. */
export type NewBlock = Pick<Block, 'kind' | 'runs'> &
  Partial<
    Pick<
      Block,
      | 'language'
      | 'direction'
      | 'bracket'
      | 'cell'
      | 'label'
      | 'ref'
      | 'prompt'
      | 'meeting'
      | 'picture'
      | 'alternative'
    >
  > & {
    id?: Block['id']
    /** States of remarks that come in with it. */
    marks?: Readonly<Record<string, unknown>>
    /** The block that it is a copy of, under another id: references among copies are to copies. */
    copyOf?: Block['id']
  }

/** Gives every block its id. `first`: the id that the first one has already. */
const identified = (
  blocks: readonly NewBlock[],
  first: BlockId | null,
  random: Random,
): NewBlock[] => {
  const named = blocks.map((block, at) => ({
    ...block,
    id: block.id ?? (at === 0 ? first : null) ?? newBlockId(random),
  }))
  const copies = new Map(named.flatMap(({ copyOf, id }) => (copyOf ? [[copyOf, id] as const] : [])))
  if (copies.size === 0) return named
  const follow = (run: Run): Run => {
    const copy = run.to && copies.get(run.to.block)
    return run.to && copy ? { ...run, to: { ...run.to, block: copy } } : run
  }
  return named.map(block => ({ ...block, runs: block.runs.map(follow) }))
}

/** Right to left is stored, never guessed from the first letter (a Latin name may come first). */
const directionFor = (block: NewBlock, language: Language): 'ltr' | 'rtl' | undefined =>
  block.direction ?? ((block.language ?? language) === 'ar' ? 'rtl' : undefined)

const describe = (element: Y.XmlElement, block: NewBlock, language: Language): void => {
  const direction = directionFor(block, language)
  if (block.kind !== 'paragraph') setAttribute(element, 's_kind', block.kind)
  if (block.language !== undefined) setAttribute(element, 's_lang', block.language)
  if (direction !== undefined) setAttribute(element, '__dir', direction)
  if (block.label !== undefined) setAttribute(element, 's_label', block.label)
  if (block.ref !== undefined) setAttribute(element, 's_ref', block.ref)
  if (block.prompt !== undefined) setAttribute(element, 's_prompt', block.prompt)
  if (block.bracket) setAttribute(element, bracketKey(block.bracket.version), block.bracket.set)
  const others = {
    ...(block.cell && attributesOfCell(block.cell)),
    ...attributesOfFigure(block),
    ...attributesOfMeeting(block.meeting),
    ...block.marks,
  }
  for (const [key, value] of Object.entries(others)) setAttribute(element, key, value)
}

/** A block element, not yet in a document. Always holds one XmlText, so that first words merge. */
export const newBlockElement = (
  block: NewBlock,
  { language, random }: { language: Language; random: Random },
): Y.XmlElement => {
  const element = new Y.XmlElement(blockNodeName)
  setAttribute(element, 's_bid', block.id ?? newBlockId(random))
  describe(element, block, language)
  element.insert(0, [textFromRuns(block.runs)])
  return element
}

export type Writing = {
  random: Random
  notes?: readonly Note[]
  origin?: unknown
  /** The proposers of wordings in brackets, by their versions in the text that this is a copy of. */
  proposers?: { at: number; of: ReadonlyMap<EntryId, Quotation> }
}

/** Blocks that an entry names. */
const mostNamed = 200

/** The blocks of each wording in brackets, in their order. */
const placesOf = (blocks: readonly NewBlock[]): ReadonlyMap<EntryId, BlockId[]> => {
  const places = new Map<EntryId, BlockId[]>()
  for (const { id, ...block } of blocks) {
    const versions = new Set([block, ...block.runs].map(({ bracket }) => bracket?.version))
    for (const version of versions) {
      if (version === undefined || id == null) continue
      const there = places.get(version) ?? []
      if (there.length === 0) places.set(version, there)
      if (there.length < mostNamed) there.push(id)
    }
  }
  return places
}

type Proposal = { name: EntryId; quoted: Quotation; entry: QuotableEntry }

/** The proposer of each wording in brackets; `names`: their names here. */
const proposalsIn = (
  blocks: readonly NewBlock[],
  names: ReadonlyMap<EntryId, EntryId>,
  proposers: Writing['proposers'],
): Proposal[] => {
  const places = proposers ? placesOf(blocks) : null
  return [...(proposers?.of ?? [])].flatMap(([version, quoted]) => {
    const name = names.get(version)
    const there = name && places?.get(name)
    if (!proposers || !name || !there) return []
    return [{ name, quoted, entry: { kind: 'bracket', at: proposers.at, blocks: there } as const }]
  })
}

/** Blocks and runs, or entries, that are written in one step. */
const most = 200

/** The blocks in their order, as many together as are written in one step; more than one only of small ones. */
function* portionsOf<B extends NewBlock>(blocks: readonly B[]): Generator<B[]> {
  let [portion, weight]: [B[], number] = [[], 0]
  for (const block of blocks) {
    const more = 1 + block.runs.length
    if (portion.length > 0 && weight + more > most) {
      yield portion
      ;[portion, weight] = [[], 0]
    }
    portion.push(block)
    weight += more
  }
  yield portion
}

/** Fills the untouched first block of genesis; null where the page does not consist of that. */
const fillerOf = (root: Y.XmlFragment, language: Language) => {
  const first = root.length === 1 ? root.get(0) : undefined
  const text = first instanceof Y.XmlElement && first.length === 1 ? first.get(0) : undefined
  const reusable =
    first instanceof Y.XmlElement &&
    text instanceof Y.XmlText &&
    text.length === 0 &&
    Object.keys(attributesOf(first)).every(key => key === 's_bid')
  if (!reusable) return null
  const here = attributesOf(first)['s_bid']
  return {
    id: isBlockId(here) ? here : null,
    fill(block: NewBlock): void {
      if (block.id != null && block.id !== here) setAttribute(first, 's_bid', block.id)
      describe(first, block, language)
      text.applyDelta(deltaOfRuns(block.runs))
    },
  }
}

/**
 * Makes the page consist of `blocks`, in steps of a transaction each that yield how much is written, of 1.
 * The untouched first block of genesis is filled rather than replaced; anything else that was there is
 * removed. No blocks: one empty paragraph.
 */
export function* writingBlocks(
  doc: Y.Doc,
  blocks: readonly NewBlock[],
  { random, notes = [], origin = null, proposers }: Writing,
): Generator<number, void> {
  const root = rootOf(doc)
  const { language } = readMeta(doc)
  const names = new Map(
    [...(proposers?.of.keys() ?? [])].map(version => [version, newEntryId(doc, random)] as const),
  )
  const given: readonly NewBlock[] =
    blocks.length > 0 ? renameBrackets(blocks, random, names) : [{ kind: 'paragraph', runs: [] }]
  const filler = fillerOf(root, language)
  const wanted = identified(given, filler?.id ?? null, random)
  const proposals = proposalsIn(wanted, names, proposers)
  const all = wanted.length + proposals.length
  let written = 0
  for (const portion of portionsOf(wanted)) {
    doc.transact(() => {
      const isFirst = written === 0
      if (isFirst) for (const { id, text } of notes) openNote(doc, id, text)
      const [head, ...rest] = portion
      const isFilled = isFirst && filler !== null && head !== undefined
      if (isFilled) filler.fill(head)
      else if (isFirst) root.delete(0, root.length)
      const added = isFilled ? rest : portion
      root.insert(
        root.length,
        added.map(block => newBlockElement(block, { language, random })),
      )
    }, origin)
    written += portion.length
    yield written / all
  }
  for (let at = 0; at < proposals.length; at += most) {
    const portion = proposals.slice(at, at + most)
    doc.transact(() => {
      for (const { name, quoted, entry } of portion)
        writeQuoted(doc, { thread: name, id: name }, quoted, entry)
    }, origin)
    yield (written + at + portion.length) / all
  }
}

/** The same in one transaction. */
export const writeBlocks = (doc: Y.Doc, blocks: readonly NewBlock[], writing: Writing): void =>
  doc.transact(() => {
    for (const _ of writingBlocks(doc, blocks, writing));
  }, writing.origin ?? null)
