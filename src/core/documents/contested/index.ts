// Client ids that several writers claim, and the other ids that their text has here.
export {
  type Apart,
  type Contest,
  type Contests,
  contestsOf,
  renamed,
  type Renames,
  renamesIn,
  rowOf,
} from './contests.ts'
export { foldEdits, piecesOf, type Span, writeDeletes, writeSection } from './fold.ts'
export {
  asBranches,
  type Branch,
  forAnother,
  type Fork,
  forksFromWire,
  forksToWire,
  type Line,
} from './forks.ts'
export {
  areOfContent,
  asMoved,
  keepMoved,
  type Leftover,
  leftoverOf,
  type Moved,
  movedIn,
  moveOut,
  renameBeside,
} from './leftover.ts'
