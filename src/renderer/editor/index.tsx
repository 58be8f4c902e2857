// The document screen: what this text is and who can read it above, its outline beside, the page in
// the middle. The text itself is the business of `page/`; where it comes from, of `session/`.
import { memo, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { DocumentSummary } from '#shared/contract'
import type { BlockId, DocumentId } from '#shared/ids'
import { useAnswer } from '../core.ts'
import { Notice } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'
import { openBrackets } from './brackets/brackets.ts'
import { BracketsContext } from './brackets/brackets-state.ts'
import { DocumentBar } from './bar/document-bar.tsx'
import { useSaveKey } from './bar/save-key.ts'
import { CommentsContext, createComments } from './comments/comments-state.ts'
import { openRemarks } from './comments/remarks.ts'
import { AmendmentsContext, createAmendments } from './amendments/amendments-state.ts'
import { KeepAmendments } from './amendments/keep-amendments.tsx'
import { AddVersion } from './languages/add-version.tsx'
import { useVersions, VersionsContext } from './languages/versions-state.ts'
import { OutlineSide } from './outline/outline-side.tsx'
import { PageView } from './page/page-view.tsx'
import { createPageState, PageStateContext } from './page/page-state.ts'
import { createPanel, PanelContext } from './panel/panel-state.ts'
import { SidePanel } from './panel/side-panel.tsx'
import { type Opened, useSession, useSessionState } from './session/use-session.ts'
import { HaveContext, useSteadySummary } from './steady-summary.ts'
import './editor.css'

export type EditorScreenProps = {
  document: DocumentId
  /** Where to go once the text is there. */
  block?: BlockId
  /** Its original is shown beside it. */
  beside?: boolean
}

export function EditorScreen({ document, block, beside = false }: EditorScreenProps) {
  const words = useWords()
  const opened = useSession(document)
  const { value: summary, failure } = useAnswer('documents.get', { document }, [
    'documents.changed',
    'groups.changed',
  ])
  const steady = useSteadySummary(summary)
  if (failure) {
    return (
      <div className="editor-failed">
        <Notice tone="error">{words(sentenceOf[failure])}</Notice>
      </div>
    )
  }
  if (!opened || !summary || !steady) return <div className="editor" aria-busy />
  return (
    <HaveContext value={summary.have}>
      <Document key={document} summary={steady} {...{ opened, block, beside }} />
    </HaveContext>
  )
}

type DocumentProps = {
  opened: Opened
  summary: DocumentSummary
  block: BlockId | undefined
  beside: boolean
}

const Document = memo(function Document({ opened, summary, block, beside }: DocumentProps) {
  const state = useSessionState(opened.session)
  const page = useMemo(() => createPageState(), [])
  const panel = useMemo(() => createPanel(), [])
  const comments = useMemo(() => createComments(openRemarks(state.doc), panel), [state.doc, panel])
  const brackets = useMemo(() => openBrackets(state.doc), [state.doc])
  const amendments = useMemo(() => createAmendments(state.doc, panel), [state.doc, panel])
  const { open } = useSyncExternalStore(panel.subscribe, panel.view)
  const isOpen = state.phase === 'open'
  // Who may only suggest comes straight to her suggestions.
  const isReviewer = isOpen && state.remarks && !state.writable
  useEffect(() => {
    if (isReviewer) comments.bring({ shown: 'suggested' })
  }, [isReviewer, comments])
  const versions = useVersions(summary.id, beside)
  useSaveKey()
  return (
    <PageStateContext value={page}>
      <PanelContext value={panel}>
        <CommentsContext value={comments}>
          <AmendmentsContext value={amendments}>
            <BracketsContext value={brackets}>
              <VersionsContext value={versions}>
                <div className="editor" data-panel={open || undefined}>
                  <DocumentBar summary={summary} opened={opened} />
                  <KeepAmendments
                    document={summary.id}
                    doc={state.doc}
                    writable={isOpen && state.writable}
                  />
                  <OutlineSide summary={summary} />
                  <PageView summary={summary} opened={opened} state={state} block={block} />
                  {open ? (
                    <SidePanel
                      {...{ summary, state, session: opened.session }}
                      may={isOpen && state.remarks}
                      writable={isOpen && state.writable}
                      settles={isOpen && state.settles}
                    />
                  ) : null}
                  {versions.isAdding && versions.languages ? (
                    <AddVersion
                      {...{ summary }}
                      languages={versions.languages}
                      onClose={() => versions.add(false)}
                    />
                  ) : null}
                </div>
              </VersionsContext>
            </BracketsContext>
          </AmendmentsContext>
        </CommentsContext>
      </PanelContext>
    </PageStateContext>
  )
})
