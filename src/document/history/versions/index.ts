// Named versions and earlier states of a document.
export { contentDigest } from './digest.ts'
export {
  decodeState,
  encodeState,
  hasState,
  isBefore,
  isPresent,
  nothingWritten,
  presentIn,
  stateFrom,
  stateOf,
  type DocumentState,
} from './document-state.ts'
export {
  elementsSeenBy,
  lettersIn,
  pageAround,
  pageAt,
  restoreLetters,
  setterAt,
  settersSince,
  takenOutAt,
  viewAt,
  type Letters,
} from './page-at.ts'
export {
  longestVersionName,
  nameVersion,
  pageOf,
  readVersions,
  type Doubt,
  type Version,
} from './versions.ts'
export { writersSince } from './written-words.ts'
