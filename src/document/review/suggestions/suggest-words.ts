// Suggestions for words of one block, made in core as a window makes them while a person types
// (`track-changes.ts` there): words that come are marked as inserted, words that would go are marked
// as struck, and this author's own suggested words go at once.
import type * as Y from 'yjs'
import { type Random, type EntryId, isEntryId } from '#document/ids'
import {
  cutPieces,
  deleteText,
  insertText,
  markOf,
  restyleText,
  textsOf,
  piecesOf,
} from '#document/tree'
import type { Attributes } from '#document/model'
import { noteStruck, openSuggestion, suggestionKey } from './suggestions.ts'

export type Suggesting = { at: number; random: Random }

/** Words of a block, in UTF-16 units. */
type Part = { from: number; to: number }

/** States of words that stand for something else as one sign. */
const signs = ['s_fn', 's_to', 's_who'] as const
/** Marks of remarks on the words around, which are not about words that come between them. */
const isRemark = (key: string): boolean => /^s_(in|de|fm|lk|cm):/.test(key)

/** The suggestions that the client of this document began and that are marked so on the words. */
const ownIn = (doc: Y.Doc, what: 'inserted' | 'struck', attributes: Attributes): EntryId[] => {
  const prefix = suggestionKey(what, '' as EntryId)
  return Object.keys(attributes).flatMap(key => {
    const id = key.startsWith(prefix) && attributes[key] !== null ? key.slice(prefix.length) : ''
    return id.startsWith(`${doc.clientID.toString(36)}-`) && isEntryId(id) ? [id] : []
  })
}

const isStruck = (attributes: Attributes): boolean =>
  Object.keys(attributes).some(key => key.startsWith('s_de:') && attributes[key] !== null)

/** The words of a block with their states, cut at these places. */
const partsOf = (block: Y.XmlElement, ...cuts: number[]): (Part & { attributes: Attributes })[] => {
  let at = 0
  return cutPieces(textsOf(block).flatMap(piecesOf), ...cuts).map(piece => {
    const from = at
    at += piece.text.length
    return { from, to: at, attributes: markOf(piece) }
  })
}

/** The own suggestion that ends at `from` or begins at `to`: what follows it is part of it. */
const besides = (doc: Y.Doc, block: Y.XmlElement, { from, to }: Part): EntryId | null => {
  const parts = partsOf(block, from, to)
  const around = [parts.find(each => each.to === from), parts.find(each => each.from === to)]
  const [found] = around.flatMap(part =>
    part
      ? [...ownIn(doc, 'inserted', part.attributes), ...ownIn(doc, 'struck', part.attributes)]
      : [],
  )
  return found ?? null
}

/** Suggests plain words at a place of a block. Empty ones are no suggestion. */
export const suggestInsertion = (
  doc: Y.Doc,
  block: Y.XmlElement,
  at: number,
  words: string,
  { at: time, random }: Suggesting,
): void => {
  if (words === '') return
  const id = besides(doc, block, { from: at, to: at }) ?? openSuggestion(doc, time, random)
  insertText(block, at, words)
  restyleText(block, at, at + words.length, mark => {
    const isSign = signs.some(sign => mark[sign] !== undefined)
    const goes = Object.keys(mark).filter(key => isSign || isRemark(key))
    return {
      ...mark,
      ...Object.fromEntries(goes.map(key => [key, null])),
      [suggestionKey('inserted', id)]: 1,
    }
  })
}

/** Notes the struck words in each text of a block; a block nearly always has one. */
const noteIn = (
  doc: Y.Doc,
  block: Y.XmlElement,
  id: EntryId,
  { from, to }: Part,
  random: Random,
): void => {
  let start = 0
  for (const text of textsOf(block)) {
    const end = start + text.length
    if (from < end && to > start)
      noteStruck(doc, id, { text, from: Math.max(from - start, 0), to: to - start }, random)
    start = end
  }
}

/** Suggests to take out words of a block. Struck words stay as they are. */
export const suggestDeletion = (
  doc: Y.Doc,
  block: Y.XmlElement,
  words: Part,
  { at, random }: Suggesting,
): void => {
  const within = partsOf(block, words.from, words.to).filter(
    ({ from, to }) => from >= words.from && to <= words.to,
  )
  const [own, others] = [true, false].map(isOwn =>
    within.filter(({ attributes }) => ownIn(doc, 'inserted', attributes).length > 0 === isOwn),
  ) as [typeof within, typeof within]
  const struck = others.filter(({ attributes }) => !isStruck(attributes))
  if (struck.length > 0) {
    const id = besides(doc, block, words) ?? openSuggestion(doc, at, random)
    for (const { from, to } of struck)
      restyleText(block, from, to, mark => ({ ...mark, [suggestionKey('struck', id)]: 1 }))
    for (const part of struck) noteIn(doc, block, id, part, random)
  }
  for (const { from, to } of own.toReversed()) deleteText(block, from, to - from)
}
