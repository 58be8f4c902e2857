// How a page lies in its Yjs document, and how it is read from there.
export {
  attributesOfMeeting,
  clearRestricted,
  longestPresenter,
  meetingKey,
  meetingStatesIn,
  mostPapers,
  setMeetingStates,
  statesForOthers,
  statesOfHalf,
  statesOfJoined,
} from './block-states.ts'
export { switchOffCleanup } from './cleanup.ts'
export {
  clamp,
  cutPieces,
  cutShort,
  deleteText,
  deltaOfPieces,
  formatText,
  insertReference,
  insertText,
  lengthOf,
  linkText,
  markOf,
  plainLines,
  plainText,
  restyleText,
  textsOf,
} from './edit-text.ts'
export { everyElement, idOfElement, lastUnder, sourcesOf } from './every-element.ts'
export {
  attributesOf,
  blockElements,
  blockNamed,
  blockNodeName,
  formatBits,
  formats as textFormats,
  metaName,
  notesName,
  rootName,
  rootOf,
  setAttribute,
} from './layout.ts'
export { isNewer, isNewerSchema, readMeta, writeMeta } from './meta.ts'
export {
  isNoteId,
  newNoteId,
  noteBody,
  notesIn,
  numbersOf,
  openNote,
  textWithNotes,
} from './notes.ts'
export { applyOpened } from './opened-text.ts'
export { resolvePosition } from './position.ts'
export { isBlockKind, pageSeenBy, readBlock, readPage, textsIn, type View } from './read-page.ts'
export {
  attributesForRun,
  deltaOfRuns,
  joinRuns,
  piecesOf,
  runOf,
  textFromRuns,
  type Piece,
} from './text.ts'
