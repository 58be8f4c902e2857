// Tables of searches that a person keeps, and of the last ones. They are this device's own: no message
// holds them.
import type { Search } from '#shared/contract'
import type { SearchId } from '#shared/ids'
import { id, integer, json, text, type OpenTable, type Table } from './table.ts'

export type SavedSearchRow = { id: SearchId; name: string; search: Search }

/** `words`: the search as text, so that the same one has one row. `at`: when a result was opened last. */
export type RecentSearchRow = { words: string; search: Search; at: number }

export type SearchTables = {
  savedSearches: Table<SavedSearchRow, 'id'>
  recentSearches: Table<RecentSearchRow, 'words'>
}

export const searchTables = (open: OpenTable): SearchTables => ({
  savedSearches: open('saved_searches', { id: id(), name: text(), search: json() }, ['id']),
  recentSearches: open('recent_searches', { words: text(), search: json(), at: integer }, [
    'words',
  ]),
})
