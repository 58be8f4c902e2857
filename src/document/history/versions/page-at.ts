// Reads the page of any earlier state out of the document as it is now, without building another one.
import * as Y from 'yjs'
import { isPresent, presentIn, type DocumentState } from './document-state.ts'
import {
  blockElements,
  metaName,
  rootOf,
  pageSeenBy,
  textsIn,
  type View,
  type Piece,
} from '#document/tree'
import type { Attributes, Page } from '#document/model'

/** Characters that one client wrote in a row, from `clock` on. */
export type Letters = Piece & { client: number; clock: number }

/** The value under a key of a map or of an element in a state, and the client that set it. */
const setIn = (
  last: Y.Item,
  { clocks, deleted }: DocumentState,
): { value: unknown; client: number } | undefined => {
  for (let item: Y.Item | null = last; item !== null; item = item.left) {
    const { client, clock } = item.id
    // Values that were overwritten since may have become one item.
    const end = Math.min(clock + item.length, clocks.get(client) ?? 0)
    if (end <= clock) continue
    if (!isPresent({ clocks, deleted }, client, end - 1)) return undefined
    return { value: item.content.getContent()[end - 1 - clock], client }
  }
  return undefined
}

/** The client that set a value of an element as it is in a state; undefined where there is none. */
export const setterAt = (
  element: Y.XmlElement,
  key: string,
  state: DocumentState,
): number | undefined => {
  const last = element._map.get(key)
  return last && setIn(last, state)?.client
}

/** The clients that set a property of the document from one state to the other, also where another set it since. */
export const settersSince = (
  doc: Y.Doc,
  key: string,
  { from, to }: { from: DocumentState; to: DocumentState },
): number[] => {
  const clients = new Set<number>()
  for (let item = doc.getMap(metaName)._map.get(key) ?? null; item !== null; item = item.left) {
    const { client, clock } = item.id
    const begin = Math.max(clock, from.clocks.get(client) ?? 0)
    if (begin < Math.min(clock + item.length, to.clocks.get(client) ?? 0)) clients.add(client)
  }
  return [...clients]
}

/**
 * The item of a value that was taken out by this state. Undefined where another value came behind it since: its writer
 * may have replaced the same item, and their message would name it too.
 */
export const takenOutAt = (
  element: Y.XmlElement,
  key: string,
  state: DocumentState,
): { client: number; clock: number } | undefined => {
  const last = element._map.get(key)
  if (!last) return undefined
  const { client } = last.id
  const clock = last.id.clock + last.length - 1
  const isKnown = clock < (state.clocks.get(client) ?? 0)
  return isKnown && !isPresent(state, client, clock) ? { client, clock } : undefined
}

/** The characters of a text that `isThere` in `state`, in order. */
export function* lettersIn(text: Y.Text, state: DocumentState): Generator<Letters> {
  let attributes: Attributes = {}
  for (let item = text._start; item !== null; item = item.right) {
    const { content, length } = item
    const { client, clock } = item.id
    if (content instanceof Y.ContentFormat) {
      if (!isPresent(state, client, clock)) continue
      const { [content.key]: _, ...others } = attributes
      attributes = content.value === null ? others : { ...others, [content.key]: content.value }
    } else if (content instanceof Y.ContentString) {
      for (const { from, to } of presentIn(state, client, clock, clock + length))
        yield { text: content.str.slice(from - clock, to - clock), attributes, client, clock: from }
    }
  }
}

/** Letters beside each other that look the same, as one: a long history has them in many parts. */
const joined = (letters: readonly Letters[]): Piece[] => {
  const pieces: Piece[] = []
  for (const { text, attributes } of letters) {
    const last = pieces.at(-1)
    if (last?.attributes === attributes) last.text += text
    else pieces.push({ text, attributes })
  }
  return pieces
}

export type ViewAt = View & { letters(text: Y.Text): readonly Letters[] }

/** How `read-page.ts` sees a document in an earlier state. Reads each text once. */
export const viewAt = (state: DocumentState): ViewAt => {
  const read = new Map<Y.Text, readonly Letters[]>()
  const letters = (text: Y.Text): readonly Letters[] => {
    const known = read.get(text) ?? [...lettersIn(text, state)]
    read.set(text, known)
    return known
  }
  return {
    letters,
    pieces: text => joined(letters(text)),
    children(element) {
      const found: unknown[] = []
      for (let item = element._start; item !== null; item = item.right)
        if (
          item.content instanceof Y.ContentType &&
          isPresent(state, item.id.client, item.id.clock)
        )
          found.push(item.content.type)
      return found
    },
    attributes(element) {
      const found: Attributes = {}
      for (const [key, last] of element._map) {
        const value = setIn(last, state)?.value
        if (value !== undefined) found[key] = value
      }
      return found
    },
    meta(doc, key) {
      const last = doc.getMap(metaName)._map.get(key)
      return last && setIn(last, state)?.value
    },
  }
}

/** The whole page as it was, numbered. `doc` must have the state. */
export const pageAt = (doc: Y.Doc, state: DocumentState): Page => pageSeenBy(doc, viewAt(state))

/**
 * The page in a state that leaves out the words of one author but keeps those of others: where
 * these stand in an element that is left out, it is there for them. `doc` must have both states,
 * and `whole` both words.
 */
export const pageAround = (doc: Y.Doc, state: DocumentState, whole: DocumentState): Page => {
  const [view, all] = [viewAt(state), viewAt(whole)]
  const isIn = (item: Y.Item | null): boolean =>
    item === null || isPresent(state, item.id.client, item.id.clock)
  const children = (element: Y.XmlElement): unknown[] => {
    const known = new Set([...view.children(element), ...all.children(element).filter(holds)])
    const inOrder: unknown[] = []
    for (let item = element._start; item !== null; item = item.right)
      if (item.content instanceof Y.ContentType && known.has(item.content.type))
        inOrder.push(item.content.type)
    return inOrder
  }
  const holds = (child: unknown): boolean =>
    child instanceof Y.XmlText
      ? view.letters(child).length > 0
      : child instanceof Y.XmlElement && children(child).length > 0
  return pageSeenBy(doc, {
    ...view,
    children,
    attributes: element => (isIn(element._item) ? view : all).attributes(element),
  })
}

type Splice = { at: number; remove: number } | { at: number; insert: Letters }

/** The splices that turn the present letters of a text into those of a state. */
const splicesTo = (text: Y.Text, state: DocumentState): Splice[] => {
  const present = new Map<string, Letters>()
  for (const letters of lettersIn(text, state))
    present.set(`${letters.client} ${letters.clock}`, letters)
  const splices: Splice[] = []
  let at = 0
  for (let item = text._start; item !== null; item = item.right) {
    const { content, length, deleted, countable } = item
    const { client, clock } = item.id
    if (!(content instanceof Y.ContentString)) {
      if (countable && !deleted) at += length
      continue
    }
    let from = clock
    const leave = (to: number): void => {
      if (!deleted && to > from) splices.push({ at, remove: to - from })
      if (!deleted) at += to - from
    }
    for (const span of presentIn(state, client, clock, clock + length)) {
      leave(span.from)
      const insert = present.get(`${client} ${span.from}`)
      if (deleted && insert) splices.push({ at, insert })
      if (!deleted) at += span.to - span.from
      from = span.to
    }
    leave(clock + length)
  }
  return splices
}

/** Makes the letters of every block, as it is now, those of a state: each keeps its place and its author. */
export const restoreLetters = (doc: Y.Doc, state: DocumentState): void =>
  doc.transact(() => {
    for (const block of blockElements(doc))
      for (const text of textsIn(block))
        for (const splice of splicesTo(text, state).toReversed()) {
          if ('remove' in splice) text.delete(splice.at, splice.remove)
          else text.insert(splice.at, splice.insert.text, splice.insert.attributes)
        }
  })

/** Every block element in order, as it was. */
export const elementsSeenBy = (doc: Y.Doc, view: View): Y.XmlElement[] =>
  view.children(rootOf(doc)).filter(child => child instanceof Y.XmlElement)
