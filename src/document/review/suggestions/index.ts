// Suggestions for words and for whole paragraphs, and their verdicts.
export { dropDoubled } from './doubled-words.ts'
export {
  isOfPlace,
  openParagraphs,
  paragraphClients,
  readParagraphSuggestions,
  suggestParagraph,
  type NewParagraphSuggestion,
  type ParagraphSuggestion,
} from './paragraph-suggestions.ts'
export { splitKey, type QuotedLook } from './quoted-paragraphs.ts'
export { settleParagraph } from './settle-paragraphs.ts'
export {
  changeOf,
  isSuggestedBy,
  readSettledSuggestions,
  verdictsOn,
  type GivenVerdict,
  type SettledSuggestion,
} from './settled-suggestions.ts'
export { suggestDeletion, suggestInsertion } from './suggest-words.ts'
export {
  redlineOfSuggestions,
  type Suggested,
  type SuggestionAuthors,
} from './suggested-redline.ts'
export { settledSince, type SettledSince } from './suggestion-news.ts'
export {
  noteStruck,
  openSuggestion,
  readSuggestions,
  readWaiting,
  settleSuggestion,
  suggestionKey,
  type Suggestion,
} from './suggestions.ts'
