// The files of an adoption that people outside the group read: without a profile, a clock or a network.
export {
  answerOf,
  isUnknown,
  rowsOf,
  summaryOfPack,
  languageName,
  type Added,
  type Answer,
  type Compared,
  type Looked,
  type PackSummary,
  type Row,
  type Say,
} from './answer.ts'
export { areEqual, byteOrder, fromHex, hexOf, type PackCrypto } from './bytes.ts'
export {
  largestCard,
  nameOnCard,
  readCard,
  writeCard,
  type CardKey,
  type GroupCard,
} from './card.ts'
export {
  checkPack,
  problemCodes,
  verdicts,
  type Checked,
  type Problem,
  type ProblemCode,
  type Verdict,
} from './check.ts'
export {
  largestPack,
  mostFiles,
  readContainer,
  writeContainer,
  type Container,
} from './container.ts'
export { differenceKinds, type Difference } from './differences.ts'
export { isPackName, isSignatureName, isTextName, sumsName } from './names.ts'
export {
  lineKinds,
  nameKinds,
  readHashedLines,
  readNames,
  readRecord,
  readSignatures,
  writeLines,
  type HashedLine,
  type LineKind,
  type NamedLine,
  type OneTime,
  type SaidLine,
} from './pack-lines.ts'
export type { Read, Refusal } from './refusal.ts'
export { keyIn, readSshSignature, signedBytes, sshKey, writeSshSignature } from './sshsig.ts'
export { isConsistent, readStatement, type AdoptionStatement } from './statement.ts'
export { inByteOrder, readSums, sumsOf, type Files } from './sums.ts'
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
  type TextHead,
  type TextLine,
  type TextRun,
} from './text-file.ts'
