// Plain letters: the commonest update by far, letters typed between two neighbours that lie side by
// side, is recognised by a few checks. Such an update cannot break a rule of the gate, so none is
// checked: a person at the keyboard waits for this. In doubt the answer is no, and the whole gate
// decides; tests compare the two.
import type { Bytes } from '#core/keys'
import { metaName } from '#document/tree'
import { schema } from '#document/model'
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

/** Bytes of a key or of a short word: the edits that a person waits for are no longer. */
const fewBytes = 64
/**
 * The first byte of an item of letters whose neighbours show its parent: without and with a right
 * one.
 */
const lettersAfter = 0x84
const lettersBetween = 0xc4

/**
 * The one struct of an update that is letters of ASCII behind others and nothing else, read without
 * the general decoder; null for every other update, and wherever a number is no safe one. The
 * result is equal to that of `scanUpdate`.
 */
export const readLetters = (update: Bytes): Struct | null => {
  if (update.length > fewBytes) return null
  let at = 0
  const number = (): number => {
    let value = 0
    for (let scale = 1; scale <= Number.MAX_SAFE_INTEGER; scale *= 128) {
      const byte = update[at++]
      if (byte === undefined) return Number.NaN
      value += (byte & 127) * scale
      if (byte < 128) return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN
    }
    return Number.NaN
  }
  if (number() !== 1 || number() !== 1) return null
  const client = number()
  const clock = number()
  const info = update[at++]
  if (info !== lettersAfter && info !== lettersBetween) return null
  const origin = { client: number(), clock: number() }
  const rightOrigin = info === lettersBetween ? { client: number(), clock: number() } : null
  const length = number()
  let text = ''
  for (const end = at + length; at < end; at++) {
    const byte = update[at]
    if (byte === undefined || byte > 127) return null
    text += String.fromCharCode(byte)
  }
  // No deletions, and nothing behind them.
  if (number() !== 0 || at !== update.length) return null
  const ids = client + origin.client + origin.clock
  const right = rightOrigin ? rightOrigin.client + rightOrigin.clock : 0
  if (Number.isNaN(ids + right) || !Number.isSafeInteger(clock + length)) return null
  const content = { kind: 'string', text } as const
  return { client, clock, origin, rightOrigin, parent: null, key: null, content, length }
}

/** The struct of `readLetters`, where it keeps every rule. */
export const plainLetters = (doc: Y.Doc, update: Bytes, rules: Rules): Struct | null => {
  const struct = rules.isRemarks === true ? null : readLetters(update)
  return struct && isTyped(doc, struct, rules) ? struct : null
}

/** Whether an update that fits is a run of letters that keeps every rule; false in doubt. */
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
