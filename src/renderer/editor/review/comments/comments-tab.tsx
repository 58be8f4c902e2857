// The comments tab: what was said about the page, in the order of the page, open or settled, and a place to
// say more. The list is there to read also for who may not comment.
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { MessageSquare } from 'lucide-react'
import type { DocumentSummary, Member, Right } from '#shared/contract'
import type { EntryId } from '#document/ids'
import type { Thread } from '#document/review/comments'
import type { DocumentId } from '#shared/ids'
import { useCore } from '../../../shell/core-client.ts'
import { useKept } from '../../../shell/typed/use-typed.ts'
import { EmptyState, say, Segments } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { usePage, usePageState } from '../../page/page-state.ts'
import { commentPlace } from '../../unsent/places.ts'
import { CommentForm } from './comment-form.tsx'
import { type CommentsShown, useComments, useCommentsView, useRemarks } from './comments-state.ts'
import { useLookedAt } from './looked-at.ts'
import type { Words } from './remarks.ts'
import { SuggestionsList } from './suggestions-list.tsx'
import { ThreadCard } from './thread-card.tsx'
import { useAuthors } from './use-authors.ts'
import { useReaders } from './use-readers.ts'
import './comments.css'

export type CommentsTabProps = {
  summary: DocumentSummary
  rights: ReadonlySet<Right>
  onClose: () => void
}

export function CommentsTab(props: CommentsTabProps) {
  const { summary, rights, onClose } = props
  const words = useWords()
  const comments = useComments()
  const { shown, current, answering, draft, suggestion } = useCommentsView()
  const { threads, places, suggestions, paragraphs, settled } = useRemarks()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  const list = useRef<HTMLDivElement>(null)
  const authorOf = useAuthors(summary.id, threads, [
    ...suggestions,
    ...paragraphs,
    ...settled.flatMap(({ client, record }) => [{ client }, ...record]),
  ])

  const readers = useReaders(summary)
  const currentThread = threads.find(({ id }) => id === current)
  useSeen(summary.id, currentThread, readers, authorOf)
  const segment = currentThread ? (currentThread.isResolved ? 'resolved' : 'open') : shown
  useEffect(() => {
    if (current === null) return
    const card = list.current?.querySelector<HTMLElement>(`[data-thread="${current}"]`)
    card?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const placeOf = ({ id }: Thread): string | null => {
    const [stretch] = places.get(id) ?? []
    return stretch ? (blocks[stretch.index]?.place ?? '') : null
  }
  const orderOf = ({ id }: Thread): number => {
    const [stretch] = places.get(id) ?? []
    return stretch ? stretch.index + stretch.from / 1e9 : Infinity
  }
  const shownThreads = threads
    .filter(({ isResolved }) => segment !== 'suggested' && isResolved === (segment === 'resolved'))
    .toSorted((a, b) => orderOf(a) - orderOf(b) || a.opening.at - b.opening.at)
  const open = threads.filter(({ isResolved }) => !isResolved).length
  const choose = (next: CommentsShown): void =>
    comments.show({ shown: next, current: null, suggestion: null })
  const show = (thread: EntryId): void => {
    comments.show({ current: thread, draft: null })
    const block = blocks[places.get(thread)?.[0]?.index ?? -1]
    if (block) page.goTo(block.id)
  }

  return (
    <div ref={list}>
      <Choice
        segment={segment}
        open={open}
        suggested={suggestions.length + paragraphs.length}
        onChange={choose}
      />
      <div className="panel-list">
        {draft ? (
          <Draft
            document={summary.id}
            draft={draft}
            writable={rights.has('write')}
            readers={readers}
            onCancel={onClose}
          />
        ) : null}
        {shownThreads.map(thread => (
          <ThreadCard
            key={thread.id}
            thread={thread}
            place={placeOf(thread)}
            document={summary.id}
            isCurrent={thread.id === current}
            isAnswered={thread.id === answering}
            may={rights.has('remark')}
            readers={readers}
            authorOf={authorOf}
            onShow={() => show(thread.id)}
            onAnswer={() =>
              comments.show({ current: thread.id, draft: null, answering: thread.id })
            }
            onReply={(text, mentions) => comments.remarks.reply(thread.id, { text, mentions })}
            onSettle={kind => {
              comments.remarks.settle(thread.id, kind)
              comments.show({ current: null })
            }}
          />
        ))}
        {segment === 'suggested' ? (
          <SuggestionsList
            summary={summary}
            authorOf={authorOf}
            rights={rights}
            suggestion={suggestion}
          />
        ) : shownThreads.length === 0 && !draft ? (
          <EmptyState icon={MessageSquare} title={words(`comments.none.${segment}`)}>
            {segment === 'open' && rights.has('remark') ? words('comments.none.how') : null}
          </EmptyState>
        ) : null}
      </div>
    </div>
  )
}

/** Mentions and answers of a thread wait no longer once it is open here, in a window that has the focus. */
function useSeen(
  document: DocumentId,
  thread: Thread | undefined,
  readers: readonly Member[],
  authorOf: (client: number) => Member | undefined,
): void {
  const core = useCore()
  const self = readers.find(each => each.self)?.id
  const said = thread ? [thread.opening, ...thread.replies] : []
  const isOwn = (client: number): boolean => authorOf(client)?.self === true
  const isAsked = thread !== undefined && isOwn(thread.opening.client)
  const count = said.filter(
    each =>
      ('mentions' in each && each.mentions?.some(([member]) => member === self)) ||
      (isAsked && each.kind === 'reply' && !isOwn(each.client)),
  ).length
  const id = thread?.id
  const isLooked = useLookedAt()
  useEffect(() => {
    if (isLooked && id !== undefined && count > 0)
      void core.call('mentions.seen', { document, thread: id }).catch(() => {})
  }, [core, document, id, count, isLooked])
}

type ChoiceProps = {
  segment: CommentsShown
  /** Counts. */
  open: number
  suggested: number
  onChange: (next: CommentsShown) => void
}

function Choice({ segment, open, suggested, onChange }: ChoiceProps) {
  const words = useWords()
  return (
    <div className="panel-choice">
      <span className="grow">
        {segment === 'suggested' ? null : words('comments.open', { count: open })}
      </span>
      <Segments
        label={words('comments.which')}
        segments={[
          { id: 'open', text: words('comments.which.open') },
          { id: 'resolved', text: words('comments.which.resolved') },
          { id: 'suggested', text: words('comments.which.suggested', { count: suggested }) },
        ]}
        value={segment}
        onChange={onChange}
      />
    </div>
  )
}

type DraftProps = {
  document: DocumentId
  draft: Words
  writable: boolean
  readers: readonly Member[]
  onCancel: () => void
}

/** The form of a new comment, with the words that it is about. */
function Draft({ document, draft, writable, readers, onCancel }: DraftProps) {
  const words = useWords()
  const comments = useComments()
  const page = usePageState()
  const kept = useKept(document)
  const place = useMemo(() => commentPlace(draft, kept, comments.remarks), [draft, kept, comments])
  // Its words move while others write above them.
  const anchor = useMemo(() => comments.remarks.anchorOf(draft) ?? '', [draft, comments])
  const blocks = usePage(each => each.blocks)
  const { index, from, to } = comments.remarks.wordsAt(anchor) ?? draft
  const form = useRef<HTMLFormElement>(null)
  // Asked for again while it is there, the form gets the focus again.
  useLayoutEffect(() => form.current?.querySelector('textarea')?.focus(), [draft])
  return (
    <CommentForm
      key={place}
      ref={form}
      document={document}
      place={place}
      about={anchor}
      label={words('comments.new')}
      act={words('comments.new.act')}
      autoFocus
      onCancel={onCancel}
      readers={readers}
      onSend={(text, mentions) => {
        const now = comments.remarks.wordsAt(anchor)
        const id = now && comments.remarks.comment(now, { text, mentions }, writable)
        if (id === null) {
          say(words('typed.gone'))
          return null
        }
        comments.show({ draft: null, current: id })
        page.focusText()
        return id
      }}
    >
      <blockquote className="thread-quote" dir="auto">
        <span>{blocks[index]?.text.slice(from, to)}</span>
      </blockquote>
    </CommentForm>
  )
}
