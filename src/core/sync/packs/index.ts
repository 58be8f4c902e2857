// Packs: runs of one feed with a signature, as bytes for a transfer.
export { bundled, type Held, inOrderOfArrival, packsOf, type Run } from './pack-ranges.ts'
export {
  documentsIn,
  hollowed,
  type Item,
  type Pack,
  packLimit,
  readPack,
  readPacks,
  unpackedBytes,
  unprovenBytes,
  writePack,
} from './pack.ts'
export { apart } from './read-last.ts'
