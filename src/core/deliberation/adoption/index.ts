// Adoption: the exact text of a question as a file, and the files that a group hands over.
export {
  largestCard,
  largestPack,
  mostFiles,
  readCard,
  readContainer,
  readTextFile,
  wordsShown,
  writeContainer,
  type Checked,
  type Container,
  type Difference,
  type Files,
  type GroupCard,
  type Problem,
  type Read,
  type TextFile,
  type TextLine,
  type Verdict,
} from '#shared/adoption'
export { cardOf, cardPair, cardWords, neededOf } from './card.ts'
export { checkFiles, packCrypto } from './checking.ts'
export {
  packFiles,
  signFiles,
  type NamedFile,
  type PackAmendment,
  type PackNames,
  type PackSource,
} from './pack.ts'
export { placesInText } from './places-in-text.ts'
export {
  lineHash,
  writeTextFile,
  type Obstacle,
  type TextSource,
  type Written,
} from './text-file.ts'
export { howToCheck, toVerifyPage, wordsOfPack } from './verify-page.ts'
