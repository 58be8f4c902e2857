// Changes to whole blocks in the shared tree, without an editor.
import * as Y from 'yjs'
import type { Language } from '#shared/vocabulary'
import type { BlockId } from '#shared/ids'
import { newBlockId, type Random } from '#document/ids'
import { isBracketKey, type Attributes, type BlockKind } from '#document/model'
import {
  cutPieces,
  deltaOfPieces,
  lengthOf,
  textsOf,
  attributesOf,
  blockNodeName,
  rootOf,
  setAttribute,
  statesOfHalf,
  statesOfJoined,
  piecesOf,
  type Piece,
} from '#document/tree'
import { newBlockElement } from './write-blocks.ts'

/** How a block presents itself: what a second half and a joined block take over. */
const looks = ['s_kind', 's_lang', '__dir']

const look = (block: Y.XmlElement): Attributes =>
  Object.fromEntries(Object.entries(attributesOf(block)).filter(([key]) => looks.includes(key)))

/** A figure has one picture, so what is split off its caption is a paragraph. */
const lookOfHalf = (block: Y.XmlElement): Attributes => {
  const { s_kind: kind, ...rest } = look(block)
  const states = statesOfHalf(attributesOf(block))
  return { ...(kind !== 'figure' && kind !== undefined && { s_kind: kind }), ...rest, ...states }
}

/** Both halves of a text under negotiation are, and what is joined with it: never less than before. */
const brackets = (block: Y.XmlElement): Attributes =>
  Object.fromEntries(Object.entries(attributesOf(block)).filter(([key]) => isBracketKey(key)))

const takeBrackets = (from: Y.XmlElement, to: Y.XmlElement): void => {
  for (const [key, set] of Object.entries(brackets(from)))
    if (attributesOf(to)[key] === undefined) setAttribute(to, key, set)
}

const takeMeetingStates = (from: Y.XmlElement, to: Y.XmlElement): void => {
  const taken = statesOfJoined(attributesOf(to), attributesOf(from))
  for (const [key, value] of Object.entries(taken)) setAttribute(to, key, value)
}

const elementOf = (attributes: Attributes, pieces: readonly Piece[]): Y.XmlElement => {
  const element = new Y.XmlElement(blockNodeName)
  const text = new Y.XmlText()
  for (const [key, value] of Object.entries(attributes)) setAttribute(element, key, value)
  text.applyDelta(deltaOfPieces(pieces))
  element.insert(0, [text])
  return element
}

const allPieces = (block: Y.XmlElement): Piece[] => textsOf(block).flatMap(piecesOf)

const indexOf = (block: Y.XmlElement): number => rootOf(docOf(block)).toArray().indexOf(block)

const docOf = (block: Y.XmlElement): Y.Doc => {
  if (block.doc === null) throw new Error('The block is in no document')
  return block.doc
}

/** By the block itself: no look at those before it. */
export const removeBlock = (block: Y.XmlElement): void =>
  docOf(block).transact(transaction => block._item?.delete(transaction))

/** Puts an element after `after`, or first for null. No look at those before it. */
export const insertBlock = (doc: Y.Doc, after: Y.XmlElement | null, block: Y.XmlElement): void =>
  rootOf(doc).insertAfter(after, [block])

export const setKind = (block: Y.XmlElement, kind: BlockKind): void => {
  if ((attributesOf(block)['s_kind'] ?? 'paragraph') !== kind) setAttribute(block, 's_kind', kind)
}

/** At either end the new block is the empty one, so that no text moves. */
export const splitBlock = (
  block: Y.XmlElement,
  at: number,
  random: Random,
  id: BlockId = newBlockId(random),
): void => {
  const doc = docOf(block)
  const index = indexOf(block)
  const length = lengthOf(block)
  if (at === 0 && length > 0) {
    rootOf(doc).insert(index, [elementOf({ ...lookOfHalf(block), s_bid: id }, [])])
    return
  }
  let start = 0
  const tail = cutPieces(allPieces(block), at).filter(piece => {
    start += piece.text.length
    return start > at
  })
  const { s_bid: from } = attributesOf(block)
  const isInside = at < length
  const origin = isInside && from !== undefined ? { s_from: from } : {}
  const held = isInside ? brackets(block) : {}
  for (const text of textsOf(block).toReversed()) {
    const before = textsBefore(block, text)
    const keep = Math.max(0, at - before)
    if (keep < text.length) text.delete(keep, text.length - keep)
  }
  rootOf(doc).insert(index + 1, [
    elementOf({ ...lookOfHalf(block), s_bid: id, ...origin, ...held }, tail),
  ])
}

const textsBefore = (block: Y.XmlElement, text: Y.XmlText): number => {
  const texts = textsOf(block)
  return texts.slice(0, texts.indexOf(text)).reduce((sum, { length }) => sum + length, 0)
}

const takeLooks = (from: Y.XmlElement, to: Y.XmlElement): void => {
  for (const key of looks) {
    const value = attributesOf(from)[key]
    if (value !== undefined) setAttribute(to, key, value)
    else if (attributesOf(to)[key] !== undefined) to.removeAttribute(key)
  }
}

/**
 * Makes one of two neighbours; it looks like the first, unless that was empty. `into` is the one that
 * stays: the larger, where it is not said.
 */
export const joinBlocks = (
  first: Y.XmlElement,
  second: Y.XmlElement,
  into?: 'first' | 'second',
): void => {
  const [length, added] = [lengthOf(first), lengthOf(second)]
  if (length === 0 && into === undefined) return removeBlock(first)
  const stays = into ?? (length >= added ? 'first' : 'second')
  if (stays === 'first') {
    const text = textsOf(first).at(-1)
    text?.applyDelta([{ retain: text.length }, ...deltaOfPieces(allPieces(second))])
    takeBrackets(second, first)
    takeMeetingStates(second, first)
    if (length === 0) takeLooks(second, first)
    return removeBlock(second)
  }
  textsOf(second)[0].applyDelta(deltaOfPieces(allPieces(first)))
  takeBrackets(first, second)
  takeMeetingStates(first, second)
  if (length > 0) takeLooks(first, second)
  removeBlock(first)
}

/**
 * A shared tree cannot move an element: the block is made again, which this returns, and keeps its
 * id.
 */
export const moveBlock = (block: Y.XmlElement, after: Y.XmlElement | null): Y.XmlElement => {
  const doc = docOf(block)
  const copy = elementOf(attributesOf(block), allPieces(block))
  insertBlock(doc, after, copy)
  removeBlock(block)
  return copy
}

export const emptyParagraph = (language: Language, random: Random): Y.XmlElement =>
  newBlockElement({ kind: 'paragraph', runs: [] }, { language, random })
