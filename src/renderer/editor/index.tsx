// The document screen: what this text is and who can read it above, its outline beside, the page in
// the middle. The text itself is the business of `page/`; where it comes from, of `replica/`.
import { memo, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { RefObject } from 'react'
import type { DocumentSummary } from '#shared/contract'
import type { Block } from '#shared/document'
import type { BlockId, DocumentId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import { useNavigation } from '../router.ts'
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
import { useVersions, type Versions, VersionsContext } from './languages/versions-state.ts'
import { OutlineSide } from './outline/outline-side.tsx'
import { PreviewPage } from './page/preview-page.tsx'
import { PageView } from './page/page-view.tsx'
import { createPageState, PageStateContext } from './page/page-state.ts'
import { noPreview, useDrawn, usePreview } from './page/use-preview.ts'
import { createPanel, PanelContext } from './panel/panel-state.ts'
import { SidePanel } from './panel/side-panel.tsx'
import { type Opened, useWindowReplica, useReplicaState } from './replica/use-window-replica.ts'
import {
  GroupContext,
  UpToDateCountContext,
  useStableGroup,
  useStableSummary,
} from './stable-summary.ts'
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
  const navigation = useNavigation()
  const { value: summary, failure } = useAnswer('documents.get', { document }, [
    'documents.changed',
    'groups.changed',
  ])
  const steady = useStableSummary(summary)
  const of = summary?.group ?? navigation.group
  const { value } = useAnswer('groups.get', of && { group: of }, ['groups.changed'])
  const group = useStableGroup(value)
  // A person who goes to one of its paragraphs does not read its beginning first.
  const [isFromStart] = useState(block === undefined && !beside)
  const look = usePreview(document, isFromStart)
  const versions = useVersions(document, beside)
  const { blocks, isVersion } = look ?? noPreview
  // The line above the page of a translation is there from the beginning, so that the page does not
  // move for it.
  const hasPlace = !isVersion || versions.languages !== undefined || versions.failure !== undefined
  const isLooking = blocks.length > 0 && steady !== undefined && hasPlace
  const isDrawn = useDrawn(isLooking)
  const isOver = look !== undefined && (blocks.length === 0 || isDrawn)
  const opened = useWindowReplica(document, isOver)
  const scrolled = useRef(0)
  if (failure) {
    return (
      <div className="editor-failed">
        <Notice tone="error">{words(sentenceOf[failure])}</Notice>
      </div>
    )
  }
  if (!opened || !summary || !steady) return <div className="editor" aria-busy />
  const isWhole = isOver || (isVersion && isLooking)
  const given = { summary: steady, blocks }
  return (
    <UpToDateCountContext value={summary.have}>
      <GroupContext value={group}>
        <VersionsContext value={versions}>
          {isWhole ? (
            <Document
              key={document}
              {...given}
              opened={opened}
              block={block}
              versions={versions}
              scrolled={scrolled}
            />
          ) : (
            <PreviewPage {...given} scrolled={scrolled} replica={opened.replica} />
          )}
        </VersionsContext>
      </GroupContext>
    </UpToDateCountContext>
  )
}

type DocumentProps = {
  opened: Opened
  summary: DocumentSummary
  /** Its first paragraphs, until the page is there. */
  blocks: readonly Block[]
  block: BlockId | undefined
  versions: Versions
  /** How far one had scrolled before, pixels. */
  scrolled: RefObject<number>
}

const Document = memo(function Document(props: DocumentProps) {
  const { opened, summary, blocks, block, versions, scrolled } = props
  const state = useReplicaState(opened.replica)
  // A reloaded replica may have another beginning.
  const [first] = useState(state.doc)
  const look = state.doc === first ? blocks : noPreview.blocks
  const page = useMemo(() => createPageState(), [])
  const panel = useMemo(() => createPanel(), [])
  const comments = useMemo(() => createComments(openRemarks(state.doc), panel), [state.doc, panel])
  const brackets = useMemo(() => openBrackets(state.doc), [state.doc])
  const amendments = useMemo(() => createAmendments(state.doc, panel), [state.doc, panel])
  const { open } = useSyncExternalStore(panel.subscribe, panel.view)
  const isOpen = state.phase === 'open'
  // A reviewer comes straight to the suggestions.
  const isReviewer = isOpen && state.rights.has('propose') && !state.rights.has('write')
  useEffect(() => {
    if (isReviewer) comments.bring({ shown: 'suggested' })
  }, [isReviewer, comments])
  useSaveKey()
  return (
    <PageStateContext value={page}>
      <PanelContext value={panel}>
        <CommentsContext value={comments}>
          <AmendmentsContext value={amendments}>
            <BracketsContext value={brackets}>
              <div className="editor" data-panel={open || undefined}>
                <DocumentBar summary={summary} opened={opened} />
                <KeepAmendments document={summary.id} doc={state.doc} rights={state.rights} />
                <OutlineSide summary={summary} />
                <PageView
                  summary={summary}
                  opened={opened}
                  state={state}
                  block={block}
                  look={look}
                  scrolled={scrolled}
                />
                {open ? (
                  <SidePanel summary={summary} state={state} replica={opened.replica} />
                ) : null}
                {versions.isAdding && versions.languages ? (
                  <AddVersion
                    summary={summary}
                    languages={versions.languages}
                    onClose={() => versions.add(false)}
                  />
                ) : null}
              </div>
            </BracketsContext>
          </AmendmentsContext>
        </CommentsContext>
      </PanelContext>
    </PageStateContext>
  )
})
