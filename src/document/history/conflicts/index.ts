// Merges that a person should read, and wordings of which one stays.
export { FormattedWords, ValueName } from './merge-names.ts'
export {
  mergeReview,
  readForReview,
  type Clash,
  type ReviewPage,
  type Side,
} from './merge-review.ts'
export { asItStands, standingIn } from './merge-values.ts'
export {
  isWordingEntry,
  isWordingSettled,
  sayWording,
  wordingKept,
  wordingsSaid,
  isSeconded,
} from './wordings.ts'
