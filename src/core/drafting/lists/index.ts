// Lists of documents: summaries, search, mentions, and news of suggestions.
export { archiveSearch, type ArchiveSearch } from './archive-search.ts'
export { openSummaries, type Summaries } from './document-summaries.ts'
export { waitingMentions } from './mentions.ts'
export { openRemarksIn, seeSuggestionNews, suggestionNewsIn } from './suggestion-news.ts'
