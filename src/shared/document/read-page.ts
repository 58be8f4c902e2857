// Reads a page straight from its Yjs tree, without an editor. Whatever a peer stored, the answer is
// a page: unknown kinds, states and node types become plain read-only paragraphs.
import * as Y from 'yjs'
import { Language } from '../contract.ts'
import { isBlockId } from './block-id.ts'
import { attributesOf, blockElements, blockNodeName } from './layout.ts'
import { readMeta } from './meta.ts'
import { numberBlocks } from './numbering.ts'
import { blockKinds, type Block, type BlockKind, type Page } from './page.ts'
import { joinRuns, piecesOf, runOf } from './text.ts'

export const isBlockKind = (value: unknown): value is BlockKind =>
  (blockKinds as readonly unknown[]).includes(value)

const isLanguage = (value: unknown): value is Language =>
  (Language.options as readonly unknown[]).includes(value)

/** Text of an element in order, also of nested elements that a newer version may have made. */
const textsOf = (element: Y.XmlElement): Y.XmlText[] =>
  element.toArray().flatMap(child => {
    if (child instanceof Y.XmlText) return [child]
    return child instanceof Y.XmlElement ? textsOf(child) : []
  })

const isPlainBlock = (element: Y.XmlElement): boolean =>
  element.nodeName === blockNodeName && element.toArray().every(child => child instanceof Y.XmlText)

/** One block without its number. */
export const readBlock = (element: Y.XmlElement): Block => {
  const attributes = attributesOf(element)
  const { s_kind: kind = 'paragraph', s_bid: id, s_lang: language } = attributes
  const { s_label: label, s_from: from } = attributes
  const direction = attributes['__dir']
  const known = isPlainBlock(element) && isBlockKind(kind)
  return {
    id: isBlockId(id) ? id : null,
    kind: known ? kind : 'paragraph',
    ...(!known && { unknown: true }),
    ...(isLanguage(language) && { language }),
    ...((direction === 'ltr' || direction === 'rtl') && { direction }),
    ...(isBlockId(from) && { from }),
    ...(typeof label === 'string' && label !== '' && { label }),
    number: '',
    runs: joinRuns(textsOf(element).flatMap(piecesOf).map(runOf)),
  }
}

/** The whole page, numbered. */
export const readPage = (doc: Y.Doc): Page => {
  const meta = readMeta(doc)
  const blocks = blockElements(doc).map(readBlock)
  const numbers = numberBlocks(blocks, meta)
  return {
    meta,
    blocks: blocks.map((block, index) => ({ ...block, number: numbers[index] ?? '' })),
  }
}
