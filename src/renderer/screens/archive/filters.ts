// The filters of a search as a person reads and switches them.
import { noFilters, ownNames, type GroupSummary, type Language } from '#shared/contract'
import type { DocumentKind, DocumentStatus, Search, SearchFilters } from '#shared/contract'
import { kindName } from '../documents/kinds.ts'
import type { Words } from '../../words/index.ts'

export type FilterName = keyof SearchFilters
export type FilterValue = SearchFilters[FilterName][number]

/** In the order in which they are offered. */
export const filterNames = ['kinds', 'statuses', 'languages', 'groups', 'years', 'cites'] as const

export const isFiltered = (filters: SearchFilters): boolean => countFilters(filters) > 0
export const countFilters = (filters: SearchFilters): number =>
  filterNames.reduce((sum, name) => sum + filters[name].length, 0)

/** Words or filters: otherwise nothing is asked for. */
export const isAsked = ({ text, filters }: Search): boolean =>
  text.trim() !== '' || isFiltered(filters)

const toggled = <Value>(values: readonly Value[], value: Value): Value[] =>
  values.includes(value) ? values.filter(each => each !== value) : [...values, value]

/** `filters` with one value put in or taken out. */
export const switched = (
  filters: SearchFilters,
  name: FilterName,
  value: FilterValue,
): SearchFilters => ({ ...filters, [name]: toggled<FilterValue>(filters[name], value) })

export const citing = (instrument: string): SearchFilters => ({ ...noFilters, cites: [instrument] })

const nameOf = {
  kinds: (kind, words) => kindName(kind as DocumentKind, words),
  statuses: (status, words) => words(`ui.status.${status as DocumentStatus}`),
  languages: language => ownNames[language as Language],
  groups: (group, _, groups) => groups.find(({ id }) => id === group)?.name ?? '',
  years: String,
  cites: String,
} satisfies Record<
  FilterName,
  (value: FilterValue, words: Words, groups: readonly GroupSummary[]) => string
>

export const valueName = (
  name: FilterName,
  value: FilterValue,
  words: Words,
  groups: readonly GroupSummary[],
): string => nameOf[name](value, words, groups)

/** All that a search asks for, in one line. */
export const searchLine = (
  { text, filters }: Search,
  words: Words,
  groups: readonly GroupSummary[],
): string =>
  words.phrases([
    ...(text.trim() === '' ? [] : [text.trim()]),
    ...filterNames.flatMap(name =>
      filters[name].map(value =>
        name === 'cites'
          ? words('citing.tag', { instrument: String(value) })
          : valueName(name, value, words, groups),
      ),
    ),
  ])
