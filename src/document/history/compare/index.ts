// The changes between two states, and who wrote them.
export { compareStates, isChanged, type Compared, type Deed } from './compare.ts'
export { isBy, type Authorship, type Comparison } from './compared-words.ts'
export { paragraphsAt, type SpeakerWords } from './matched-paragraphs.ts'
export { walkOver } from './placed-words.ts'
export {
  earlierPage,
  redlineBetween,
  withPlaces,
  type Redline,
  type RedlineWord,
  type WordPlace,
} from './redline.ts'
