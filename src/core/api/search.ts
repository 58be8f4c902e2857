// Answers about search in the archive, and about searches that this device keeps.
import { toHex, random } from '#core/keys'
import type { Search } from '#shared/contract'
import type { SearchId } from '#shared/ids'
import type { Emit } from '#core/profile'
import { archiveSearch, type ArchiveSearch } from '#core/drafting/lists'
import type { AnswersOn, ApiContext } from './api-context.ts'

const mostRecent = 10

/** The same search is the same text. */
const asText = ({ text, filters }: Search): string => {
  const { kinds, statuses, languages, groups, years, cites } = filters
  return JSON.stringify([text.trim(), kinds, statuses, languages, groups, years, cites])
}

export const searchAnswers = (
  { profile, now }: ApiContext,
  emit: Emit,
): AnswersOn<'search' | 'searches'> => {
  /** Text that waits in the journal is searched too. */
  const search = async (): Promise<ArchiveSearch> => {
    const opened = profile()
    if (opened.archive.journal.pending().length > 0) await opened.documents.flush()
    return archiveSearch(opened)
  }
  const changed = (): void => emit('searches.changed', {})
  return {
    'search.first': async ({ text, limit }) => (await search()).first(text, limit),
    'search.query': async request => (await search()).query(request),
    'search.around': async ({ document, text, cites }) =>
      (await search()).around(document, text, cites),
    'search.citing': async ({ instrument, limit }) => (await search()).citing(instrument, limit),

    'searches.list': () =>
      profile()
        .archive.savedSearches.list({})
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    'searches.keep'({ id = toHex(random(16)) as SearchId, name, search: kept }) {
      profile().archive.savedSearches.put({ id, name, search: kept })
      changed()
      return id
    },
    'searches.remove'({ id }) {
      profile().archive.savedSearches.remove({ id })
      changed()
    },
    'searches.recent': () =>
      profile()
        .archive.recentSearches.list({})
        .toSorted((a, b) => b.at - a.at)
        .map(({ search: recent }) => recent),
    'searches.remember'(recent) {
      const { archive } = profile()
      archive.transaction(() => {
        archive.recentSearches.put({ words: asText(recent), search: recent, at: now() })
        const older = archive.recentSearches.list({}).toSorted((a, b) => b.at - a.at)
        for (const { words } of older.slice(mostRecent)) archive.recentSearches.remove({ words })
      })
      changed()
    },
    'searches.forget'() {
      profile().archive.recentSearches.remove({})
      changed()
    },
  }
}
