// The history tab: what was named, by whom, and who wrote between. The latest is at the top.
import { useState } from 'react'
import { History } from 'lucide-react'
import type { DocumentSummary, HistoryStretch, Moment, NamedVersion } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { Button, EmptyState, MemberMark, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { WindowReplica, WindowReplicaState } from '../replica/window-replica.ts'
import { ImportedFrom } from './imported-from.tsx'
import { CompareDialog } from './compare-dialog.tsx'
import { NameVersion } from './name-version.tsx'
import { memberIn } from './names.ts'
import { RestoreVersion } from './restore-version.tsx'
import { useGroupHere } from '../stable-summary.ts'
import './history.css'

export type HistoryTabProps = {
  summary: DocumentSummary
  replica: WindowReplica
  state: WindowReplicaState
}

type Asked =
  | { what: 'name' }
  | { what: 'restore'; version: NamedVersion }
  | { what: 'compare'; from: Moment; to: Moment }
  | null

const none: HistoryStretch[] = []

export function HistoryTab({ summary, replica, state }: HistoryTabProps) {
  const may = state.rights.has('propose')
  const writable = state.rights.has('write')
  const words = useWords()
  const [asked, setAsked] = useState<Asked>(null)
  const { value: stretches = none } = useAnswer('history.list', { document: summary.id }, [
    'documents.changed',
  ])
  const versions = stretches.flatMap(({ version }) => version ?? [])
  const proven = versions.filter(({ standing }) => standing === 'proven')
  const before = (version: NamedVersion): Moment =>
    proven.slice(0, proven.indexOf(version)).at(-1)?.id ?? 'start'
  const close = (): void => setAsked(null)
  return (
    <div className="history">
      {may ? (
        <div className="panel-choice">
          <Button size="small" onPress={() => setAsked({ what: 'name' })}>
            {words('history.name.act')}
          </Button>
        </div>
      ) : null}
      {versions.length === 0 ? (
        <div className="panel-list">
          <EmptyState icon={History} title={words('history.none')}>
            {may ? words('history.none.how') : null}
          </EmptyState>
        </div>
      ) : null}
      <ImportedFrom summary={summary} />
      <ol className="history-list" reversed>
        {stretches.toReversed().map(({ version, sittings }) => (
          <li key={version?.id ?? ''}>
            {version ? (
              <Named
                version={version}
                writable={writable}
                onCompareNow={() => setAsked({ what: 'compare', from: version.id, to: 'now' })}
                onCompareBefore={() =>
                  setAsked({ what: 'compare', from: before(version), to: version.id })
                }
                onRestore={() => setAsked({ what: 'restore', version })}
              />
            ) : sittings.length > 0 ? (
              <h2>{words(versions.length > 0 ? 'history.now.since' : 'history.begin')}</h2>
            ) : null}
            <Sittings sittings={sittings} />
          </li>
        ))}
      </ol>
      {asked?.what === 'name' ? (
        <NameVersion document={summary.id} replica={replica} onClose={close} />
      ) : null}
      {asked?.what === 'restore' && writable ? (
        <RestoreVersion doc={state.doc} version={asked.version} onClose={close} />
      ) : null}
      {asked?.what === 'compare' ? (
        <CompareDialog
          summary={summary}
          replica={replica}
          versions={proven}
          onClose={close}
          from={asked.from}
          to={asked.to}
        />
      ) : null}
    </div>
  )
}

type NamedProps = {
  version: NamedVersion
  writable: boolean
  onCompareNow: () => void
  onCompareBefore: () => void
  onRestore: () => void
}

function Named(props: NamedProps) {
  const { version, writable, onCompareNow, onCompareBefore, onRestore } = props
  const { name, by, at, standing } = version
  const words = useWords()
  const [now] = useState(() => Date.now())
  return (
    <article className="version" aria-label={name}>
      <h2 dir="auto">{name}</h2>
      <By by={by} rest={words.when(at, now)} />
      {standing === 'proven' ? (
        <div className="version-acts">
          <Button
            size="small"
            aria-label={words('history.compareNow.of', { name })}
            onPress={onCompareNow}
          >
            {words('history.compareNow')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            aria-label={words('history.compareBefore.of', { name })}
            onPress={onCompareBefore}
          >
            {words('history.compareBefore')}
          </Button>
          {writable ? (
            <Button
              size="small"
              variant="quiet"
              aria-label={words('history.restore.of', { name })}
              onPress={onRestore}
            >
              {words('history.restore')}
            </Button>
          ) : null}
        </div>
      ) : (
        <Notice tone={standing === 'false' ? 'warning' : 'plain'}>
          {words(`history.standing.${standing}`)}
        </Notice>
      )}
    </article>
  )
}

function By({ by, rest }: { by: MemberId | null; rest: string }) {
  const words = useWords()
  const member = memberIn(useGroupHere(), by)
  return (
    <p className="history-by">
      {member ? <MemberMark handle={member.handle} color={member.color} size="small" /> : null}
      <bdi className="strong">{member?.handle ?? words('history.someone')}</bdi>
      <span className="quiet">{rest}</span>
    </p>
  )
}

function Sittings({ sittings }: Pick<HistoryStretch, 'sittings'>) {
  const words = useWords()
  const [now] = useState(() => Date.now())
  if (sittings.length === 0) return null
  return (
    <ul className="sittings">
      {sittings.toReversed().map(({ feed, by, seen, paragraphs }) => (
        <li key={feed}>
          <By by={by} rest={words('history.sitting.paragraphs', { paragraphs })} />
          <p className="quiet small">
            <Seen seen={seen} now={now} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function Seen({ seen, now }: Pick<HistoryStretch['sittings'][number], 'seen'> & { now: number }) {
  const words = useWords()
  if (seen === null) return words('history.sitting.unseen')
  if (seen === 'between') return words('history.sitting.between')
  const to = words.when(seen.to, now)
  if (seen.to - seen.from < 60_000) return to
  return words('history.sitting.span', { from: words.when(seen.from, now), to })
}
