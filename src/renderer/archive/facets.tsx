// Narrowing the results: by kind, and by group where there are several.
import type { DocumentKind, GroupSummary } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { Checkbox, Link } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { kindName } from '../documents/kinds.ts'
import { counted, type Result, toggled } from './results.ts'

export type Chosen = { kinds: ReadonlySet<DocumentKind>; groups: ReadonlySet<GroupId> }

export type FacetsProps = {
  results: Result[]
  groups: GroupSummary[]
  chosen: Chosen
  onChange: (chosen: Chosen) => void
  onClear: () => void
}

export function Facets({ results, groups, chosen, onChange, onClear }: FacetsProps) {
  const words = useWords()
  const kinds = counted(results, result => result.best.kind)
  const byGroup = counted(results, result => result.best.group)
  const count = chosen.kinds.size + chosen.groups.size
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
      <fieldset>
        <legend>{words('documents.kind')}</legend>
        {[...kinds].map(([kind, number]) => (
          <Checkbox
            key={kind}
            isSelected={chosen.kinds.has(kind)}
            onChange={() => onChange({ ...chosen, kinds: toggled(chosen.kinds, kind) })}
            after={<bdi className="smallest quiet">{words.number(number)}</bdi>}
          >
            {kindName(kind, words)}
          </Checkbox>
        ))}
      </fieldset>
      {byGroup.size > 1 ? (
        <fieldset>
          <legend>{words('archive.group')}</legend>
          {[...byGroup].map(([group, number]) => (
            <Checkbox
              key={group}
              isSelected={chosen.groups.has(group)}
              onChange={() => onChange({ ...chosen, groups: toggled(chosen.groups, group) })}
              after={<bdi className="smallest quiet">{words.number(number)}</bdi>}
            >
              <bdi>{groups.find(each => each.id === group)?.name}</bdi>
            </Checkbox>
          ))}
        </fieldset>
      ) : null}
    </aside>
  )
}
