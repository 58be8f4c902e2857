// Names of blocks, of entries and of the clients that write them.
export { isBlockId, newBlockId, type Random } from './block-id.ts'
export { clientIdOf, idBeside, type LabelledHash, type Writer } from './client-id.ts'
export { clientIn, drawnIn, EntryId, isEntryId } from './entry-id.ts'
