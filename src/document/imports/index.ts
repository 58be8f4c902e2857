// Blocks, typed numbers, suggestions and comments that a file brings in.
export type { BroughtChange, BroughtPlace } from './brought-changes.ts'
export {
  broughtMark,
  withRemarkIds,
  writingRemarks,
  type BroughtComment,
  type BroughtRemark,
} from './brought-remarks.ts'
export { cleanText, hasNoise, mustBeFew, type Imported, type ImportNote } from './imported.ts'
export { typedNumbers, withoutStart, withoutTypedNumber, type Marked } from './typed-numbers.ts'
