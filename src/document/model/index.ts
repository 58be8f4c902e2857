// A page as plain data, and the states of its blocks.
export type { Attributes } from './attributes.ts'
export { bracketIn, bracketKey, isBracketKey, renameBrackets, uniteBrackets } from './brackets.ts'
export {
  attributesOfCell,
  cellIn,
  cellKey,
  cellName,
  cellNamed,
  headKey,
  type Cell,
} from './cells.ts'
export { Day } from './day.ts'
export {
  alternativeFrom,
  alternativeKey,
  attributesOfFigure,
  figureMark,
  isPictureSize,
  largestPicture,
  longestAlternative,
  mostPictures,
  pictureKey,
  pictureName,
  pictureNamed,
  type Picture,
  type PictureType,
} from './figures.ts'
export { isSafeLink, linkAddress } from './link-address.ts'
export {
  speakerNamings,
  type BlockElsewhere,
  type MeetingStates,
  type SpeakerNaming,
} from './meeting-states.ts'
export {
  blockKinds,
  blockText,
  noteSign,
  runElements,
  schema,
  settledBlock,
  settledPage,
  type Block,
  type BlockKind,
  type Format,
  type Formats,
  type InBrackets,
  type Note,
  type Page,
  type PageMeta,
  type PlacePart,
  type Reading,
  type Reference,
  type Run,
  type Standing,
} from './page.ts'
export { isPrompt, prompts, type Prompt } from './prompts.ts'
