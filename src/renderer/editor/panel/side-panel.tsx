// Beside the page: one tab for each thing that is said about a text without being part of it. A new
// one is an entry of `tabs` and a name in `panel-state.ts`. Escape closes it and goes back to the text.
import { useCallback, useEffect, useRef } from 'react'
import { X } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { IconButton, type TabItem, Tabs } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { BracketsTab } from '../review/brackets/brackets-tab.tsx'
import { useBracketsNow } from '../review/brackets/brackets-state.ts'
import { CitedTab } from '../citations/cited-tab.tsx'
import { useCited } from '../citations/cited-instruments.ts'
import { AmendmentsTab } from '../review/amendments/amendments-tab.tsx'
import { openOf, useAmendments, useAmendmentsView } from '../review/amendments/amendments-state.ts'
import { useComments, useRemarks } from '../review/comments/comments-state.ts'
import { CommentsTab } from '../review/comments/comments-tab.tsx'
import { FilesTab } from '../files/files-tab.tsx'
import { HistoryTab } from '../history/history-tab.tsx'
import { LanguagesTab } from '../languages/languages-tab.tsx'
import { VersionsTab } from '../minutes/versions-tab.tsx'
import { WhoIsNamed } from '../minutes/who-is-named.tsx'
import { usePageState } from '../page/page-state.ts'
import type { WindowReplica, WindowReplicaState } from '../replica/window-replica.ts'
import { type PanelTab, usePanel, usePanelView } from './panel-state.ts'
import './side-panel.css'

export type SidePanelProps = {
  summary: DocumentSummary
  replica: WindowReplica
  state: WindowReplicaState
}

/** The line has little room: a count of none is not shown. */
const some = (count: number): { count?: number } => (count > 0 ? { count } : {})

export function SidePanel(props: SidePanelProps) {
  const { summary, replica, state } = props
  const { rights } = state
  const words = useWords()
  const panel = usePanel()
  const { tab } = usePanelView()
  const comments = useComments()
  const page = usePageState()
  const { threads } = useRemarks()
  const cited = useCited(state.doc)
  const { sets } = useBracketsNow()
  const proposals = useAmendments()
  const { amendments } = useAmendmentsView()
  const side = useRef<HTMLElement>(null)

  const close = useCallback((): void => {
    panel.close()
    comments.show({ current: null, draft: null, suggestion: null })
    proposals.show({ current: null, draft: null })
    page.focusText()
  }, [comments, proposals, page, panel])
  useEffect(() => {
    const element = side.current
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) close()
    }
    element?.addEventListener('keydown', onKey)
    return () => element?.removeEventListener('keydown', onKey)
  }, [close])

  const tabs: TabItem<PanelTab>[] = [
    {
      id: 'comments',
      text: words('comments.title'),
      ...some(threads.filter(({ isResolved }) => !isResolved).length),
      panel: <CommentsTab summary={summary} rights={rights} onClose={close} />,
    },
    {
      id: 'amendments',
      text: words('amendments.title'),
      ...some(openOf(amendments).length),
      panel: (
        <>
          <AmendmentsTab summary={summary} rights={rights} />
          {summary.kind === 'minutes' ? (
            <WhoIsNamed summary={summary} doc={state.doc} rights={rights} />
          ) : null}
        </>
      ),
    },
    {
      id: 'brackets',
      text: words('brackets.title'),
      ...some(sets.reduce((sum, { versions }) => sum + versions.length, 0)),
      panel: <BracketsTab summary={summary} writable={rights.has('write')} />,
    },
    {
      id: 'history',
      text: words('history.title'),
      panel: <HistoryTab summary={summary} replica={replica} state={state} />,
    },
    {
      id: 'cited',
      text: words('citing.tab'),
      ...some(cited.length),
      panel: <CitedTab cited={cited} document={summary.id} />,
    },
    { id: 'files', text: words('attachments.title'), panel: <FilesTab summary={summary} /> },
    {
      id: 'languages',
      text: words('languages.title'),
      panel: <LanguagesTab document={summary.id} />,
    },
    ...(summary.kind === 'minutes'
      ? [
          {
            id: 'versions' as const,
            text: words('minutes.versions'),
            panel: <VersionsTab summary={summary} />,
          },
        ]
      : []),
  ]
  return (
    <aside className="side-panel" data-area="panel" ref={side} aria-label={words('panel.title')}>
      <h1 className="unseen panel-over">{summary.title || words('editor.title.empty')}</h1>
      <Tabs
        label={words('panel.tabs')}
        tabs={tabs}
        value={tab}
        onChange={panel.show}
        isOneLine
        after={<IconButton icon={X} label={words('panel.close')} onPress={close} />}
      />
    </aside>
  )
}
