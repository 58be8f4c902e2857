// The folded state of a document as it lies on the disk: a Yjs V2 update, which puts values of one
// sort together, compressed. It takes a tenth of a V1 update. It comes from the archive alone, which
// knows that nobody changed it: Yjs reads V2 bytes of others without an end.
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import type { Snapshot } from '#core/archive'
import type { Bytes } from '#core/keys'
import * as Y from 'yjs'

type Folded = Pick<Snapshot, 'state' | 'coding'>

/** The next quality takes five times as long and gains a thirtieth. */
const quality = 4

/** `bytes`: the length before the compression, by which the time to read it goes. */
export const foldedOf = (doc: Y.Doc): Folded & { bytes: number } => {
  const update = Y.encodeStateAsUpdateV2(doc)
  const state = brotliCompressSync(update, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: update.length,
    },
  })
  return { state: new Uint8Array(state), coding: 'compressed', bytes: update.length }
}

const inflated = (state: Bytes): Bytes => new Uint8Array(brotliDecompressSync(state))

/**
 * Applies a folded state and returns the length that it has without compression. `updateV2`: the state
 * itself; null where an earlier version wrote it.
 */
export const applyFolded = (
  doc: Y.Doc,
  { state, coding }: Folded,
): { bytes: number; updateV2: Bytes | null } => {
  if (coding === 'update') {
    Y.applyUpdate(doc, state)
    return { bytes: state.length, updateV2: null }
  }
  const updateV2 = inflated(state)
  Y.applyUpdateV2(doc, updateV2)
  return { bytes: updateV2.length, updateV2 }
}

/** The same state as a V1 update. */
export const updateOf = ({ state, coding }: Folded): Bytes =>
  coding === 'update' ? state : Y.convertUpdateFormatV2ToV1(inflated(state))
