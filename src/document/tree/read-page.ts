// Reads a page straight from its Yjs tree, without an editor. The answer is a page for any stored
// tree: unknown kinds, states and node types become plain read-only paragraphs.
import * as Y from 'yjs'
import { Language } from '#shared/vocabulary'
import { DocumentId } from '#shared/ids'
import * as v from 'valibot'
import { isBlockId } from '#document/ids'
import {
  bracketIn,
  uniteBrackets,
  cellIn,
  alternativeFrom,
  alternativeKey,
  pictureKey,
  pictureNamed,
  type Attributes,
  blockKinds,
  type Block,
  type BlockKind,
  type Page,
  isPrompt,
} from '#document/model'
import { attributesOf, blockNodeName, metaName, rootOf } from './layout.ts'
import { keptRestricted, meetingStatesIn } from './block-states.ts'
import { metaFrom } from './meta.ts'
import { numberBlocks } from '#document/numbering'
import { noteBody, notesIn, runsAround } from './notes.ts'
import { joinRuns, piecesOf, runOf, type Piece } from './text.ts'

export const isBlockKind = (value: unknown): value is BlockKind =>
  (blockKinds as readonly unknown[]).includes(value)

const isDocumentId = (value: unknown): value is DocumentId => v.is(DocumentId, value)

const isLanguage = (value: unknown): value is Language =>
  (Language.options as readonly unknown[]).includes(value)

/** How a document is looked at: as it is now, or as it was. */
export type View = {
  children(element: Y.XmlElement): unknown[]
  attributes(element: Y.XmlElement): Attributes
  pieces(text: Y.Text): Piece[]
  meta(doc: Y.Doc, key: string): unknown
}

const viewNow: View = {
  children: element => element.toArray(),
  attributes: attributesOf,
  pieces: piecesOf,
  meta: (doc, key) => doc.getMap(metaName).get(key),
}

/** Text of an element in order, also of nested elements that a newer version may have made. */
export const textsIn = (element: Y.XmlElement, view = viewNow): Y.XmlText[] =>
  view.children(element).flatMap(child => {
    if (child instanceof Y.XmlText) return [child]
    return child instanceof Y.XmlElement ? textsIn(child, view) : []
  })

const isPlainBlock = (element: Y.XmlElement, view: View): boolean =>
  element.nodeName === blockNodeName &&
  view.children(element).every(child => child instanceof Y.XmlText)

/** One block without its number. */
export const readBlock = (element: Y.XmlElement, view = viewNow): Block => {
  const attributes = view.attributes(element)
  const { s_kind: kind = 'paragraph', s_bid: id, s_lang: language } = attributes
  const { s_label: label, s_ref: ref, s_from: from, s_prompt: prompt } = attributes
  const direction = attributes['__dir']
  const bracket = bracketIn(attributes)
  const known = isPlainBlock(element, view) && isBlockKind(kind)
  const isWithheld = typeof label === 'string' && label !== ''
  // The placeholder of a withheld table is no part of one.
  const cell = known && !isWithheld ? cellIn(attributes) : undefined
  const isFigure = known && !cell && kind === 'figure'
  const picture = isFigure ? pictureNamed(attributes[pictureKey]) : undefined
  const alternative = isFigure ? alternativeFrom(attributes[alternativeKey]) : ''
  const meeting = meetingStatesIn(isWithheld ? keptRestricted(attributes) : attributes)
  return {
    id: isBlockId(id) ? id : null,
    kind: known && !cell ? kind : 'paragraph',
    ...(!known && { unknown: true }),
    ...(isLanguage(language) && { language }),
    ...((direction === 'ltr' || direction === 'rtl') && { direction }),
    ...(isBlockId(from) && { from }),
    ...(isWithheld && { label }),
    ...(isWithheld && isDocumentId(ref) && { ref }),
    ...(bracket && { bracket }),
    ...(cell && { cell }),
    ...(picture && { picture }),
    ...(alternative !== '' && { alternative }),
    ...(isPrompt(prompt) && { prompt }),
    ...(meeting && { meeting }),
    number: '',
    runs: joinRuns(textsIn(element, view).flatMap(view.pieces).map(runOf).flatMap(runsAround)),
  }
}

const noteText = (doc: Y.Doc, id: string, view: View): string => {
  const body = noteBody(doc, id)
  return body === null
    ? ''
    : view
        .pieces(body)
        .map(({ text }) => text)
        .join('')
}

/** The whole page, numbered. */
export const pageSeenBy = (doc: Y.Doc, view: View): Page => {
  const meta = metaFrom(key => view.meta(doc, key))
  const blocks = uniteBrackets(
    view
      .children(rootOf(doc))
      .filter(child => child instanceof Y.XmlElement)
      .map(element => readBlock(element, view)),
  )
  const numbers = numberBlocks(blocks, meta)
  const notes = notesIn(blocks).map(id => ({ id, text: noteText(doc, id, view) }))
  return {
    meta,
    blocks: blocks.map((block, index) => ({ ...block, number: numbers[index] ?? '' })),
    ...(notes.length > 0 && { notes }),
  }
}

/** As it is now. */
export const readPage = (doc: Y.Doc): Page => pageSeenBy(doc, viewNow)
