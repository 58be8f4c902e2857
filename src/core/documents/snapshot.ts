// A document's whole state as the body of one message: what it begins with where it is new.
import * as Y from 'yjs'
import type { Bytes, Encodable } from '#core/keys'
import { largestBody, writeSnapshotBody } from './bodies.ts'
import { snapshotLimits } from './gate/limits.ts'
import type { Loaded } from './loaded.ts'

/** Null when it would be larger than a message may be. */
export const snapshotOf = (
  { doc, authors }: Loaded,
  secret: Bytes,
  heads: Encodable,
): Bytes | null => {
  const state = Y.encodeStateAsUpdate(doc)
  if (state.length > snapshotLimits.bytes) return null
  const clients = authors.list(client => Y.getState(doc.store, client) > 0)
  const body = writeSnapshotBody({ secret, clients, state }, heads)
  return body.length <= largestBody ? body : null
}
