// Compares clocks of an update that are here already with the document. The same text twice does no
// harm; other text under the same clocks means that its device signed two histories.
import * as Y from 'yjs'
import type { Content, Id, Struct } from './scan.ts'

const isId = (a: Id | null, b: Id | null): boolean =>
  a === null || b === null ? a === b : a.client === b.client && a.clock === b.clock

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff
const replacement = 0xfffd

/** Yjs replaces half a surrogate pair when an edit splits it; both forms are the same writing. */
const sameText = (a: string, b: string): boolean => {
  if (a === b) return true
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)]
    const isSplit =
      (one === replacement && isSurrogate(other)) || (other === replacement && isSurrogate(one))
    if (one !== other && !isSplit) return false
  }
  return true
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const sameValue = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (!isRecord(a) || !isRecord(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  )
}

const typeClasses = {
  list: Y.Array,
  map: Y.Map,
  words: Y.Text,
  element: Y.XmlElement,
  fragment: Y.XmlFragment,
  hook: Y.XmlHook,
  text: Y.XmlText,
} as const

const sameType = (type: Y.AbstractType<unknown>, content: Content & { kind: 'type' }): boolean =>
  type.constructor === typeClasses[content.type] &&
  (!(type instanceof Y.XmlElement) || type.nodeName === content.name)

/** Compares units `from` to `to` of the update's content with units `at`… of the stored one. */
const sameContent = (
  stored: Y.Item['content'],
  at: number,
  content: Content,
  from: number,
  to: number,
): boolean => {
  switch (content.kind) {
    case 'string':
      return (
        stored instanceof Y.ContentString &&
        sameText(stored.str.slice(at, at + to - from), content.text.slice(from, to))
      )
    case 'any':
      return (
        stored instanceof Y.ContentAny &&
        content.values
          .slice(from, to)
          .every((value, index) => sameValue(stored.arr[at + index], value))
      )
    case 'format':
      return (
        stored instanceof Y.ContentFormat &&
        stored.key === content.key &&
        sameValue(stored.value, content.values[0])
      )
    case 'type':
      return stored instanceof Y.ContentType && sameType(stored.type, content)
    default:
      return false
  }
}

const sameParent = (doc: Y.Doc, parent: string | Id, stored: Y.Item): boolean => {
  if (!(stored.parent instanceof Y.AbstractType)) return false
  const holder = stored.parent._item
  if (typeof parent === 'string') return holder === null && doc.share.get(parent) === stored.parent
  return holder !== null && isId(holder.id, parent)
}

/** The stored item with the clock of `struct` at `offset`, against the same part of `struct`. */
const samePart = (
  doc: Y.Doc,
  struct: Struct,
  stored: Y.Item,
  offset: number,
  to: number,
): boolean => {
  const before = { client: struct.client, clock: struct.clock + offset - 1 }
  const at = struct.clock + offset - stored.id.clock
  return (
    isId(offset === 0 ? struct.origin : before, at === 0 ? stored.origin : before) &&
    isId(struct.rightOrigin, stored.rightOrigin) &&
    (offset > 0 ||
      struct.parent === null ||
      (struct.key === stored.parentSub && sameParent(doc, struct.parent, stored))) &&
    sameContent(stored.content, at, struct.content, offset, to)
  )
}

/** True when every clock of `struct` that `doc` holds already is the same there. */
export const agreesWithKnown = (doc: Y.Doc, struct: Struct): boolean => {
  const { client, clock, length } = struct
  const end = Math.min(length, Y.getState(doc.store, client) - clock)
  const structs = doc.store.clients.get(client)
  if (end <= 0 || !structs) return true
  let index = Y.findIndexSS(structs, clock)
  for (let offset = 0; offset < end; index++) {
    const stored = structs[index]
    if (!(stored instanceof Y.Item)) return false
    const to = Math.min(end, stored.id.clock + stored.length - clock)
    if (!samePart(doc, struct, stored, offset, to)) return false
    offset = to
  }
  return true
}
