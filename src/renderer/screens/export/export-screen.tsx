// Before a file leaves the group: who is named in it, what is left out, what stays open and what Baraza cannot see;
// beside it the file, and below it that it is not encrypted.
import { ChevronRight } from 'lucide-react'
import type { DocumentSummary, FileChoices, GroupSummary, Leaving } from '#shared/contract'
import { hasStatus } from '#shared/has-status'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { usePeople } from '../decisions/people.ts'
import { useNavigation } from '../../shell/router.ts'
import { ExportLook, LeftRequest, useLookReason, useStanding } from '../second-look/export-look.tsx'
import { FailureNotice, Icon, Link } from '../../ui/index.ts'
import { statusWordOf } from '../../ui/status-word.ts'
import { useWords } from '../../words/index.ts'
import { ExportFoot } from './export-foot.tsx'
import { useExportKeys } from './export-keys.ts'
import { FilePanel, ShownPanel } from './file-panel.tsx'
import type { Shows, TextFormat } from './formats.ts'
import { LeavingLists } from './leaving-lists.tsx'
import { ChangesPreview } from './changes-preview.tsx'
import { SinceForm } from './since-form.tsx'
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
  /** The choices of a request, with which the screen begins. */
  asked?: FileChoices | undefined
}

export function ExportScreen({ group, document, shows, format, asked }: ExportScreenProps) {
  const words = useWords()
  const { go } = useNavigation()
  const people = usePeople(group.id)
  const choices = useChoices(document, { shows, format, asked })
  const summary = useAnswer('documents.get', { document }, ['documents.changed'])
  const wanted = choices.shows === 'changes' && !choices.changes ? null : choices.leaving
  const { value: leaving, failure } = useAnswer('paper.leaving', wanted, [
    'documents.changed',
    'decisions.changed',
    'groups.changed',
  ])
  useExportKeys()
  const isLoading = !summary.value || (wanted !== null && !leaving && failure === undefined)
  const isRefused = leaving !== undefined && leaving.refused.length > 0
  const standing = useStanding(wanted === null || isRefused || !leaving ? null : choices.file)
  const lookReason = useLookReason(standing.value)
  const reason = choices.lacksVersion
    ? words('editor.export.noVersion')
    : isRefused
      ? words('export.refused.reason')
      : leaving
        ? lookReason
        : words('export.making')
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
          {standing.value ? <LeftRequest standing={standing.value} /> : null}
        </div>
        <div className="decision-main">
          <FailureNotice of={summary.failure ?? failure ?? standing.failure} />
          {choices.shows === 'changes' ? <SinceForm choices={choices} leaving={leaving} /> : null}
          {choices.changes ? <ChangesPreview wanted={isRefused ? null : wanted} /> : null}
          {leaving ? (
            <>
              <LeavingLists
                document={document}
                leaving={leaving}
                people={people}
                restricted={choices.restricted}
                choices={choices}
                onOpen={block => go({ screen: 'document', document, ...(block && { block }) })}
              />
            </>
          ) : null}
        </div>
        <aside className="decision-side" aria-label={words('export.side')} data-area="panel">
          {choices.shows === 'text' ? (
            <FilePanel document={document} choices={choices} leaving={leaving} />
          ) : (
            <ShownPanel choices={choices} leaving={leaving} />
          )}
          {standing.value ? <ExportLook standing={standing.value} people={people} /> : null}
          <p className="smallest quiet">{words('export.file.same')}</p>
        </aside>
      </div>
      {summary.value ? (
        <ExportFoot
          summary={summary.value}
          choices={choices}
          standing={standing.value}
          reason={reason}
          onClose={() => go({ screen: 'document', document })}
        />
      ) : null}
    </div>
  )
}

/** The pages themselves say this. */
const noticeOf = ({ kind, status }: DocumentSummary, { textIs }: Leaving) => {
  if (!hasStatus({ kind, status: textIs })) return 'export.plainNotice' as const
  const wasAdopted = status === 'adopted' || status === 'replaced'
  return textIs === 'draft' && wasAdopted
    ? ('export.apartNotice' as const)
    : (`export.${textIs}Notice` as const)
}

function Head({ summary, leaving }: { summary: DocumentSummary; leaving: Leaving | undefined }) {
  const words = useWords()
  const { go } = useNavigation()
  const { id, title } = summary
  const shown = title || words('editor.export.untitled')
  const reference = leaving?.reference ?? summary.reference
  const said = {
    hasStatus: hasStatus(summary) ? 'yes' : 'no',
    status: words(statusWordOf(summary)),
    reference,
  }
  return (
    <header className="decision-head">
      <nav className="row small" aria-label={words('decisions.path')}>
        <Link onPress={() => go({ screen: 'documents' })}>{words('app.nav.documents')}</Link>
        <Icon of={ChevronRight} size="small" />
        <Link onPress={() => go({ screen: 'document', document: id })}>
          <bdi>{shown}</bdi>
        </Link>
      </nav>
      <h1 className="export-title">{words.rich('export.title', { title: <bdi>{shown}</bdi> })}</h1>
      <p className="small muted">
        {words(reference === '' ? 'export.leadPlain' : 'export.lead', said)}
        {words.gap}
        {leaving ? words(noticeOf(summary, leaving)) : null}
      </p>
    </header>
  )
}
