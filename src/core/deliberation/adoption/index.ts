// Adoption: the exact text of a question as a file, and the files that a group hands over.
export {
  readTextFile,
  type Read,
  type Refusal,
  type TextFile,
  type TextLine,
} from '#shared/adoption'
export {
  lineHash,
  writeTextFile,
  type Obstacle,
  type TextSource,
  type Written,
} from './text-file.ts'
