// The commonest update by far, letters typed between two neighbours that lie side by side, told from
// all others by a few looks. For such a one no rule of the gate can be broken, so none is asked: a
// person at the keyboard waits for this. Says no wherever it is not certain, and then the whole gate
// decides; tests hold the two against each other.
import { metaName, schema } from '#shared/document'
import * as Y from 'yjs'
import type { Rules } from './checks.ts'
import type { Id, Scan, Struct } from './scan.ts'

const isAt = (item: Y.Item | null, id: Id | null): boolean =>
  item === null || id === null
    ? item === id
    : item.id.client === id.client && item.id.clock === id.clock

/** In running text, and `rightOrigin` comes just after `origin` there. */
const areNeighbours = (doc: Y.Doc, origin: Id, rightOrigin: Id | null): boolean => {
  const { client, clock } = origin
  if (clock >= Y.getState(doc.store, client)) return false
  const left: unknown = Y.getItem(doc.store, Y.createID(client, clock))
  if (!(left instanceof Y.Item)) return false
  if (!(left.parent instanceof Y.XmlText) || left.parentSub !== null) return false
  const isWithin = clock + 1 < left.id.clock + left.length
  return isWithin
    ? rightOrigin?.client === client && rightOrigin.clock === clock + 1
    : isAt(left.right, rightOrigin)
}

const isOfKnownSchema = (doc: Y.Doc): boolean => {
  const number: unknown = doc.getMap(metaName).get('schema')
  return typeof number === 'number' && number <= schema
}

const isTyped = (doc: Y.Doc, struct: Struct, { allowed }: Rules): boolean => {
  const { client, clock, length, origin, rightOrigin, content } = struct
  return (
    content.kind === 'string' &&
    length > 0 &&
    origin !== null &&
    allowed(client) &&
    clock === Y.getState(doc.store, client) &&
    areNeighbours(doc, origin, rightOrigin) &&
    isOfKnownSchema(doc)
  )
}

/** Whether an update that fits is a run of letters that keeps every rule; not, if in doubt. */
export const isPlain = (doc: Y.Doc, scan: Scan, rules: Rules): boolean => {
  const { sections, structs, deletes, trailing } = scan
  const struct = sections[0]?.structs[0]
  return (
    struct !== undefined &&
    sections.length === 1 &&
    structs === 1 &&
    deletes.length === 0 &&
    trailing === 0 &&
    rules.isRemarks !== true &&
    isTyped(doc, struct, rules)
  )
}
