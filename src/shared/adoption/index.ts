// The files of an adoption that people outside the group read: without a profile, a clock or a network.
export {
  addressOf,
  directionIn,
  formatsOf,
  largestText,
  lineOf,
  readTextFile,
  textKinds,
  writeTextLines,
  type TextFile,
  type TextHead,
  type TextLine,
  type TextRun,
} from './text-file.ts'
export type { Read, Refusal } from './refusal.ts'
