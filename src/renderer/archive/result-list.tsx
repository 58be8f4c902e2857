// The documents in which something was found. Arrow keys choose, Enter opens at the best paragraph.
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import type { GroupSummary, SearchResult } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useNavigation } from '../router.ts'
import { Chip, Icon } from '../ui/index.ts'
import { useWords, type Words } from '../words/index.ts'
import { bareNumber } from '../documents/copy-citation.ts'
import { inOneLine } from '../export/places.ts'
import { iconOf, kindName } from '../documents/kinds.ts'
import { placeOf } from './place-of.ts'
import { Snippet } from './snippet.tsx'

export type ResultListProps = {
  results: readonly SearchResult[]
  groups: readonly GroupSummary[]
  current: DocumentId | undefined
  onCurrent: (document: DocumentId) => void
  onOpen: () => void
}

const footOf = (result: SearchResult, words: Words, group: string | undefined): string =>
  words.phrases([
    ...(result.reference === '' ? [] : [result.reference]),
    kindName(result.kind, words),
    ...(group === undefined ? [] : [group]),
    ...(result.numbers.length === 0
      ? []
      : [
          words('archive.paragraphs', {
            count: result.numbers.length,
            numbers: words.list(result.numbers.map(number => inOneLine(bareNumber(number)))),
          }),
        ]),
    ...(result.cites.length === 0
      ? []
      : [words('citing.tag', { instrument: words.list(result.cites) })]),
    words.date(result.changedAt),
  ])

export function ResultList({ results, groups, current, onCurrent, onOpen }: ResultListProps) {
  const words = useWords()
  const { go, group } = useNavigation()
  const openBest = (id: string | number): void => {
    const result = results.find(({ document }) => document === id)
    if (!result) return
    onOpen()
    go(placeOf(result))
  }
  if (results.length === 0) return null
  return (
    <ListBox
      className="results"
      aria-label={words('archive.results')}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={current === undefined ? [] : [current]}
      onSelectionChange={keys => {
        const chosen = results.find(({ document }) => keys !== 'all' && keys.has(document))
        if (chosen) onCurrent(chosen.document)
      }}
      onAction={openBest}
    >
      {results.map(result => (
        <ListBoxItem
          key={result.document}
          id={result.document}
          className="result"
          textValue={result.title}
        >
          <div className="result-head">
            <Icon of={iconOf(result.kind)} />
            <span className="strong grow">
              <bdi>{result.title}</bdi>
            </span>
            <Chip status={result.status} />
          </div>
          <p className="result-text" dir="auto">
            <Snippet hit={result} />
          </p>
          <div className="smallest quiet">
            {footOf(
              result,
              words,
              result.group === group
                ? undefined
                : groups.find(({ id }) => id === result.group)?.name,
            )}
          </div>
        </ListBoxItem>
      ))}
    </ListBox>
  )
}
