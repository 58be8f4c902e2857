// The page in the middle of the screen: the tools above it, what must be said about it, and the sheet
// with masthead, title and text.
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { LexicalExtensionComposer } from '@lexical/react/LexicalExtensionComposer'
import { noRights, type DocumentSummary, type Restricted, type Right } from '#shared/contract'
import { isNewerSchema } from '#shared/document'
import type { BlockId } from '#shared/ids'
import type { TooLarge } from '../paste/policy.ts'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { LeftOut } from '../paste/pasted.ts'
import type { Moved } from '../move-commands.ts'
import type { Opened } from '../replica/use-window-replica.ts'
import type { WindowReplicaState } from '../replica/window-replica.ts'
import { useGroupHere } from '../stable-summary.ts'
import { CommentHighlights } from '../comments/comment-highlights.tsx'
import { useAnnounced } from './announced.ts'
import { Citations } from '../citations/citations.tsx'
import { FindAndReplace } from '../find/find-and-replace.tsx'
import { BracketConflicts } from '../brackets/bracket-conflicts.tsx'
import { BracketMarks } from '../brackets/bracket-marks.tsx'
import { PointMarks } from '../amendments/point-marks.tsx'
import { ParagraphMarks } from '../suggestions/paragraph-marks.tsx'
import { SuggestionAuthors } from '../suggestions/suggestion-authors.tsx'
import { CursorLayer } from './cursor-layer.tsx'
import { pageExtension } from './extension.ts'
import { type FailureRelay, failureRelay } from './failure-relay.ts'
import { KindNews } from './kind-news.tsx'
import { Masthead } from './masthead.tsx'
import { MergedNotice } from './merged-notice.tsx'
import { RescueNotices } from './rescue-notices.tsx'
import { Lines } from '../minutes/lines.tsx'
import { CorrectedMarks } from '../minutes/corrected-marks.tsx'
import { SettledNotice } from '../minutes/settled-notice.tsx'
import { TakeAttendance } from '../minutes/take-attendance.tsx'
import { MinutesNotices } from '../minutes/versions.tsx'
import { OriginalColumn } from '../languages/original-column.tsx'
import { useSideBySide } from '../languages/use-side-by-side.ts'
import { directionOf } from '../languages/names.ts'
import { useSideBySideKeys } from '../languages/use-side-by-side-keys.ts'
import { VersionBar } from '../languages/version-bar.tsx'
import { Figures } from '../figures/figures.tsx'
import { Footnotes } from '../notes/footnotes.tsx'
import { PageText } from './page-text.tsx'
import { FixedNotice, useFixing } from '../../decisions/fixed-notice.tsx'
import { LookNotices } from '../../second-look/look-notice.tsx'
import { OriginNotice } from '../../forwarding/origin-notice.tsx'
import { LateWords } from '../../documents/late-words.tsx'
import { AuthorColours } from '../history/author-colours.tsx'
import { UnsentNotice } from '../unsent/unsent-notice.tsx'
import { UnreadNotice } from '../history/unread-notice.tsx'
import { LostReferences } from '../cross-references/lost-references.tsx'
import { CrossReferences } from '../cross-references/cross-references.tsx'
import { Regions } from '../restricted/regions.tsx'
import { useInCircle, useRestricted } from '../restricted/restricted-state.ts'
import { UnplacedNotice } from '../restricted/unplaced-notice.tsx'
import { RemoteSummary } from './remote-summary.tsx'
import { Title } from './title.tsx'
import { PageTools } from './page-tools.tsx'
import { type Edge, usePageState } from './page-state.ts'
import { NoticesSlot } from './notices-slot.tsx'
import { RemovedNotice } from './removed-notice.tsx'
import { DisputedNotice } from './disputed-notice.tsx'
import { WordingsNotice } from './wordings-notice.tsx'
import { PageNotices } from './page-notices.tsx'
import { useUndoAnnouncement } from './use-undo-announcement.ts'
import { type Bound, useBinding } from './use-binding.ts'
import { useRightsNews } from './rights-news.ts'
import type { Preview } from '../preview/index.tsx'
import './page.css'

export type PageViewProps = {
  summary: DocumentSummary
  opened: Opened
  state: WindowReplicaState
  block: BlockId | undefined
  edge: Edge
  /** Shown until the page is there. */
  preview: Preview
}

/** A reloaded document gets a new editor: the old one may have failed. */
export function PageView(props: PageViewProps) {
  return <Replica key={props.state.doc.guid} {...props} />
}

function Replica(props: PageViewProps) {
  const words = useWords()
  const [{ extension, relay }] = useState(() => {
    const made = failureRelay()
    const news = {
      onError: made.report,
      onTooLarge: (what: TooLarge) =>
        say(words(what === 'all' ? 'editor.paste.tooLarge' : 'editor.paste.wordTooLong')),
      onLeftOut: (leftOut: LeftOut) => sayLeftOut(leftOut, words),
    }
    return { extension: pageExtension(news, props.summary.id), relay: made }
  })
  return (
    <LexicalExtensionComposer extension={extension} contentEditable={null}>
      <Sheet {...props} relay={relay} />
    </LexicalExtensionComposer>
  )
}

function sayLeftOut(leftOut: LeftOut, words: ReturnType<typeof useWords>): void {
  const { images, tables, links } = leftOut
  const sentences = [
    images > 0 ? words('editor.paste.images', { images }) : '',
    tables > 0 ? words('editor.paste.tables', { tables }) : '',
    links > 0 ? words('editor.paste.links', { links }) : '',
  ].filter(sentence => sentence !== '')
  if (sentences.length > 0) say(words.sentences(sentences))
}

/** Where paragraphs that were moved stand now, for who cannot see it. */
function useMoveNews(announce: (text: string) => void): (moved: Moved) => void {
  const words = useWords()
  const page = usePageState()
  return useCallback(
    (moved: Moved) => {
      if (moved === 'locked') return say(words('editor.moved.locked'))
      if (moved === 'at-the-end') return announce(words('editor.moved.end'))
      const { blocks } = page.snapshot()
      const at = blocks.findIndex(({ id }) => id === moved.block)
      const [before, block] = [blocks[at - 1], blocks[at]]
      if (block !== undefined && block.place !== '')
        announce(words('editor.moved.place', { place: block.place }))
      else if (before === undefined) announce(words('editor.moved.first'))
      else announce(words('editor.moved.below', { text: before.text.slice(0, 80) }))
    },
    [words, page, announce],
  )
}

/** The canvas, scrolled to where the preview was. */
function useCanvas({ scrolled }: Preview): RefObject<HTMLDivElement | null> {
  const canvas = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (canvas.current && scrolled.current > 0) canvas.current.scrollTop = scrolled.current
  }, [scrolled])
  return canvas
}

function Sheet(props: PageViewProps & { relay: FailureRelay }) {
  const { summary, opened, state, block, edge, preview, relay } = props
  const shown = state.phase !== 'opening'
  const words = useWords()
  const sheet = useRef<HTMLElement>(null)
  const canvas = useCanvas(preview)
  const [coloured, setColoured] = useState(false)
  const group = useGroupHere()
  const restricted = useRestricted(summary.id)
  const newer = shown && isNewerSchema(state.doc)
  const rights = newer ? noRights : state.rights
  const writable = rights.has('write')
  const { kind, language } = summary
  const [announced, announce] = useAnnounced()
  const onMoved = useMoveNews(announce)
  const onUndone = useUndoAnnouncement(announce)
  const bound = useBinding({ opened, state, writable, relay, kind, language, onMoved, onUndone })
  useRightsNews(state)
  const beside = useSideBySide(summary.id, bound)
  useSideBySideKeys(beside)
  const run = { lang: language, dir: directionOf(language) }

  return (
    <div className="page-column">
      <VersionBar summary={summary} beside={beside} />
      <div className="page-tools" data-area="tools">
        <PageTools
          bound={bound}
          document={summary.id}
          group={summary.group}
          isOfCircle={summary.readers.kind === 'circle'}
          kind={summary.kind}
          language={summary.language}
          rights={rights}
          coloured={coloured}
          onColour={setColoured}
        />
      </div>
      <FindAndReplace bound={bound} writable={writable} />
      <div className="canvas scroll" data-area="page" ref={canvas}>
        <article
          className="sheet"
          ref={sheet}
          data-beside={beside ? '' : undefined}
          {...(beside ? {} : run)}
          aria-label={summary.title || words('editor.title.empty')}
          aria-busy={!shown}
        >
          <Masthead summary={summary} group={group} />
          <div className="sheet-texts">
            {beside ? <OriginalColumn beside={beside} group={group} /> : null}
            <div className="version-head" {...run}>
              <Title doc={state.doc} title={summary.title} writable={writable} bound={bound} />
            </div>
            <PageText
              bound={bound}
              shown={shown}
              block={block}
              edge={edge}
              state={state}
              writable={writable}
              preview={preview.text}
              {...run}
            />
          </div>
          <Overlays
            {...props}
            bound={bound}
            sheet={sheet}
            rights={rights}
            restricted={restricted}
          />
        </article>
      </div>
      {bound ? <CrossReferences bound={bound} /> : null}
      {bound ? <Figures bound={bound} document={summary.id} doc={state.doc} group={group} /> : null}
      {bound && kind === 'minutes' ? (
        <Lines bound={bound} doc={state.doc} summary={summary} writable={writable} />
      ) : null}
      <Citations editor={bound?.editor ?? null} document={summary.id} />
      <Notices
        {...props}
        bound={bound}
        isShown={shown}
        isNewer={newer}
        rights={rights}
        coloured={coloured}
        restricted={restricted}
      />
      <div className="unseen" role="status" data-announced>
        {announced}
      </div>
      {bound ? <KindNews editor={bound.editor} /> : null}
      <RemoteSummary replica={opened.replica} group={group} />
    </div>
  )
}

/** The properties that the parts over and below the page need beside the view's own. */
type PageParts = PageViewProps & {
  bound: Bound | null
  rights: ReadonlySet<Right>
  restricted: readonly Restricted[]
}

type OverlaysProps = PageParts & { sheet: RefObject<HTMLElement | null> }

/** The parts that lie on the sheet beside its text. */
function Overlays(props: OverlaysProps) {
  const { summary, opened, state, bound, sheet, rights, restricted } = props
  const writable = rights.has('write')
  const group = useGroupHere()
  return (
    <>
      <Regions
        bound={bound}
        summary={summary}
        restricted={restricted}
        group={group}
        sheet={sheet}
        writable={writable}
      />
      {bound ? <Footnotes bound={bound} doc={state.doc} writable={writable} /> : null}
      <CommentHighlights editor={bound?.editor ?? null} may={rights.has('remark')} />
      <ParagraphMarks editor={bound?.editor ?? null} />
      {summary.kind === 'minutes' ? (
        <CorrectedMarks editor={bound?.editor ?? null} sheet={sheet} summary={summary} />
      ) : null}
      <SuggestionAuthors bound={bound} group={group} document={summary.id} />
      <PointMarks editor={bound?.editor ?? null} sheet={sheet} />
      <CursorLayer bound={bound} people={opened.people} sheet={sheet} />
      <BracketMarks
        bound={bound}
        summary={summary}
        group={group}
        sheet={sheet}
        writable={writable}
      />
    </>
  )
}

type NoticesProps = PageParts & { isShown: boolean; isNewer: boolean; coloured: boolean }

/** The notices below the page. */
function Notices(props: NoticesProps) {
  const { summary, opened, state, bound, rights } = props
  const writable = rights.has('write')
  const { isShown, isNewer, coloured, restricted } = props
  const group = useGroupHere()
  const inCircle = useInCircle(summary)
  const isFixed = useFixing(summary.id) !== undefined
  return (
    <NoticesSlot>
      <PageNotices
        replica={opened.replica}
        state={state}
        readOnly={isShown && !writable && state.phase === 'open'}
        rights={rights}
        newer={isNewer}
        isFixed={isFixed}
        group={group}
        inCircle={inCircle}
      />
      <DisputedNotice document={summary.id} group={group} />
      <WordingsNotice document={summary.id} group={group} />
      {writable ? (
        <RemovedNotice group={group} inCircle={inCircle} readers={summary.readers} />
      ) : null}
      <RescueNotices bound={bound} opened={opened} group={group} />
      {coloured && bound ? (
        <AuthorColours summary={summary} group={group} bound={bound} replica={opened.replica} />
      ) : null}
      <UnsentNotice document={summary.id} rights={rights} />
      <UnreadNotice summary={summary} replica={opened.replica} bound={bound} />
      <LostReferences />
      <BracketConflicts writable={writable} />
      <UnplacedNotice restricted={restricted} />
      <MergedNotice summary={summary} group={group} bound={bound} writable={writable} />
      {summary.kind === 'minutes' ? (
        <>
          {bound && writable ? <SettledNotice bound={bound} summary={summary} /> : null}
          {bound && writable ? <TakeAttendance bound={bound} summary={summary} /> : null}
          <MinutesNotices summary={summary} />
        </>
      ) : (
        <>
          <FixedNotice document={summary.id} />
          <OriginNotice document={summary.id} />
        </>
      )}
      <LookNotices document={summary.id} group={summary.group} />
      <LateWords group={summary.group} document={summary.id} />
    </NoticesSlot>
  )
}
