// The page itself: what a block is, how it is numbered, how it lies in a Yjs document. Used by the
// editor, by core and by the exports, so that all three agree.
export * from './page.ts'
export { clientIdOf, type LabelledHash } from './client-id.ts'
export { isBlockId, newBlockId, type Random } from './block-id.ts'
export { genesis, genesisBlock, genesisClient } from './genesis.ts'
export { isNewerSchema, readMeta, writeMeta } from './meta.ts'
export { numberBlocks } from './numbering.ts'
export { readPage } from './read-page.ts'
export { isSafeLink } from './text.ts'
export { writeBlocks, type NewBlock } from './write-blocks.ts'
