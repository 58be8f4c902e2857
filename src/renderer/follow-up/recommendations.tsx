// RecommendationText that were sent out: one text, one table, paragraph by paragraph with the answer in
// the words of the reply.
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Ellipsis, Send } from 'lucide-react'
import type { Recommendation, RecommendationText } from '#shared/contract'
import { useGo } from '../router.ts'
import { Button, EmptyState, Icon, IconButton, Link, Menu } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { answerGlyphs, answers } from './answers.ts'
import { AnswerOf, ReviewOf, SentTo } from './recommendation-forms.tsx'
import { dayInWords } from './days.ts'

type TabProps = { texts: RecommendationText[] }

export function RecommendationsTab({ texts }: TabProps) {
  const words = useWords()
  const [now] = useState(() => Date.now())
  const [chosen, setChosen] = useState<string | null>(null)
  const text = texts.find(({ document }) => document === chosen) ?? texts[0]
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
        <ul className="tracker-texts">
          {texts.map(each => (
            <li key={each.document}>
              <TextButton
                text={each}
                now={now}
                isChosen={each === text}
                onChoose={() => setChosen(each.document)}
              />
            </li>
          ))}
        </ul>
      </nav>
      <Tracked key={text.document} text={text} now={now} />
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
  const { title, sent, rows, review, isReviewDue } = text
  const answered = rows.filter(({ answer }) => answer !== null && answer !== 'none').length
  const last = sent.at(-1)
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
        {answered > 0
          ? words('follow-up.answered', { answered, count: rows.length })
          : last
            ? words('follow-up.sentOn', { day: dayInWords(last.day, now, words) })
            : words('follow-up.notSent')}
      </span>
      {review === null ? null : (
        <span className="smallest muted">
          {isReviewDue
            ? words('follow-up.reviewDue')
            : words('follow-up.reviewOn', { day: dayInWords(review, now, words) })}
        </span>
      )}
    </AriaButton>
  )
}

type TrackedProps = { text: RecommendationText; now: number }
type Opened = { form: 'answer' | 'review'; row: Recommendation } | { form: 'sent' } | null

function Tracked({ text, now }: TrackedProps) {
  const words = useWords()
  const go = useGo()
  const [opened, setOpened] = useState<Opened>(null)
  const { document, title, sent, counts, maySay } = text
  const close = (): void => setOpened(null)
  const last = sent.at(-1)
  return (
    <section className="tracked" aria-labelledby="tracked">
      <div className="tracked-head">
        <div className="grow">
          <h2 id="tracked" dir="auto">
            {title}
          </h2>
          <p className="small muted">
            {last
              ? words('follow-up.sentTo', { to: last.to, day: dayInWords(last.day, now, words) })
              : words('follow-up.notSent')}{' '}
            <Link onPress={() => go({ screen: 'document', document })}>
              {words('follow-up.openText')}
            </Link>
          </p>
        </div>
        {maySay ? (
          <Button size="small" icon={Send} onPress={() => setOpened({ form: 'sent' })}>
            {words('follow-up.noteSent')}
          </Button>
        ) : null}
      </div>
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
      <TrackerTable text={text} now={now} onOpen={setOpened} />
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

type TableProps = { text: RecommendationText; now: number; onOpen: (opened: Opened) => void }

function TrackerTable({ text: { rows, maySay }, now, onOpen }: TableProps) {
  const words = useWords()
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
              <span className="answer" data-answer={row.answer ?? 'none'}>
                <Icon of={answerGlyphs[row.answer ?? 'none']} size="small" />
                {words(`follow-up.answer.${row.answer ?? 'none'}`)}
              </span>
            </td>
            <td className="small">
              {row.reply === '' ? (
                <span className="muted">{words('follow-up.noWords')}</span>
              ) : (
                <q dir="auto">{row.reply}</q>
              )}
            </td>
            <td className="small muted unbroken">
              {row.review === null ? '' : dayInWords(row.review, now, words)}
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
