// The documents in which something was found. Arrow keys choose, Enter opens at the best paragraph. Shift and Ctrl choose
// several, as in lists of files.
import { useState, type SyntheticEvent } from 'react'
import { Check } from 'lucide-react'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import type { GroupSummary, SearchResult } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useNavigation } from '../../shell/router.ts'
import { Chip, Icon } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { bareNumber } from '../documents/copy-citation.ts'
import { inOneLine } from '../export/places.ts'
import { iconOf, kindName } from '../documents/kinds.ts'
import { placeOf } from './place-of.ts'
import { Snippet } from './snippet.tsx'

export type ResultListProps = {
  results: readonly SearchResult[]
  groups: readonly GroupSummary[]
  current: DocumentId | undefined
  /** Documents that are chosen together; none while one is. */
  together: readonly DocumentId[]
  /** `latest`: the one that came last into the choice. */
  onChoose: (all: readonly DocumentId[], latest: DocumentId | null) => void
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

export function ResultList(props: ResultListProps) {
  const { results, groups, current, together, onChoose, onOpen } = props
  const words = useWords()
  const { go, group } = useNavigation()
  const openBest = (id: string | number): void => {
    const result = results.find(({ document }) => document === id)
    if (!result) return
    onOpen()
    go(placeOf(result))
  }
  // The set of the list itself knows where a choice with Shift began.
  const [last, setLast] = useState<ReadonlySet<DocumentId>>(new Set())
  const shown = together.length > 0 ? together : current === undefined ? [] : [current]
  const isLast = last.size === shown.length && shown.every(each => last.has(each))
  const selected: Iterable<DocumentId> = isLast ? last : together
  const choose = (keys: ReadonlySet<unknown> | 'all'): void => {
    const all = results.flatMap(({ document }) =>
      keys === 'all' || keys.has(document) ? [document] : [],
    )
    const before = new Set(selected)
    const came = all.filter(document => !before.has(document))
    setLast(keys === 'all' ? new Set(all) : (keys as ReadonlySet<DocumentId>))
    onChoose(all, keys === 'all' ? null : (came.at(-1) ?? all[0] ?? null))
  }
  const toggle = (document: DocumentId): void =>
    choose(new Set(selected).symmetricDifference(new Set([document])))
  if (results.length === 0) return null
  return (
    <ListBox
      className="results"
      aria-label={words('archive.results')}
      selectionMode="multiple"
      selectionBehavior="replace"
      selectedKeys={selected}
      data-together={together.length > 0 || undefined}
      onSelectionChange={choose}
      onAction={openBest}
    >
      {results.map(result => (
        <ListBoxItem
          key={result.document}
          id={result.document}
          className="result"
          data-current={result.document === current || undefined}
          textValue={result.title}
        >
          <div className="result-head">
            <ResultCheck onToggle={() => toggle(result.document)} />
            <Icon of={iconOf(result.kind)} />
            <span className="strong grow">
              <bdi>{result.title}</bdi>
            </span>
            <Chip of={result} />
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

/** For the mouse: keys choose without it. */
function ResultCheck({ onToggle }: { onToggle: () => void }) {
  const keep = (event: SyntheticEvent): void => event.stopPropagation()
  return (
    <span
      className="result-check"
      aria-hidden
      onPointerDown={keep}
      onMouseDown={keep}
      onPointerUp={keep}
      onClick={event => {
        keep(event)
        onToggle()
      }}
    >
      <Check />
    </span>
  )
}
