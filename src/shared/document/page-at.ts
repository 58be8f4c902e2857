// Reads the page of any earlier state out of the document as it is now, without building another one.
import * as Y from 'yjs'
import { isPresent, presentIn, type DocumentState } from './document-state.ts'
import { metaName, rootOf, type Attributes } from './layout.ts'
import type { Page } from './page.ts'
import { pageSeenBy, type View } from './read-page.ts'
import type { Piece } from './text.ts'

/** Characters that one client wrote in a row, from `clock` on. */
export type Letters = Piece & { client: number; clock: number }

/** What stood under a key of a map or of an element in a state. */
const valueIn = (last: Y.Item, { clocks, deleted }: DocumentState): unknown => {
  for (let item: Y.Item | null = last; item !== null; item = item.left) {
    const { client, clock } = item.id
    // Values that were overwritten since may have become one item.
    const end = Math.min(clock + item.length, clocks.get(client) ?? 0)
    if (end <= clock) continue
    if (!isPresent({ clocks, deleted }, client, end - 1)) return undefined
    return item.content.getContent()[end - 1 - clock]
  }
  return undefined
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
        const value = valueIn(last, state)
        if (value !== undefined) found[key] = value
      }
      return found
    },
    meta(doc, key) {
      const last = doc.getMap(metaName)._map.get(key)
      return last && valueIn(last, state)
    },
  }
}

/** The whole page as it was, numbered. `doc` must have the state. */
export const pageAt = (doc: Y.Doc, state: DocumentState): Page => pageSeenBy(doc, viewAt(state))

/** Every block element in order, as it was. */
export const elementsSeenBy = (doc: Y.Doc, view: View): Y.XmlElement[] =>
  view.children(rootOf(doc)).filter(child => child instanceof Y.XmlElement)
