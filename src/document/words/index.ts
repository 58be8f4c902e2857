// Rows of words: how two differ, and how changes of both go together.
export { openHeldWords } from './held-words.ts'
export { longestRise } from './longest-rise.ts'
export {
  applied,
  bothWords,
  joinedWords,
  mergeWords,
  readsAsOne,
  splicesBetween,
  wordChanges,
  type MergedWords,
  type Splice,
} from './merge-words.ts'
export { changesBetween, difference, wordsIn, type Pin } from './word-difference.ts'
