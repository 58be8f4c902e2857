// The document screen: what this text is and who can read it above, its outline beside, the page in
// the middle. The text itself is the business of `page/`; where it comes from, of `replica/`.
import {
  memo,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { DocumentSummary } from '#shared/contract'
import type { EntryId } from '#shared/document'
import type { BlockId, DocumentId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import { useNavigation } from '../router.ts'
import { Notice } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'
import { openBrackets } from './brackets/brackets.ts'
import { BracketsContext } from './brackets/brackets-state.ts'
import { DocumentBar } from './bar/document-bar.tsx'
import { useSaveKey } from './bar/save-key.ts'
import { SavedLine } from './bar/saved-line.tsx'
import { CommentsContext, createComments } from './comments/comments-state.ts'
import { openRemarks } from './comments/remarks.ts'
import { AmendmentsContext, createAmendments } from './amendments/amendments-state.ts'
import { KeepAmendments } from './amendments/keep-amendments.tsx'
import { AddVersion } from './languages/add-version.tsx'
import { useVersions, type Versions, VersionsContext } from './languages/versions-state.ts'
import { OutlineSide } from './outline/outline-side.tsx'
import { PageView } from './page/page-view.tsx'
import { createPageState, PageStateContext } from './page/page-state.ts'
import { createPanel, PanelContext } from './panel/panel-state.ts'
import { SidePanel } from './panel/side-panel.tsx'
import { usePreview, type Preview } from './preview/index.tsx'
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
  /** The comments to show beside their words once the text is there. */
  thread?: EntryId
  /** Its original is shown beside it. */
  beside?: boolean
  /**
   * The text is a part of another screen, without its bar and outline: this stands above the page. The cursor goes
   * behind the words of `block`, to go on writing there.
   */
  head?: ReactNode
}

export function EditorScreen({ document, block, thread, beside = false, head }: EditorScreenProps) {
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
  const [isFromStart] = useState(block === undefined && thread === undefined && !beside)
  const versions = useVersions(document, beside)
  const hasLine = versions.languages !== undefined || versions.failure !== undefined
  const wanted = { document, isWanted: isFromStart, summary: steady, hasLine }
  const { preview, isOver, screen } = usePreview(wanted)
  const opened = useWindowReplica(document, isOver)
  if (failure) {
    return (
      <div className="editor-failed">
        <Notice tone="error">{words(sentenceOf[failure])}</Notice>
      </div>
    )
  }
  if (!opened || !summary || !steady) return <div className="editor" aria-busy />
  return (
    <UpToDateCountContext value={summary.have}>
      <GroupContext value={group}>
        <VersionsContext value={versions}>
          {screen ? (
            screen(opened.replica)
          ) : (
            <Document
              key={document}
              summary={steady}
              opened={opened}
              block={block}
              thread={thread}
              versions={versions}
              preview={preview}
              head={head}
            />
          )}
        </VersionsContext>
      </GroupContext>
    </UpToDateCountContext>
  )
}

type DocumentProps = {
  opened: Opened
  summary: DocumentSummary
  block: BlockId | undefined
  thread: EntryId | undefined
  versions: Versions
  preview: Preview
  head: ReactNode
}

const Document = memo(function Document(props: DocumentProps) {
  const { opened, summary, block, thread, versions, head } = props
  const isPart = head !== undefined
  const state = useReplicaState(opened.replica)
  // A reloaded replica may have another beginning.
  const [first] = useState(state.doc)
  const isFirst = state.doc === first
  const preview = useMemo(
    () => (isFirst ? props.preview : { ...props.preview, text: null }),
    [isFirst, props.preview],
  )
  const page = useMemo(() => createPageState(), [])
  const panel = useMemo(() => createPanel(), [])
  const shown = useMemo(() => createComments(panel), [panel])
  const comments = useMemo(
    () => ({ ...shown, remarks: openRemarks(state.doc) }),
    [shown, state.doc],
  )
  const brackets = useMemo(() => openBrackets(state.doc), [state.doc])
  const amendments = useMemo(() => createAmendments(state.doc, panel), [state.doc, panel])
  const { open } = useSyncExternalStore(panel.subscribe, panel.view)
  const isOpen = state.phase === 'open'
  // Its words are counted in this text; the form goes, and its input is offered again.
  useLayoutEffect(() => shown.show({ draft: null }), [isOpen, shown, state.doc])
  // A reviewer comes straight to the suggestions, once: a panel that was closed stays closed at a reload.
  const isReviewer = isOpen && state.rights.has('propose') && !state.rights.has('write')
  const wasBrought = useRef(false)
  useEffect(() => {
    if (!isReviewer || wasBrought.current) return
    wasBrought.current = true
    shown.bring({ shown: 'suggested' })
  }, [isReviewer, shown])
  // A reloaded text leaves a person where that person went since.
  const brought = useRef<EntryId>(undefined)
  useEffect(() => {
    if (!isOpen || thread === undefined || brought.current === thread) return
    brought.current = thread
    comments.bring({ current: thread, draft: null })
    const words = comments.remarks.get().places.get(thread)?.[0]
    if (words?.block) void page.goTo(words.block)
  }, [isOpen, thread, comments, page])
  useSaveKey()
  return (
    <PageStateContext value={page}>
      <PanelContext value={panel}>
        <CommentsContext value={comments}>
          <AmendmentsContext value={amendments}>
            <BracketsContext value={brackets}>
              <div
                className="editor"
                data-panel={open || undefined}
                data-part={isPart || undefined}
              >
                {isPart ? (
                  <div className="part-head">
                    <SavedLine summary={summary} replica={opened.replica} />
                    {head}
                  </div>
                ) : (
                  <DocumentBar summary={summary} opened={opened} />
                )}
                <KeepAmendments document={summary.id} doc={state.doc} rights={state.rights} />
                {isPart ? null : (
                  <OutlineSide summary={summary} doc={state.doc} rights={state.rights} />
                )}
                <PageView
                  summary={summary}
                  opened={opened}
                  state={state}
                  block={block}
                  edge={isPart ? 'end' : 'start'}
                  preview={preview}
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
