// The filters in force, each with a way to remove it, and the way to keep the search.
import { X } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { GroupSummary, SearchFilters } from '#shared/contract'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { filterNames, isFiltered, switched, valueName } from './filters.ts'

export type FilterTagsProps = {
  filters: SearchFilters
  groups: readonly GroupSummary[]
  onChange: (filters: SearchFilters) => void
}

export function FilterTags({ filters, groups, onChange }: FilterTagsProps) {
  const words = useWords()
  if (!isFiltered(filters)) return null
  return (
    <ul className="archive-tags" aria-label={words('archive.narrowed')}>
      {filterNames.flatMap(name =>
        filters[name].map(value => {
          const text =
            name === 'cites'
              ? words('citing.tag', { instrument: String(value) })
              : valueName(name, value, words, groups)
          return (
            <li key={`${name} ${value}`}>
              <AriaButton
                className="archive-tag"
                aria-label={words('archive.remove', { filter: text })}
                onPress={() => onChange(switched(filters, name, value))}
              >
                <bdi>{text}</bdi>
                <Icon of={X} size="small" />
              </AriaButton>
            </li>
          )
        }),
      )}
    </ul>
  )
}
