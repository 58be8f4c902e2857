// Bodies of messages and of the journal, the writers in them, and edits that are in no message yet.
export { type Authors, isSameWriter, openAuthors } from './authors.ts'
export {
  type BodyKind,
  type BodyWriter,
  type ClientRow,
  contentOf,
  type Edit,
  type EditKind,
  type Entry,
  largestBody,
  type MessageKind,
  mostWriters,
  mostWritersIn,
  type Place,
  readDetails,
  readEntry,
  readPartBody,
  readSnapshotBody,
  readStartBody,
  readUpdateBody,
  rowsFromWire,
  rowsToWire,
  type SnapshotBody,
  type UpdateBody,
  writeDetails,
  writeEntry,
  writePartBody,
  writeSnapshotBody,
  writeStartBody,
  writeUpdateBody,
} from './bodies.ts'
export { type ClientIds, clientIds } from './client-ids.ts'
export { applyFolded, foldedOf, updateOf } from './folded-state.ts'
export { openParts, type Parts } from './incomplete-snapshots.ts'
export { nextParked, park, parkAt, type ParkedEdit, parkedIn, parkedPlace } from './parked-edits.ts'
export { openUnsentEdits, type UnsentEdits } from './unsent-edits.ts'
