// Search over everything on this device. Nothing leaves it; the index is inside the encrypted
// archive. Each result is a document; the panel shows what was found in the current one.
import { useEffect, useRef, useState } from 'react'
import { Archive, Bookmark, BookText, Lock, Share } from 'lucide-react'
import {
  longestSearch,
  mostResults,
  noFilters,
  type GroupSummary,
  type Search,
  type SearchOrder,
} from '#shared/contract'
import { instrumentsIn } from '#document/citations'
import type { DocumentId } from '#shared/ids'
import { useAnswer, useCore } from '../../shell/core-client.ts'
import { Button, EmptyState, FailureNotice, Icon, SearchField, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useGo } from '../../shell/router.ts'
import { Facets } from './facets.tsx'
import { FilterTags } from './filter-tags.tsx'
import { citing, isAsked, isFiltered } from './filters.ts'
import { FoundInDocument } from './found-in-document.tsx'
import { placeOf } from './place-of.ts'
import { ResultList } from './result-list.tsx'
import { NameSearch, SearchLists } from './saved-searches.tsx'
import './archive.css'

/** Results that are shown at once, and how many more with each press. */
const step = 50

const filtersOf = (cites: string | null) => (cites === null ? noFilters : citing(cites))

/** The search, its answer, and what is open. */
function useSearch(given: { text: string; cites: string | null }) {
  const [search, setSearch] = useState<Search>({
    text: given.text,
    filters: filtersOf(given.cites),
  })
  const [order, setOrder] = useState<SearchOrder>('best')
  const [limit, setLimit] = useState(step)
  const [current, setCurrent] = useState<DocumentId | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<DocumentId>>(new Set())
  const text = search.text.trim()
  const answer = useAnswer('search.query', { ...search, text, order, limit }, [
    'documents.changed',
    'decisions.changed',
  ])
  const held = useLast(answer.value)
  const hits = isAsked(search) ? (held?.hits ?? []) : []
  const open = hits.find(({ document }) => document === current) ?? hits[0]
  return {
    search,
    text,
    order,
    hits,
    open,
    held,
    failure: answer.failure,
    /** Several documents that are chosen together; those that are no result any more do not count. */
    together: hits.flatMap(({ document }) => (chosen.has(document) ? [document] : [])),
    setOrder,
    setCurrent,
    /** `latest`: the one that came last into the choice. */
    choose(all: readonly DocumentId[], latest: DocumentId | null) {
      setChosen(new Set(all.length > 1 ? all : []))
      if (latest) setCurrent(latest)
    },
    ask(next: Partial<Search>) {
      setSearch(last => ({ ...last, ...next }))
      setLimit(step)
    },
    more: () => setLimit(last => Math.min(last + step, mostResults)),
    hasMore: held !== undefined && hits.length < held.total && limit < mostResults,
  }
}

export function ArchiveScreen(given: { text: string; cites: string | null }) {
  const words = useWords()
  const go = useGo()
  const core = useCore()
  const { value: groups = [] } = useAnswer('groups.list', undefined, ['groups.changed'])
  const { search, text, order, hits, open, held, ...state } = useSearch(given)
  const [isNaming, setNaming] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const { filters } = search
  const [named] = filters.cites.length === 0 ? instrumentsIn(text) : []
  const remember = (): void => void core.call('searches.remember', { text, filters })
  const position = open ? hits.indexOf(open) : 0
  return (
    <div className="archive">
      {held && (held.total > 0 || isFiltered(filters)) ? (
        <Facets
          counts={held.counts}
          groups={groups}
          filters={filters}
          onChange={next => state.ask({ filters: next })}
          onClear={() => state.ask({ filters: noFilters })}
        />
      ) : null}
      <section className="archive-results scroll" aria-label={words('archive.results')}>
        <h1 className="unseen">{words('archive.title')}</h1>
        <SearchField
          ref={field}
          size="large"
          label={words('archive.search')}
          placeholder={words('archive.search')}
          value={search.text}
          maxLength={longestSearch}
          onChange={next => state.ask({ text: next })}
          onSubmit={() => {
            if (!open) return
            remember()
            go(placeOf(open))
          }}
        />
        {named ? (
          <OnlyCiting
            instrument={named.instrument}
            onChoose={() =>
              state.ask({
                text: `${text.slice(0, named.from)}${text.slice(named.to)}`.trim(),
                filters: { ...filters, cites: [named.instrument] },
              })
            }
          />
        ) : null}
        <FailureNotice of={state.failure} />
        <Bar
          state={{ search, order, hits, held, ...state }}
          groups={groups}
          onSave={() => setNaming(true)}
        />
        <Together documents={state.together} onNone={() => state.choose([], null)} />
        <Results state={{ search, hits, held, open, ...state }} groups={groups} onOpen={remember} />
      </section>
      {open ? (
        <FoundInDocument
          result={open}
          search={{ text, filters }}
          position={position}
          total={held?.total ?? 0}
          last={hits.length - 1}
          onStep={by => state.setCurrent(hits[position + by]?.document ?? null)}
          onOpen={remember}
        />
      ) : null}
      {isNaming ? <NameSearch search={{ text, filters }} onClose={() => setNaming(false)} /> : null}
    </div>
  )
}

type ResultsProps = {
  state: Pick<
    ReturnType<typeof useSearch>,
    'search' | 'hits' | 'held' | 'open' | 'together' | 'choose' | 'ask' | 'hasMore' | 'more'
  >
  groups: readonly GroupSummary[]
  onOpen: () => void
}

/** The results, or the searches of this device while nothing is asked. */
function Results({ state, groups, onOpen }: ResultsProps) {
  const words = useWords()
  const { search, hits, held, open } = state
  const isSearching = isAsked(search)
  return (
    <>
      {isSearching ? null : <SearchLists groups={groups} onOpen={state.ask} />}
      {isSearching && held && hits.length === 0 ? (
        <NothingFound search={search} />
      ) : (
        <ResultList
          results={hits}
          groups={groups}
          current={open?.document}
          together={state.together}
          onChoose={state.choose}
          onOpen={onOpen}
        />
      )}
      {state.hasMore && isSearching ? (
        <div className="archive-more">
          <Button onPress={state.more}>{words('archive.more')}</Button>
        </div>
      ) : null}
    </>
  )
}

type BarProps = {
  state: Pick<
    ReturnType<typeof useSearch>,
    'search' | 'order' | 'hits' | 'held' | 'setOrder' | 'ask'
  >
  groups: readonly GroupSummary[]
  onSave: () => void
}

/** How much was found, in which order, the filters in force, and the way to keep the search. */
function Bar({ state, groups, onSave }: BarProps) {
  const words = useWords()
  const { search, order, hits, held, setOrder, ask } = state
  const isSearching = isAsked(search)
  return (
    <>
      <div className="archive-bar">
        <Count held={isSearching ? held : undefined} />
        {isSearching && hits.length > 0 ? (
          <Select
            label={words('archive.order')}
            labelUnseen
            size="small"
            value={order}
            onChange={setOrder}
            choices={[
              { id: 'best', text: words('archive.order.best') },
              { id: 'newest', text: words('archive.order.newest') },
            ]}
          />
        ) : null}
      </div>
      {isSearching ? (
        <div className="archive-bar">
          <FilterTags
            filters={search.filters}
            groups={groups}
            onChange={filters => ask({ filters })}
          />
          <Button size="small" variant="quiet" icon={Bookmark} onPress={onSave}>
            {words('archive.save')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

type TogetherProps = { documents: DocumentId[]; onNone: () => void }

/** The acts on several documents at once. */
function Together({ documents, onNone }: TogetherProps) {
  const words = useWords()
  const go = useGo()
  if (documents.length < 2) return null
  return (
    <div className="archive-bar archive-together">
      <output className="grow strong">
        {words('archive.together', { count: documents.length })}
      </output>
      <Button size="small" variant="quiet" onPress={onNone}>
        {words('archive.together.none')}
      </Button>
      <Button size="small" icon={Share} onPress={() => go({ screen: 'exportMany', documents })}>
        {words('archive.together.export')}
      </Button>
    </div>
  )
}

function NothingFound({ search: { text, filters } }: { search: Search }) {
  const words = useWords()
  const asked = text.trim()
  return (
    <EmptyState
      icon={Archive}
      title={
        asked === '' ? words('archive.none.filters') : words('archive.none.title', { text: asked })
      }
    >
      {words(
        asked === ''
          ? 'archive.none.fewer'
          : isFiltered(filters)
            ? 'archive.none.narrowed'
            : 'archive.none.text',
      )}
    </EmptyState>
  )
}

type OnlyCitingProps = { instrument: string; onChoose: () => void }

/** Narrows the search to documents that cite the instrument named in it. */
function OnlyCiting({ instrument, onChoose }: OnlyCitingProps) {
  const words = useWords()
  return (
    <div className="archive-only">
      <Button size="small" icon={BookText} onPress={onChoose}>
        {words('citing.only', { instrument })}
      </Button>
    </div>
  )
}

/** `held`: the answer that is there to count. */
function Count({ held }: { held: { total: number; groups: number } | undefined }) {
  const words = useWords()
  return (
    <output className="archive-count small">
      {held ? (
        <span>
          <b>{words('archive.count', { results: held.total })}</b>{' '}
          {held.groups > 1 ? words('archive.inGroups', { groups: held.groups }) : null}
        </span>
      ) : null}
      <span className="archive-local">
        <Icon of={Lock} size="small" />
        {words('archive.local')}
      </span>
    </output>
  )
}

/** The last answer, so that the list does not blink while the next one is on its way. */
function useLast<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value)
  if (value !== undefined && value !== last) setLast(value)
  return value ?? last
}
