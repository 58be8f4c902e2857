// Undo and redo, and the blocks that no step may change.
export {
  harmToKept,
  keptNotes,
  isPlain,
  keptLinesOf,
  leavesKept,
  locksWords,
  type KeptBlocks,
  type StrayHow,
  type There,
} from './kept-blocks.ts'
export { PageUndo } from './page-undo.ts'
