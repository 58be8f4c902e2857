// The files of an adoption that people outside the group read: without a profile, a clock or a network.
export {
  answerOf,
  isUnknown,
  rowsOf,
  summaryOfPack,
  languageName,
  type Added,
  type Compared,
  type Looked,
  type PackSummary,
  type Row,
  type Say,
} from './answer.ts'
export { byteOrder, hexOf, type PackCrypto } from './bytes.ts'
export {
  largestCard,
  nameOnCard,
  readCard,
  writeCard,
  type CardKey,
  type GroupCard,
} from './card.ts'
export { checkPack, type Checked, type Problem, type Verdict } from './check.ts'
export {
  largestPack,
  mostFiles,
  readContainer,
  writeContainer,
  type Container,
} from './container.ts'
export { type Difference } from './differences.ts'
export { isSignatureName, isTextName, sumsName } from './names.ts'
export { readRecord, writeLines } from './pack-lines.ts'
export type { Read } from './refusal.ts'
export { readSshSignature, signedBytes, writeSshSignature } from './sshsig.ts'
export { isConsistent, readStatement } from './statement.ts'
export { sumsOf, type Files } from './sums.ts'
export {
  addressOf,
  directionIn,
  formatsOf,
  largestText,
  lineOf,
  readTextFile,
  textKinds,
  wordsShown,
  writeTextLines,
  type TextFile,
  type TextLine,
  type TextRun,
} from './text-file.ts'
