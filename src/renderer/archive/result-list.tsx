// The documents in which something was found. Arrow keys choose, Enter opens at the best paragraph.
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import type { GroupSummary } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useNavigation } from '../router.ts'
import { Chip, Icon } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { iconOf, kindName } from '../documents/kinds.ts'
import { placeOf } from './place-of.ts'
import type { Result } from './results.ts'
import { Snippet } from './snippet.tsx'

export type ResultListProps = {
  results: Result[]
  groups: GroupSummary[]
  current: DocumentId | undefined
  onCurrent: (document: DocumentId) => void
}

export function ResultList({ results, groups, current, onCurrent }: ResultListProps) {
  const words = useWords()
  const { go, group } = useNavigation()
  const openBest = (id: string | number): void => {
    const result = results.find(each => each.document === id)
    if (result) go(placeOf(result.best))
  }
  return (
    <ListBox
      className="results"
      aria-label={words('archive.results')}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={current === undefined ? [] : [current]}
      onSelectionChange={keys => {
        const chosen = results.find(result => keys !== 'all' && keys.has(result.document))
        if (chosen) onCurrent(chosen.document)
      }}
      onAction={openBest}
    >
      {results.map(({ document, best }) => (
        <ListBoxItem key={document} id={document} className="result" textValue={best.title}>
          <div className="result-head">
            <Icon of={iconOf(best.kind)} />
            <span className="strong grow">
              <bdi>{best.title}</bdi>
            </span>
            <Chip status={best.status} />
          </div>
          <p className="result-text" dir="auto">
            <Snippet hit={best} />
          </p>
          <div className="smallest quiet">
            {[
              kindName(best.kind, words),
              ...(best.group === group
                ? []
                : [groups.find(each => each.id === best.group)?.name ?? '']),
              words.date(best.changedAt),
            ].join('. ')}
          </div>
        </ListBoxItem>
      ))}
    </ListBox>
  )
}
