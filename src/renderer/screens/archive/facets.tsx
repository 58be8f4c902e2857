// Narrowing the results: every filter with the values that the results have, and how many documents
// each would leave under the other filters.
import type { DocumentStatus, GroupSummary, SearchCounts, SearchFilters } from '#shared/contract'
import { Checkbox, Link, StatusMark } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import {
  countFilters,
  filterNames,
  switched,
  valueName,
  type FilterName,
  type FilterValue,
} from './filters.ts'

export type FacetsProps = {
  counts: SearchCounts
  groups: readonly GroupSummary[]
  filters: SearchFilters
  onChange: (filters: SearchFilters) => void
  onClear: () => void
}

const titles = {
  kinds: 'documents.kind',
  statuses: 'documents.column.status',
  languages: 'documents.language',
  groups: 'archive.group',
  years: 'archive.year',
  cites: 'archive.cited',
} as const

/** A choice between one value is none. */
const isOffered = (values: readonly unknown[], chosen: readonly unknown[]): boolean =>
  values.length > 1 || chosen.length > 0

export function Facets({ counts, groups, filters, onChange, onClear }: FacetsProps) {
  const words = useWords()
  const count = countFilters(filters)
  const row = (name: FilterName, value: FilterValue, documents: number) => (
    <Checkbox
      key={value}
      isSelected={(filters[name] as readonly FilterValue[]).includes(value)}
      onChange={() => onChange(switched(filters, name, value))}
      after={<bdi className="smallest quiet">{words.number(documents)}</bdi>}
    >
      <span className="facet-value">
        {name === 'statuses' ? <StatusMark status={value as DocumentStatus} /> : null}
        <bdi>{valueName(name, value, words, groups)}</bdi>
      </span>
    </Checkbox>
  )
  return (
    <aside className="facets scroll" aria-label={words('archive.narrow')} data-area="outline">
      <div className="row facets-head">
        <h2 className="grow">{words('archive.narrow')}</h2>
        {count > 0 ? (
          <span className="small">
            <Link onPress={onClear}>{words('archive.clear', { count })}</Link>
          </span>
        ) : null}
      </div>
      {filterNames
        .filter(
          name => name === 'kinds' || name === 'cites' || isOffered(counts[name], filters[name]),
        )
        .filter(name => counts[name].length > 0)
        .map(name => (
          <fieldset key={name}>
            <legend>{words(titles[name])}</legend>
            {counts[name].map(({ value, documents }) => row(name, value, documents))}
          </fieldset>
        ))}
    </aside>
  )
}
