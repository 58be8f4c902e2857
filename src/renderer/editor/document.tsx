// An open text with its bar, its outline and its panels, and the state that they share.
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
import type { EntryId } from '#document/ids'
import type { BlockId } from '#shared/ids'
import { AmendmentsContext, createAmendments } from './review/amendments/amendments-state.ts'
import { KeepAmendments } from './review/amendments/keep-amendments.tsx'
import { DocumentBar } from './bar/document-bar.tsx'
import { useSaveKey } from './bar/save-key.ts'
import { SavedLine } from './bar/saved-line.tsx'
import { openBrackets } from './review/brackets/brackets.ts'
import { BracketsContext } from './review/brackets/brackets-state.ts'
import {
  CommentsContext,
  type CommentsShowing,
  createComments,
} from './review/comments/comments-state.ts'
import { openRemarks } from './review/comments/remarks.ts'
import { AddVersion } from './languages/add-version.tsx'
import type { Versions } from './languages/versions-state.ts'
import { OutlineSide } from './outline/outline-side.tsx'
import { PageView } from './page/page-view.tsx'
import { createPageState, PageStateContext } from './page/page-state.ts'
import { createPanel, leavesLittleRoom, PanelContext } from './panel/panel-state.ts'
import { SidePanel } from './panel/side-panel.tsx'
import type { Preview } from './preview/index.tsx'
import { type Opened, useReplicaState } from './replica/use-window-replica.ts'
import { maySuggest } from './review/suggestions/may-suggest.ts'

type Coming = { isOpen: boolean; isReviewer: boolean; settled: boolean }

/**
 * A reviewer comes straight to the suggestions, where the text stays in view, and so does a person to the settled ones
 * that Home named. A panel stays as it is at a reload, and when rights go while the text is read.
 */
function useSuggestionsFirst(
  comments: Pick<CommentsShowing, 'bring'>,
  { isOpen, isReviewer, settled }: Coming,
): void {
  const hasCome = useRef(false)
  useEffect(() => {
    if (!isOpen || hasCome.current) return
    hasCome.current = true
    if (settled || (isReviewer && !leavesLittleRoom()))
      comments.bring({ shown: 'suggested', settledToo: settled })
  }, [isOpen, isReviewer, settled, comments])
}

type DocumentProps = {
  opened: Opened
  summary: DocumentSummary
  block: BlockId | undefined
  thread: EntryId | undefined
  settled: boolean
  versions: Versions
  preview: Preview
  head: ReactNode
}

export const Document = memo(function Document(props: DocumentProps) {
  const { opened, summary, block, thread, settled, versions, head } = props
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
  const isReviewer = maySuggest(summary, state.rights) && !state.rights.has('write')
  useSuggestionsFirst(shown, { isOpen, isReviewer, settled })
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
