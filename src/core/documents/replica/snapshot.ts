// A document's whole state as the bodies of messages, from which a new copy begins. One message
// where it fits into one, else a first that stands alone and parts that follow it.
import * as Y from 'yjs'
import type { Bytes, Encodable } from '#core/keys'
import { documentIdOf } from '#core/messages'
import { forAnother, forksToWire } from '../contested/index.ts'
import {
  largestBody,
  writePartBody,
  writeSnapshotBody,
  writeStartBody,
  type BodyKind,
  type ClientRow,
} from '../bodies/index.ts'
import { snapshotLimits, type Scan } from '../gate/index.ts'
import type { DocumentReplica } from './document-replica.ts'
import { statePieces } from './state-pieces.ts'

/** Room for everything else in it: the heads of thousands of feeds. */
const headBytes = 16_384

/** Bytes of a row in a body, at most. */
const rowBytes = 112

export type Content = { kind: BodyKind; body: Bytes }

/** One `snapshot`, or a `snapshot-start` with its `snapshot-part`s in order. */
export const snapshotOf = (
  { id, doc, authors, contests: { forks } }: DocumentReplica,
  secret: Bytes,
  heads: Encodable,
): Content[] => {
  const all = authors.list(client => Y.getState(doc.store, client) > 0)
  const fits = ({ structs, deletes, sections }: Scan, bytes: number): boolean =>
    bytes <= snapshotLimits.bytes &&
    bytes + sections.length * rowBytes <= largestBody - headBytes &&
    structs <= snapshotLimits.structs &&
    deletes.length <= snapshotLimits.deletes
  const [first, ...rest] = statePieces(doc, fits).map(({ update, clients }) => {
    const here = new Set(clients)
    return { update, clients: all.filter(({ client }) => here.has(client)) }
  })
  if (!first) throw new TypeError('a state that is none')
  const isBeginner = ({ device }: ClientRow): boolean => documentIdOf(device, secret) === id
  // A reader of the first message must find the beginner of the document there.
  const beginner = first.clients.some(isBeginner) ? [] : all.filter(isBeginner).slice(0, 1)
  const clients = [...first.clients, ...beginner]
  // Only a newcomer begins a document with forks.
  const told = forks.any()
    ? { forks: forksToWire({ forks: forks.all().map(forAnother), lines: forks.lines() }) }
    : {}
  const begun = { secret, clients, state: first.update, ...told }
  if (rest.length === 0) return [{ kind: 'snapshot', body: writeSnapshotBody(begun, heads) }]
  const start = writeStartBody({ ...begun, parts: rest.length }, heads)
  return [
    { kind: 'snapshot-start', body: start },
    ...rest.map((part): Content => ({ kind: 'snapshot-part', body: writePartBody(part) })),
  ]
}

/**
 * The same for another device. `kept`: read once more where the disk refused a part of the shown
 * text; destroyed here. The missing part need not come again, and only the receiver would keep it. Where
 * text of this device builds on it, it waits for that part, and the receiver has both.
 */
export const givenOf = (
  { document, kept }: { document: DocumentReplica; kept: DocumentReplica | null },
  secret: Bytes,
  heads: Encodable,
): Content[] => {
  try {
    return snapshotOf(kept && !kept.lacks ? kept : document, secret, heads)
  } finally {
    kept?.doc.destroy()
  }
}
