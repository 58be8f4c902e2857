// Signed messages and their packs, as bytes. The exchange judges them, and the archive keeps closed
// runs of them in the same encoding.
export {
  bodySays,
  documentIdOf,
  isContent,
  readHeadsBody,
  secretOfSnapshot,
  writeHeadsBody,
  type ContentKind,
} from './body.ts'
export { mostBundled, type SecretOf } from './codec/column-pack.ts'
export { decodeBundle, decodeColumns } from './codec/decode.ts'
export { encodeBundle, encodeColumns, encodeStored } from './codec/encode.ts'
export type * from './delivery.ts'
export { deflate, inflate, mostMade } from './codec/inflate.ts'
export * from './message.ts'
export { mostItems, packLimit, type Item, type Pack } from './run-of-items.ts'
