// Deletions that core has already. Yjs writes all deletions of a text into each state, so a window that is
// loaded again says them all beside what core lacks.
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { presentIn, stateOf } from '#document/history/versions'
import { writeDeletes } from '../contested/index.ts'
import { scanUpdate, type Range } from '../gate/index.ts'

/** The update without them. Malformed updates stay as they are: the gate refuses them. */
export const withoutKnownDeletions = (doc: Y.Doc, update: Bytes): Bytes => {
  const scan = scanUpdate(update)
  if (typeof scan === 'string') return update
  const state = stateOf(doc)
  const deletes = scan.deletes.flatMap(({ client, clock, length }): Range[] => {
    const end = clock + length
    const begin = Math.max(clock, state.clocks.get(client) ?? 0)
    const known = presentIn(state, client, clock, end)
    const all = begin < end ? [...known, { from: begin, to: end }] : known
    return all.map(({ from, to }) => ({ client, clock: from, length: to - from }))
  })
  const encoder = new Y.UpdateEncoderV1()
  writeDeletes(encoder, deletes)
  const [structs, rest] = [update.subarray(0, scan.deletesAt), encoder.toUint8Array()]
  const left = new Uint8Array(structs.length + rest.length)
  left.set(structs)
  left.set(rest, structs.length)
  return left
}
