// Recommendations that were sent: one text, one table, paragraph by paragraph with the answer in the words of the
// reply.
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { CalendarClock, Ellipsis, GitCompareArrows, Send } from 'lucide-react'
import type { FiledReply, Recommendation, RecommendationText } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import type { Members } from '../meetings/members.ts'
import { dateFieldOf } from '../meetings/times.ts'
import { useGo } from '../../shell/router.ts'
import { Button, EmptyState, Icon, IconButton, Link, Menu, Parts } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { answerGlyphs, answers } from './answers.ts'
import { AnswerOf } from './answer-form.tsx'
import { dayInWords } from './days.ts'
import { ExportTable } from './export-table.tsx'
import { FileReply } from './file-reply.tsx'
import { ReviewOf, SentTo } from './recommendation-forms.tsx'
import { Replies } from './replies.tsx'

type TabProps = {
  texts: readonly RecommendationText[]
  group: GroupId
  members: Members
  chosen: RecommendationText | undefined
  onChoose: (text: RecommendationText) => void
  /** Null while no dialog is open. */
  filing: Filing | null
  onFile: (instead: FiledReply) => void
  /** Also where nothing was filed. */
  onFiled: () => void
}

export type Filing = { document: DocumentId; instead: FiledReply | null }

export function RecommendationsTab(props: TabProps) {
  const { texts, group, members, chosen: text, onChoose, filing, onFile, onFiled } = props
  const words = useWords()
  const [now] = useState(() => Date.now())
  if (!text)
    return (
      <div className="follow-empty">
        <EmptyState icon={Send} title={words('follow-up.recommendations.empty')}>
          {words('follow-up.recommendations.emptyText')}
        </EmptyState>
      </div>
    )
  return (
    <div className="tracker">
      <nav aria-label={words('follow-up.texts')}>
        <Parts items={texts}>
          {shown => (
            <ul className="tracker-texts">
              {shown.map(({ item: each, place }) => (
                <li key={each.document} {...place}>
                  <TextButton
                    text={each}
                    now={now}
                    isChosen={each === text}
                    onChoose={() => onChoose(each)}
                  />
                </li>
              ))}
            </ul>
          )}
        </Parts>
      </nav>
      <Tracked
        key={text.document}
        text={text}
        members={members}
        now={now}
        onWork={() => onChoose(text)}
        onReplace={onFile}
      />
      {filing?.document === text.document ? (
        <FileReply text={text} group={group} instead={filing.instead} onClose={onFiled} />
      ) : null}
    </div>
  )
}

type TextButtonProps = {
  text: RecommendationText
  now: number
  isChosen: boolean
  onChoose: () => void
}

function TextButton({ text, now, isChosen, onChoose }: TextButtonProps) {
  const words = useWords()
  const { title, sent, replies, rows, review, isReviewDue } = text
  const answered = rows.filter(({ answer }) => answer !== null && answer !== 'none').length
  const last = sent.at(-1)
  const reply = replies.at(-1)
  return (
    <AriaButton
      className="tracker-text"
      {...(isChosen ? { 'aria-current': true as const } : {})}
      onPress={onChoose}
    >
      <span className="strong" dir="auto">
        {title}
      </span>
      <span className="small muted">
        {reply
          ? words('follow-up.repliedOn', {
              day: dayInWords(reply.day, now, words),
              answered,
              count: rows.length,
            })
          : answered > 0
            ? words('follow-up.answered', { answered, count: rows.length })
            : last
              ? words('follow-up.sentOn', { day: dayInWords(last.day, now, words) })
              : words('follow-up.notSent')}
      </span>
      <span className="smallest muted">
        {last ? words('follow-up.toAddressee', { to: last.to }) : ''}
        {words.gap}
        {review === null || isReviewDue
          ? ''
          : words('follow-up.reviewOn', { day: dayInWords(review, now, words) })}
      </span>
      {isReviewDue ? (
        <span className="small late">
          <Icon of={CalendarClock} size="small" />
          {words('follow-up.reviewDue')}
        </span>
      ) : null}
    </AriaButton>
  )
}

type TrackedProps = {
  text: RecommendationText
  members: Members
  now: number
  /** A person is in the table: it stays with the text, wherever that moves in the list. */
  onWork: () => void
  onReplace: (reply: FiledReply) => void
}
type Opened = { form: 'answer' | 'review'; row: Recommendation } | { form: 'sent' } | null

function Tracked({ text, members, now, onWork, onReplace }: TrackedProps) {
  const words = useWords()
  const go = useGo()
  const [opened, setOpened] = useState<Opened>(null)
  const { document, title, sent, counts, maySay } = text
  const close = (): void => setOpened(null)
  const last = sent.at(-1)
  return (
    <section className="tracked" aria-labelledby="tracked" onFocusCapture={onWork}>
      <div className="tracked-head">
        <div className="grow">
          <h2 id="tracked" dir="auto">
            {title}
          </h2>
          <p className="small muted">
            {last
              ? words('follow-up.sentTo', { to: last.to, day: dayInWords(last.day, now, words) })
              : words('follow-up.notSent')}
            {words.gap}
            <Link onPress={() => go({ screen: 'document', document })}>
              {words('follow-up.openText')}
            </Link>
          </p>
        </div>
        {last ? <ExportTable text={text} /> : null}
        {maySay ? (
          <Button size="small" icon={Send} onPress={() => setOpened({ form: 'sent' })}>
            {words('follow-up.noteSent')}
          </Button>
        ) : null}
      </div>
      <Replies text={text} members={members} now={now} onReplace={onReplace} />
      <ul className="answer-counts" aria-label={words('follow-up.answers')}>
        {answers.map(id => (
          <li key={id}>
            <span className="answer" data-answer={id}>
              <Icon of={answerGlyphs[id]} size="small" />
              {words(`follow-up.count.${id}`, { count: counts[id] })}
            </span>
          </li>
        ))}
      </ul>
      <TrackerTable text={text} members={members} now={now} onOpen={setOpened} />
      <p className="small muted">{words('follow-up.withoutAnswer')}</p>
      {opened === null ? null : opened.form === 'sent' ? (
        <SentTo text={text} onClose={close} />
      ) : opened.form === 'answer' ? (
        <AnswerOf text={text} row={opened.row} onClose={close} />
      ) : (
        <ReviewOf text={text} row={opened.row} onClose={close} />
      )}
    </section>
  )
}

type TableProps = {
  text: RecommendationText
  members: Members
  now: number
  onOpen: (opened: Opened) => void
}

function TrackerTable({ text: { rows, replies, maySay }, members, now, onOpen }: TableProps) {
  const words = useWords()
  // One reply and one member who quotes it stand above the table.
  const quoting = new Set(rows.flatMap(row => row.by ?? []))
  const isNamed = replies.length !== 1 || quoting.size > 1
  return (
    <table className="tracker-table">
      <caption className="unseen">{words('follow-up.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{words('follow-up.column.paragraph')}</th>
          <th scope="col">{words('follow-up.column.asked')}</th>
          <th scope="col">{words('follow-up.column.answer')}</th>
          <th scope="col">{words('follow-up.column.reply')}</th>
          <th scope="col">{words('follow-up.column.review')}</th>
          {maySay ? (
            <th scope="col">
              <span className="unseen">{words('follow-up.column.acts')}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.block}>
            <th scope="row">
              <bdi>{row.number}</bdi>
            </th>
            <td className="tracker-words" dir="auto">
              {row.words}
            </td>
            <td>
              <AnswerCell row={row} members={members} now={now} isNamed={isNamed} />
            </td>
            <td className="small">
              <ReplyCell row={row} />
            </td>
            <td className="small muted">
              <ReviewCell row={row} now={now} />
            </td>
            {maySay ? (
              <td>
                <MoreOfRow row={row} onOpen={onOpen} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type CellProps = { row: Recommendation; members: Members; now: number; isNamed: boolean }

function AnswerCell({ row, members, now, isNamed }: CellProps) {
  const words = useWords()
  const { answer, by, at, isApart } = row
  return (
    <>
      <span className="answer" data-answer={answer ?? 'none'}>
        <Icon of={answerGlyphs[answer ?? 'none']} size="small" />
        {words(`follow-up.answer.${answer ?? 'none'}`)}
      </span>
      {answer === null || at === null || !isNamed ? null : (
        <span className="smallest quiet answer-by">
          {words('follow-up.answer.by', {
            name: members.handleOf(by),
            day: dayInWords(dateFieldOf(at), now, words),
          })}
        </span>
      )}
      {isApart ? (
        <span className="smallest answer-by answer-apart">
          <Icon of={GitCompareArrows} size="small" />
          {words('follow-up.answer.apart')}
        </span>
      ) : null}
    </>
  )
}

function ReplyCell({ row: { reply, place } }: { row: Recommendation }) {
  const words = useWords()
  return (
    <>
      {reply === '' ? (
        <span className="muted">{words('follow-up.noWords')}</span>
      ) : (
        <q dir="auto">{reply}</q>
      )}{' '}
      {place === '' ? null : (
        <span className="quiet unbroken">
          <bdi>{words('follow-up.replyPlace', { place })}</bdi>
        </span>
      )}
    </>
  )
}

function ReviewCell({ row: { review, isReviewDue }, now }: Pick<CellProps, 'row' | 'now'>) {
  const words = useWords()
  if (review === null) return null
  const day = dayInWords(review, now, words)
  return isReviewDue ? (
    <span className="late">
      <Icon of={CalendarClock} size="small" />
      {words('follow-up.reviewSince', { day })}
    </span>
  ) : (
    <span className="unbroken">{day}</span>
  )
}

type MoreProps = { row: Recommendation; onOpen: (opened: Opened) => void }

function MoreOfRow({ row, onOpen }: MoreProps) {
  const words = useWords()
  const label = words('follow-up.more', { place: row.number })
  return (
    <Menu
      label={label}
      groups={[
        {
          acts: (['answer', 'review'] as const).map(form => ({
            id: form,
            text: words(`follow-up.form.${form}`),
            onAct: () => onOpen({ form, row }),
          })),
        },
      ]}
    >
      <IconButton icon={Ellipsis} size="small" label={label} />
    </Menu>
  )
}
