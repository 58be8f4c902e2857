// Before a file leaves the group: who is named in it, what is left out, what stays open and what Baraza cannot see;
// beside it the file, and below it that it is not encrypted.
import { useEffect } from 'react'
import { ChevronRight } from 'lucide-react'
import type { DocumentSummary, GroupSummary, Leaving } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { actFor } from '../commands/keys.ts'
import { useAnswer } from '../core-client.ts'
import { usePeople } from '../decisions/people.ts'
import { useNavigation } from '../router.ts'
import { FailureNotice, Icon, Link, Notice } from '../ui/index.ts'
import { useWords, type Words } from '../words/index.ts'
import { isCovered } from '../workspace/chords.ts'
import { ExportFoot } from './export-foot.tsx'
import { FilePanel, ShownPanel } from './file-panel.tsx'
import type { Shows, TextFormat } from './formats.ts'
import { LeftOutList, OpenList } from './left-out.tsx'
import { MissingParts } from './missing-parts.tsx'
import { NamedList } from './named-list.tsx'
import { inOneLine } from './places.ts'
import { SinceForm } from './since-form.tsx'
import { UnseenList } from './unseen.tsx'
import { ExportWays } from './export-ways.tsx'
import { useChoices } from './choices.ts'
import '../decisions/decision.css'
import '../decisions/decisions.css'
import './export.css'

type ExportScreenProps = {
  group: GroupSummary
  document: DocumentId
  shows: Shows
  format: TextFormat
}

/** A part of the screen gets the focus; what is in it follows. */
const goToPart = (id: string): void => document.getElementById(id)?.focus()

const useKeys = (): void => {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const act = actFor(event, {
        exportFile: () => goToPart('export-file'),
        exportNames: () => goToPart('export-names'),
        exportLeft: () => goToPart('export-left'),
      })
      if (!act || isCovered()) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

export function ExportScreen({ group, document, shows, format }: ExportScreenProps) {
  const words = useWords()
  const { go } = useNavigation()
  const people = usePeople(group.id)
  const choices = useChoices(document, { shows, format })
  const summary = useAnswer('documents.get', { document }, ['documents.changed'])
  const wanted = choices.shows === 'changes' && !choices.changes ? null : choices.leaving
  const { value: leaving, failure } = useAnswer('paper.leaving', wanted, [
    'documents.changed',
    'decisions.changed',
    'groups.changed',
  ])
  useKeys()
  const isLoading = !summary.value || (wanted !== null && !leaving && failure === undefined)
  const reason = choices.lacksVersion
    ? words('editor.export.noVersion')
    : leaving && leaving.refused.length > 0
      ? words('export.refused.reason')
      : undefined
  return (
    <div className="screen footed-screen export-screen" aria-busy={isLoading}>
      <div className="scroll decision-screen">
        <div className="export-top">
          {summary.value ? <Head summary={summary.value} leaving={leaving} /> : null}
          <ExportWays
            document={document}
            group={group.id}
            shows={choices.shows}
            onShow={choices.setShows}
          />
        </div>
        <div className="decision-main">
          <FailureNotice of={summary.failure ?? failure} />
          {choices.shows === 'changes' ? <SinceForm choices={choices} leaving={leaving} /> : null}
          {leaving ? (
            <>
              <Refused refused={leaving.refused} />
              <NamedList leaving={leaving} people={people} choices={choices} />
              <LeftOutList out={leaving.out} />
              <OpenList open={leaving.open} />
              <MissingParts document={document} restricted={choices.restricted} />
              <UnseenList
                unseen={leaving.unseen}
                onOpen={block => go({ screen: 'document', document, ...(block && { block }) })}
              />
            </>
          ) : null}
        </div>
        <aside className="decision-side" aria-label={words('export.side')} data-area="panel">
          {choices.shows === 'text' ? (
            <FilePanel document={document} choices={choices} />
          ) : (
            <ShownPanel choices={choices} leaving={leaving} />
          )}
          <p className="smallest quiet">{words('export.file.same')}</p>
        </aside>
      </div>
      {summary.value ? (
        <ExportFoot
          summary={summary.value}
          choices={choices}
          reason={leaving ? reason : (reason ?? words('export.making'))}
          onClose={() => go({ screen: 'document', document })}
        />
      ) : null}
    </div>
  )
}

function Head({ summary, leaving }: { summary: DocumentSummary; leaving: Leaving | undefined }) {
  const words = useWords()
  const { go } = useNavigation()
  const { id, title, status } = summary
  const shown = title || words('editor.export.untitled')
  const reference = leaving?.reference ?? summary.reference
  const said = { status: words(`ui.status.${status}`), reference }
  return (
    <header className="decision-head">
      <nav className="row small" aria-label={words('decisions.path')}>
        <Link onPress={() => go({ screen: 'documents' })}>{words('app.nav.documents')}</Link>
        <Icon of={ChevronRight} size="small" flip />
        <Link onPress={() => go({ screen: 'document', document: id })}>
          <bdi>{shown}</bdi>
        </Link>
      </nav>
      <h1 className="export-title">{words.rich('export.title', { title: <bdi>{shown}</bdi> })}</h1>
      <p className="small muted">
        {words(reference === '' ? 'export.leadPlain' : 'export.lead', said)}{' '}
        {words('export.draftNotice')}
      </p>
    </header>
  )
}

const placesIn = (words: Words, places: readonly string[]): string =>
  words.list(places.map(inOneLine))

function Refused({ refused }: Pick<Leaving, 'refused'>) {
  const words = useWords()
  return refused.map(({ code, places }) => (
    <Notice key={code} tone="error">
      {words('export.refused', { code, count: places.length, places: placesIn(words, places) })}
    </Notice>
  ))
}
