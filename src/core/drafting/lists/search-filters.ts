// Narrows what was found, and counts for each value of a filter how many documents it would leave: those
// that pass every other filter. Values of one filter widen each other, filters narrow each other. Values keep their
// order while a person chooses among them: that of how many documents have them before anything is narrowed.
import type { SearchCounts, SearchFilters } from '#shared/contract'

/** The values of a document that filters look at, by their names. */
export type Filtered = { [Name in keyof SearchFilters]: readonly SearchFilters[Name][number][] }

type Counts = { [Name in keyof SearchFilters]: Map<SearchFilters[Name][number], number> }

const names = ['kinds', 'statuses', 'languages', 'groups', 'years', 'cites'] as const

/** Instruments that are listed to choose from: the most cited ones. */
const mostInstruments = 12

const isOpen = (values: readonly unknown[], chosen: ReadonlySet<unknown>): boolean =>
  chosen.size === 0 || values.some(value => chosen.has(value))

const zeros = (): Counts => ({
  kinds: new Map(),
  statuses: new Map(),
  languages: new Map(),
  groups: new Map(),
  years: new Map(),
  cites: new Map(),
})

/** `all`: how many documents have each value, whatever is chosen. */
const listed = <Value>(
  counts: ReadonlyMap<Value, number>,
  all: ReadonlyMap<Value, number>,
  chosen: readonly Value[],
): { value: Value; documents: number }[] => {
  const of = (value: Value): number => all.get(value) ?? 0
  // A chosen value stays, so that it can be taken away where nothing has it any more.
  return [...new Set([...all.keys(), ...chosen])]
    .map(value => ({ value, documents: counts.get(value) ?? 0 }))
    .toSorted((a, b) => of(b.value) - of(a.value) || (String(a.value) < String(b.value) ? -1 : 1))
}

export const narrow = <Item extends Filtered>(
  items: readonly Item[],
  filters: SearchFilters,
): { fitting: Item[]; counts: SearchCounts } => {
  const chosen = names.map(name => [name, new Set<unknown>(filters[name])] as const)
  const counts = zeros()
  const all = zeros()
  const count = <Name extends keyof SearchFilters>(
    name: Name,
    item: Filtered,
    into = counts,
  ): void => {
    const of: Counts[Name] = into[name]
    for (const value of new Set(item[name])) of.set(value, (of.get(value) ?? 0) + 1)
  }
  const fitting: Item[] = []
  for (const item of items) {
    for (const name of names) count(name, item, all)
    const failing = chosen.filter(([name, values]) => !isOpen(item[name], values))
    if (failing.length > 1) continue
    const [only] = failing
    if (only) count(only[0], item)
    else {
      fitting.push(item)
      for (const name of names) count(name, item)
    }
  }
  const cites = listed(counts.cites, all.cites, filters.cites)
  // Instruments that lead somewhere can be chosen, also where those cited most lead nowhere.
  const leading = cites.filter(({ documents }) => documents > 0).slice(0, mostInstruments)
  return {
    fitting,
    counts: {
      kinds: listed(counts.kinds, all.kinds, filters.kinds),
      statuses: listed(counts.statuses, all.statuses, filters.statuses),
      languages: listed(counts.languages, all.languages, filters.languages),
      groups: listed(counts.groups, all.groups, filters.groups),
      years: listed(counts.years, all.years, filters.years).toSorted((a, b) => b.value - a.value),
      cites: cites.filter(
        (each, at) =>
          at < mostInstruments || filters.cites.includes(each.value) || leading.includes(each),
      ),
    },
  }
}
