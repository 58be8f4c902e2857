// One thread: the words it is about, what was said, and what became of it. Settled ones keep all of it.
import { useState } from 'react'
import { MessageSquareQuote } from 'lucide-react'
import type { Member } from '#shared/contract'
import type { EntryId } from '#document/ids'
import type { Mention, Thread } from '#document/review/comments'
import type { Quotation } from '#document/log'
import type { DocumentId } from '#shared/ids'
import { Button, Icon, Link } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { answerPlace } from '../../unsent/places.ts'
import { authorIn, SaidBy, type Authorship } from './author.tsx'
import { CommentForm } from './comment-form.tsx'
import { SaidText } from './said-text.tsx'

export type ThreadCardProps = {
  document: DocumentId
  thread: Thread
  /** As the paragraph is cited, or empty where it has no number; null when the words are gone. */
  place: string | null
  isCurrent: boolean
  /** Its answer is to be written now. */
  isAnswered: boolean
  may: boolean
  readers: readonly Member[]
  authorOf: (client: number) => Member | undefined
  onShow: () => void
  /** Begins an answer, without going to its words. */
  onAnswer: () => void
  onReply: (text: string, mentions: Mention[]) => EntryId
  onSettle: (kind: 'resolve' | 'reopen') => void
}

export function ThreadCard(props: ThreadCardProps) {
  const { document, thread, place, isCurrent, isAnswered, may, readers } = props
  const { authorOf, onShow, onAnswer, onReply, onSettle } = props
  const { opening, replies, record, isResolved } = thread
  const words = useWords()
  const [now] = useState(() => Date.now())
  const authorshipOf = ({ client, quoted }: Authored): Authorship => ({
    author: authorOf(client),
    quoted,
  })
  const who = authorIn(authorshipOf(opening), words)
  const where =
    place === null
      ? words('comments.gone')
      : place === ''
        ? words('comments.inText')
        : words('comments.place', { place })
  return (
    <article
      className="thread"
      data-thread={thread.id}
      data-current={isCurrent || undefined}
      data-resolved={isResolved || undefined}
      tabIndex={-1}
      aria-label={words('comments.thread', { who, quote: opening.quote })}
    >
      <div className="thread-place">
        {place === null ? (
          <span className="thread-gone">{where}</span>
        ) : (
          <Link onPress={onShow}>{where}</Link>
        )}
        {isResolved ? <span className="thread-state">{words('comments.resolved')}</span> : null}
      </div>
      <blockquote className="thread-quote" dir="auto">
        <Icon of={MessageSquareQuote} size="small" />
        <span>{opening.quote}</span>
      </blockquote>
      {[opening, ...replies].map(said => (
        <div className="thread-said" key={said.id}>
          <SaidBy {...authorshipOf(said)} at={said.at} now={now} />
          <SaidText
            text={said.text}
            mentions={'mentions' in said ? said.mentions : undefined}
            readers={readers}
          />
        </div>
      ))}
      {record.length > 0 ? (
        <ul className="thread-record">
          {record.map(entry => (
            <li key={entry.id}>
              {entry.quoted
                ? words('comments.record.quoted', { file: entry.quoted.file })
                : words(`comments.record.${entry.kind}`, {
                    who: authorIn(authorshipOf(entry), words),
                    when: words.when(entry.at, now),
                  })}
            </li>
          ))}
        </ul>
      ) : null}
      {may && isCurrent && !isResolved ? (
        <CommentForm
          document={document}
          place={answerPlace(thread.id)}
          label={words('comments.reply')}
          act={words('comments.reply.act')}
          autoFocus={isAnswered}
          readers={readers}
          onSend={onReply}
        />
      ) : null}
      {may ? (
        <div className="comment-acts">
          {isCurrent || isResolved ? null : (
            <Button size="small" variant="quiet" onPress={onAnswer}>
              {words('comments.reply.act')}
            </Button>
          )}
          <Button
            size="small"
            variant="quiet"
            onPress={() => onSettle(isResolved ? 'reopen' : 'resolve')}
          >
            {words(isResolved ? 'comments.reopen' : 'comments.resolve')}
          </Button>
        </div>
      ) : null}
    </article>
  )
}

type Authored = { client: number; quoted?: Quotation }
