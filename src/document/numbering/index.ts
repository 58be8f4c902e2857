// Numbers of paragraphs, sections and figures, and references by them.
export { letter, marksOf, roman, type Mark } from './number-marks.ts'
export { schemeOf } from './numbering-schemes.ts'
export {
  levelOf,
  numberBlocks,
  openCount,
  placesOf,
  type Numbering,
  type Path,
} from './numbering.ts'
export {
  followsName,
  notedWords,
  readingsIn,
  referencesOf,
  referenceTo,
  spokenPage,
} from './paragraph-references.ts'
