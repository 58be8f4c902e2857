// Blocks written into a document without an editor, and changes of whole blocks.
export {
  emptyParagraph,
  insertBlock,
  joinBlocks,
  moveBlock,
  removeBlock,
  setKind,
  splitBlock,
} from './edit-blocks.ts'
export {
  blockMadeBy,
  blocksWithRuns,
  deleteRuns,
  hasRuns,
  placeInAll,
  reword,
  settledText,
  wordsInRuns,
  type Run,
} from './reword.ts'
export { newBlockElement, writeBlocks, writingBlocks, type NewBlock } from './write-blocks.ts'
