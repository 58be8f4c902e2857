// The position of a thread in the page. A writer marks the words (`cm:<id>` on each, which goes
// along when a paragraph is split, joined or moved); each author also records where the words began
// and ended and how they read. Removed words leave nothing to point at, and then the quote remains.
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { isBlockId, type EntryId } from '#document/ids'
import { longestQuote, type Opening, type Thread } from './comments.ts'
import {
  cutShort,
  restyleText,
  lengthOf,
  textsOf,
  attributesOf,
  blockElements,
  resolvePosition,
  piecesOf,
} from '#document/tree'

/** A stretch of one block's text: its place among the blocks, and UTF-16 units of its text. */
export type Stretch = { block: BlockId | null; index: number; from: number; to: number }

export const commentKey = (thread: EntryId): string => `s_cm:${thread}`

const idOf = (block: Y.XmlElement): BlockId | null => {
  const id = attributesOf(block)['s_bid']
  return isBlockId(id) ? id : null
}

const textIn = (block: Y.XmlElement): string =>
  textsIn(block)
    .flatMap(piecesOf)
    .map(({ text }) => text)
    .join('')

/** Without making one where there is none. */
const textsIn = (block: Y.XmlElement): Y.XmlText[] =>
  block.toArray().filter(child => child instanceof Y.XmlText)

/** The stretches that carry each of the keys, in page order. */
export const markedStretches = (
  doc: Y.Doc,
  isKey: (key: string, value: unknown) => boolean,
): Map<string, Stretch[]> => {
  const found = new Map<string, Stretch[]>()
  for (const [index, block] of blockElements(doc).entries()) {
    let at = 0
    for (const { text, attributes } of textsIn(block).flatMap(piecesOf)) {
      for (const [key, value] of Object.entries(attributes)) {
        if (value === null || !isKey(key, value)) continue
        const all = found.get(key) ?? []
        found.set(key, all)
        const last = all.at(-1)
        if (last?.index === index && last.to === at) last.to += text.length
        else all.push({ block: idOf(block), index, from: at, to: at + text.length })
      }
      at += text.length
    }
  }
  return found
}

type Spot = { index: number; offset: number }

/** Null: in a text that is gone. */
const spotOf = (blocks: readonly Y.XmlElement[], doc: Y.Doc, position: unknown): Spot | null => {
  const found = resolvePosition(doc, position)
  if (!(found?.type instanceof Y.XmlText)) return null
  const parent = found.type.parent
  const index = parent instanceof Y.XmlElement ? blocks.indexOf(parent) : -1
  const block = blocks[index]
  if (!block) return null
  const texts = textsIn(block)
  const before = texts.slice(0, texts.indexOf(found.type))
  return { index, offset: before.reduce((sum, text) => sum + text.length, found.index) }
}

/**
 * The quote, where it stands once in a block that its paragraph became: one split from it, or itself
 * where it was moved.
 */
const quoted = (
  blocks: readonly Y.XmlElement[],
  { block, quote }: Opening,
  isThere: boolean,
): Stretch[] => {
  if (quote === '') return []
  const isHeir = (element: Y.XmlElement): boolean =>
    (!isThere && idOf(element) === block) || attributesOf(element)['s_from'] === block
  const found = blocks.flatMap((element, index) => {
    if (!isHeir(element)) return []
    const text = textIn(element)
    const from = text.indexOf(quote)
    return from >= 0 && text.indexOf(quote, from + 1) < 0
      ? [{ block: idOf(element), index, from, to: from + quote.length }]
      : []
  })
  return found.length === 1 ? found : []
}

/** Where each thread's words are now; no stretch where they are gone. */
export const stretchesOf = (
  doc: Y.Doc,
  threads: readonly Pick<Thread, 'id' | 'opening'>[],
): Map<EntryId, Stretch[]> => {
  if (threads.length === 0) return new Map()
  const keys = new Set(threads.map(({ id }) => commentKey(id)))
  const marked = markedStretches(doc, key => keys.has(key))
  const blocks = blockElements(doc)
  return new Map(
    threads.map(({ id, opening }) => {
      const own = marked.get(commentKey(id))
      if (own) return [id, own]
      const [start, end] = [spotOf(blocks, doc, opening.start), spotOf(blocks, doc, opening.end)]
      // Its words may have moved into another text.
      if (!start || !end) return [id, quoted(blocks, opening, false)]
      if (start.index !== end.index || start.offset >= end.offset)
        return [id, quoted(blocks, opening, true)]
      const block = blocks[start.index]
      return [
        id,
        [
          {
            block: block ? idOf(block) : null,
            index: start.index,
            from: start.offset,
            to: end.offset,
          },
        ],
      ]
    }),
  )
}

const positionAt = (block: Y.XmlElement, at: number, assoc: 0 | -1): unknown => {
  let left = at
  const texts = textsOf(block)
  for (const text of texts) {
    if (left <= text.length)
      return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, left, assoc))
    left -= text.length
  }
  return null
}

/**
 * The anchor of an opening at the words `from` to `to` of block number `index`; null where there
 * are none.
 */
export const anchorAt = (
  doc: Y.Doc,
  { index, from, to }: Pick<Stretch, 'index' | 'from' | 'to'>,
): Pick<Opening, 'block' | 'quote' | 'start' | 'end'> | null => {
  const block = blockElements(doc)[index]
  const id = block && idOf(block)
  if (!block || !id || from >= to || textsIn(block).length === 0) return null
  return {
    block: id,
    quote: cutShort(textIn(block).slice(from, to), longestQuote),
    start: positionAt(block, from, 0),
    // It stays with the last of the words, and not with text that is written behind them.
    end: positionAt(block, to, -1),
  }
}

/** Sets a state on words, or takes it away for null; in the caller's transaction. */
export const markWords = (
  doc: Y.Doc,
  { index, from, to }: Pick<Stretch, 'index' | 'from' | 'to'>,
  key: string,
  value: unknown,
): void => {
  const block = blockElements(doc)[index]
  if (!block || textsIn(block).length === 0) return
  restyleText(block, from, Math.min(to, lengthOf(block)), attributes => ({
    ...attributes,
    [key]: value,
  }))
}
