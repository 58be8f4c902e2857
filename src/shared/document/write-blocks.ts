// Puts blocks into a document that has no editor: templates, imports, copies.
import * as Y from 'yjs'
import { isBlockId, newBlockId, type Random } from './block-id.ts'
import { bracketKey, renameBrackets } from './brackets.ts'
import { attributesOfCell } from './cells.ts'
import { attributesOfFigure } from './figures.ts'
import { attributesOf, blockNodeName, rootOf, setAttribute } from './layout.ts'
import { readMeta } from './meta.ts'
import { openNote } from './notes.ts'
import type { Block, Note, Run } from './page.ts'
import { deltaOfRuns, textFromRuns } from './text.ts'
import type { Language } from '../contract.ts'
import type { BlockId } from '../ids.ts'

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
      | 'picture'
      | 'alternative'
    >
  > & {
    id?: Block['id']
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
  const others = { ...(block.cell && attributesOfCell(block.cell)), ...attributesOfFigure(block) }
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

export type Writing = { random: Random; notes?: readonly Note[]; origin?: unknown }

/**
 * Makes the page consist of `blocks`, in one transaction. The untouched first block of genesis is
 * filled rather than replaced; anything else that was there is removed. No blocks: one empty
 * paragraph.
 */
export const writeBlocks = (
  doc: Y.Doc,
  blocks: readonly NewBlock[],
  { random, notes = [], origin = null }: Writing,
): void =>
  doc.transact(() => {
    for (const { id, text } of notes) openNote(doc, id, text)
    const root = rootOf(doc)
    const { language } = readMeta(doc)
    const given: readonly NewBlock[] =
      blocks.length > 0 ? renameBrackets(blocks, random) : [{ kind: 'paragraph', runs: [] }]
    const first = root.length === 1 ? root.get(0) : undefined
    const text = first instanceof Y.XmlElement && first.length === 1 ? first.get(0) : undefined
    const reusable =
      first instanceof Y.XmlElement &&
      text instanceof Y.XmlText &&
      text.length === 0 &&
      Object.keys(attributesOf(first)).every(key => key === 's_bid')
    const here = reusable ? attributesOf(first)['s_bid'] : null
    const wanted = identified(given, isBlockId(here) ? here : null, random)
    const [head, ...rest] = wanted
    if (reusable && head !== undefined) {
      if (head.id != null && head.id !== here) setAttribute(first, 's_bid', head.id)
      describe(first, head, language)
      text.applyDelta(deltaOfRuns(head.runs))
    } else {
      root.delete(0, root.length)
    }
    const added = reusable ? rest : wanted
    root.insert(
      root.length,
      added.map(block => newBlockElement(block, { language, random })),
    )
  }, origin)
