// A text as its readers have it: found, counted, shortened and printed.
export { bracketSigns, edgesOf, printBrackets, printedRuns } from './bracket-print.ts'
export { emptyLinesIn, emptyLinesOn, type EmptyLine } from './empty-lines.ts'
export { findPlaces } from './find-place.ts'
export { findWords, type Found, type Sought } from './find-words.ts'
export { firstBlocks } from './first-blocks.ts'
export { lengthLimitOf, linesOf, pagesOf, type LengthLimit } from './length-limits.ts'
export { printedWords, readersPage, readersWords } from './readers-words.ts'
export {
  countParagraphs,
  countParagraphsOn,
  countWords,
  countWordsIn,
  type CountedLine,
} from './word-count.ts'
