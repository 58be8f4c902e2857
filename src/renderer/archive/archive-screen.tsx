// Search over everything on this device. Nothing leaves it; the index is inside the encrypted
// archive. Results are gathered by document; the panel shows what was found in the current one.
import { useEffect, useMemo, useRef, useState } from 'react'
import { Archive, BookText, Lock, X } from 'lucide-react'
import { instrumentsIn } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import { Button as AriaButton } from 'react-aria-components/Button'
import { useAnswer } from '../core-client.ts'
import { Button, EmptyState, Icon, SearchField, FailureNotice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { kindName } from '../documents/kinds.ts'
import { useGo } from '../router.ts'
import { Facets, type Chosen } from './facets.tsx'
import { FoundInDocument } from './found-in-document.tsx'
import { placeOf } from './place-of.ts'
import { ResultList } from './result-list.tsx'
import { type Result, resultsOf, toggled } from './results.ts'
import './archive.css'

const nothingChosen: Chosen = { kinds: new Set(), groups: new Set() }

const fits = (result: Result, { kinds, groups }: Chosen): boolean =>
  (kinds.size === 0 || kinds.has(result.best.kind)) &&
  (groups.size === 0 || groups.has(result.best.group))

export function ArchiveScreen(given: { text: string; cites: string | null }) {
  const words = useWords()
  const go = useGo()
  const [text, setText] = useState(given.text)
  const [cites, setCites] = useState(given.cites)
  const [chosen, setChosen] = useState(nothingChosen)
  const [current, setCurrent] = useState<DocumentId | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const asked = text.trim()
  const nothingAsked = asked === '' && cites === null
  const answer = useAnswer(
    'search.query',
    nothingAsked ? null : { text: asked, limit: 200, ...(cites === null ? {} : { cites }) },
    ['documents.changed'],
  )
  const [named] = cites === null ? instrumentsIn(asked) : []
  const { value: groups } = useAnswer('groups.list', undefined, ['groups.changed'])
  const held = useLast(nothingAsked ? undefined : answer.value)
  const found = useMemo(() => resultsOf(held?.hits ?? []), [held])
  const shown = found.filter(result => fits(result, chosen))
  const open = shown.find(result => result.document === current) ?? shown[0]
  const groupsFound = new Set(found.map(result => result.best.group)).size

  return (
    <div className="archive">
      {found.length > 0 ? (
        <Facets
          results={found}
          groups={groups ?? []}
          chosen={chosen}
          onChange={setChosen}
          onClear={() => setChosen(nothingChosen)}
        />
      ) : null}
      <section className="archive-results scroll" aria-label={words('archive.results')}>
        <h1 className="unseen">{words('archive.title')}</h1>
        <SearchField
          ref={field}
          size="large"
          label={words('archive.search')}
          placeholder={words('archive.search')}
          value={text}
          maxLength={400}
          onChange={setText}
          onSubmit={() => {
            if (open) go(placeOf(open.best))
          }}
        />
        {named ? (
          <OnlyCiting
            instrument={named.instrument}
            onChoose={() => {
              setCites(named.instrument)
              setText(`${asked.slice(0, named.from)}${asked.slice(named.to)}`.trim())
            }}
          />
        ) : null}
        <FailureNotice of={answer.failure} />
        <Count held={held !== undefined} results={shown.length} groups={groupsFound} />
        <Tags chosen={chosen} onChoose={setChosen} cites={cites} onAll={() => setCites(null)} />
        {nothingAsked ? (
          <EmptyState icon={Archive} title={words('archive.start.title')}>
            {words('archive.start.text')}
          </EmptyState>
        ) : held && shown.length === 0 ? (
          <EmptyState
            icon={Archive}
            title={words('archive.none.title', { text: asked === '' ? (cites ?? '') : asked })}
          >
            {words(
              chosen.kinds.size + chosen.groups.size > 0
                ? 'archive.none.narrowed'
                : 'archive.none.text',
            )}
          </EmptyState>
        ) : (
          <ResultList
            results={shown}
            groups={groups ?? []}
            current={open?.document}
            onCurrent={setCurrent}
          />
        )}
      </section>
      {open ? (
        <FoundInDocument
          result={open}
          position={shown.indexOf(open)}
          total={shown.length}
          onStep={step => setCurrent(shown[shown.indexOf(open) + step]?.document ?? null)}
        />
      ) : null}
    </div>
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

type TagsProps = {
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
  /** The instrument that results have to cite; null for any. */
  cites: string | null
  onAll: () => void
}

/** The filters in force, each with a way to remove it. */
function Tags({ chosen, onChoose, cites, onAll }: TagsProps) {
  const words = useWords()
  if (chosen.kinds.size === 0 && cites === null) return null
  return (
    <ul className="archive-tags" aria-label={words('archive.narrowed')}>
      {cites === null ? null : (
        <li>
          <AriaButton
            className="archive-tag"
            aria-label={words('archive.remove', {
              filter: words('citing.tag', { instrument: cites }),
            })}
            onPress={onAll}
          >
            <bdi>{words('citing.tag', { instrument: cites })}</bdi>
            <Icon of={X} size="small" />
          </AriaButton>
        </li>
      )}
      {[...chosen.kinds].map(kind => (
        <li key={kind}>
          <AriaButton
            className="archive-tag"
            aria-label={words('archive.remove', { filter: kindName(kind, words) })}
            onPress={() => onChoose({ ...chosen, kinds: toggled(chosen.kinds, kind) })}
          >
            {kindName(kind, words)}
            <Icon of={X} size="small" />
          </AriaButton>
        </li>
      ))}
    </ul>
  )
}

/** `held`: an answer is there to count. */
function Count({ held, results, groups }: { held: boolean; results: number; groups: number }) {
  const words = useWords()
  return (
    <output className="archive-count small">
      {held ? (
        <span>
          <b>{words('archive.count', { results })}</b>{' '}
          {groups > 1 ? words('archive.inGroups', { groups }) : null}
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
