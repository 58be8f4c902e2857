// Narrows what was found, and counts for each value of a filter how many documents it would leave: those
// that pass every other filter. Values of one filter widen each other, filters narrow each other.
import type { SearchCounts, SearchFilters } from '#shared/contract'

/** The values of a document that filters look at, by their names. */
export type Filtered = { [Name in keyof SearchFilters]: readonly SearchFilters[Name][number][] }

type Counts = { [Name in keyof SearchFilters]: Map<SearchFilters[Name][number], number> }

const names = ['kinds', 'statuses', 'languages', 'groups', 'years', 'cites'] as const

/** Instruments that are listed to choose from: the most cited ones. */
const mostInstruments = 12

const isOpen = (values: readonly unknown[], chosen: ReadonlySet<unknown>): boolean =>
  chosen.size === 0 || values.some(value => chosen.has(value))

const listed = <Value>(
  counts: Map<Value, number>,
  chosen: readonly Value[],
): { value: Value; documents: number }[] => {
  // A chosen value stays, so that it can be taken away where nothing has it any more.
  for (const value of chosen) if (!counts.has(value)) counts.set(value, 0)
  return [...counts]
    .map(([value, documents]) => ({ value, documents }))
    .toSorted((a, b) => b.documents - a.documents || (String(a.value) < String(b.value) ? -1 : 1))
}

export const narrow = <Item extends Filtered>(
  items: readonly Item[],
  filters: SearchFilters,
): { fitting: Item[]; counts: SearchCounts } => {
  const chosen = names.map(name => [name, new Set<unknown>(filters[name])] as const)
  const counts: Counts = {
    kinds: new Map(),
    statuses: new Map(),
    languages: new Map(),
    groups: new Map(),
    years: new Map(),
    cites: new Map(),
  }
  const count = <Name extends keyof SearchFilters>(name: Name, item: Filtered): void => {
    const of: Counts[Name] = counts[name]
    for (const value of new Set(item[name])) of.set(value, (of.get(value) ?? 0) + 1)
  }
  const fitting: Item[] = []
  for (const item of items) {
    const failing = chosen.filter(([name, values]) => !isOpen(item[name], values))
    if (failing.length > 1) continue
    const [only] = failing
    if (only) count(only[0], item)
    else {
      fitting.push(item)
      for (const name of names) count(name, item)
    }
  }
  const cites = listed(counts.cites, filters.cites)
  return {
    fitting,
    counts: {
      kinds: listed(counts.kinds, filters.kinds),
      statuses: listed(counts.statuses, filters.statuses),
      languages: listed(counts.languages, filters.languages),
      groups: listed(counts.groups, filters.groups),
      years: listed(counts.years, filters.years).toSorted((a, b) => b.value - a.value),
      cites: cites.filter(({ value }, at) => at < mostInstruments || filters.cites.includes(value)),
    },
  }
}
