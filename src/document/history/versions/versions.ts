// Named versions: a member's statement that the text stood so, under a name. Entries of the log
// that comments are in, written once; the client that wrote them shows their author. An entry names
// the state of the document and the digest of its readable content, so every device finds the same
// text for it, or none: an entry that does not fit is never shown as a text.
import * as v from 'valibot'
import * as Y from 'yjs'
import { type Random, type LabelledHash, clientIn, isEntryId, type EntryId } from '#document/ids'
import { threadsName } from '#document/review/comments'
import { contentDigest } from './digest.ts'
import {
  decodeState,
  encodeState,
  hasState,
  isWholeState,
  stateOf,
  type DocumentState,
} from './document-state.ts'
import { plainText } from '#document/tree'
import { firstUnder, newEntryId, readerOf } from '#document/log'
import { pageAt } from './page-at.ts'
import type { Page } from '#document/model'

/** UTF-16 units. */
export const longestVersionName = 120

/** Bytes of one piece of a state: less than the gate takes as one value. */
const pieceBytes = 48 * 1024
const mostPieces = 64

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Entry = v.variant('kind', [
  v.object({
    kind: v.literal('version'),
    /** UTC milliseconds, as the author's device claims them. */
    at: Count,
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(longestVersionName)),
    /** The result of `contentDigest` for the page in that state. */
    digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    /** How many pieces the state is in. */
    pieces: v.pipe(Count, v.minValue(1), v.maxValue(mostPieces)),
  }),
  v.object({ kind: v.literal('state'), piece: Count, bytes: v.instance(Uint8Array) }),
])
type Entry = v.InferOutput<typeof Entry>
type Written<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }> & { clock: number }

export type Version = {
  id: EntryId
  /** The client id that named it. */
  client: number
  /** The author's own clock when the statement began. */
  clock: number
  at: number
  name: string
  digest: string
  /** Null where what it says is no state. */
  state: DocumentState | null
}

const readEntry = readerOf(Entry)

const joined = (pieces: readonly Written<'state'>[]): Uint8Array => {
  const bytes = new Uint8Array(pieces.reduce((sum, each) => sum + each.bytes.length, 0))
  let at = 0
  for (const each of pieces) {
    bytes.set(each.bytes, at)
    at += each.bytes.length
  }
  return bytes
}

/** How much was written by then; of two of which one came after the other, it says which. */
const extent = ({ state }: Version): number =>
  [...(state?.clocks.values() ?? [])].reduce((sum, clock) => sum + clock, 0)

/** Every named version, in an order that is the same everywhere, the latest last. */
export const readVersions = (doc: Y.Doc): Version[] => {
  const named = new Map<EntryId, Written<'version'>>()
  const pieces = new Map<EntryId, Written<'state'>[]>()
  for (const [key, last] of doc.getMap(threadsName)._map) {
    const [version = '', id = '', ...more] = key.split('/')
    if (!isEntryId(version) || !isEntryId(id) || more.length > 0) continue
    if (clientIn(version) !== clientIn(id)) continue
    const first = firstUnder(last, clientIn(id), readEntry)
    if (!first) continue
    const { entry, clock } = first
    if (entry.kind === 'version' && id === version) named.set(id, { ...entry, clock })
    else if (entry.kind === 'state' && id !== version) {
      const known = pieces.get(version)
      if (known) known.push({ ...entry, clock })
      else pieces.set(version, [{ ...entry, clock }])
    }
  }
  const versions = [...named].map(([id, { at, name, digest, pieces: count, clock }]): Version => {
    // A later addition of the author removes nothing.
    const own = (pieces.get(id) ?? [])
      .filter(each => each.clock < clock)
      .toSorted((a, b) => a.piece - b.piece)
    const isThere = own.length === count && own.every(({ piece }, index) => piece === index)
    return {
      id,
      client: clientIn(id),
      at,
      name: plainText(name),
      digest,
      clock: isThere ? Math.min(clock, ...own.map(each => each.clock)) : clock,
      state: isThere ? decodeState(joined(own)) : null,
    }
  })
  const order = new Map(versions.map(version => [version, extent(version)]))
  return versions.toSorted(
    (a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0) || (a.id < b.id ? -1 : 1),
  )
}

/**
 * Names the text as it stands in `doc`, as `doc.clientID`, in the caller's transaction or one of its
 * own. Throws what is no name.
 */
export const nameVersion = (
  doc: Y.Doc,
  { name, at, hash, random }: { name: string; at: number; hash: LabelledHash; random: Random },
): EntryId => {
  const newId = (): EntryId => newEntryId(doc, random)
  const state = stateOf(doc)
  const bytes = encodeState(state)
  const id = newId()
  const pieces = Math.max(1, Math.ceil(bytes.length / pieceBytes))
  const version = v.parse(Entry, {
    kind: 'version',
    at,
    name: plainText(name).trim(),
    pieces,
    digest: contentDigest(pageAt(doc, state), hash),
  })
  doc.transact(() => {
    const log = doc.getMap(threadsName)
    for (let piece = 0; piece < pieces; piece++) {
      const part = bytes.slice(piece * pieceBytes, (piece + 1) * pieceBytes)
      log.set(`${id}/${newId()}`, v.parse(Entry, { kind: 'state', piece, bytes: part }))
    }
    log.set(`${id}/${id}`, version)
  })
  return id
}

/**
 * `missing`: something that it names is not here (yet). `false`: no such text ever was, or it is not
 * the one that its author signed.
 */
export type Doubt = 'missing' | 'false'

/**
 * The page of a version, proven: the author of everything in it is known, all that is missing of
 * that was deleted, nothing in it builds on what is not in it, its author had not written more, and
 * its readable content has the signed digest. A doubt of `missing` may end; the others do not.
 */
export const pageOf = (doc: Y.Doc, version: Version, hash: LabelledHash): Page | Doubt => {
  const { state, client, clock, digest } = version
  if (!state || (state.clocks.get(client) ?? 0) > clock) return 'false'
  if (!hasState(doc, state)) return 'missing'
  if (!isWholeState(doc, state)) return 'false'
  const page = pageAt(doc, state)
  return contentDigest(page, hash) === digest ? page : 'false'
}
