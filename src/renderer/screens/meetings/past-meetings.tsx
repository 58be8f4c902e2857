// Past meetings, a table for each year in one grid of columns, and how far their minutes are.
import { useState } from 'react'
import { CircleCheck, CircleDashed, CircleDot, MessagesSquare } from 'lucide-react'
import type { MeetingSummary } from '#shared/contract'
import { useGo } from '../../shell/router.ts'
import { Icon, Link, Segments } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type Shown = 'all' | 'approve' | 'attended'
const kinds: Shown[] = ['all', 'approve', 'attended']

const fits = ({ minutes, hasAttended }: MeetingSummary, shown: Shown): boolean => {
  if (shown === 'all') return true
  if (shown === 'attended') return hasAttended
  return minutes !== null && ['draft', 'circulated', 'corrections'].includes(minutes.status)
}

/** When the session was held; the planned time of one that was not. */
const timeOf = ({ opened, from }: MeetingSummary): number | null => opened ?? from

const yearOf = (meeting: MeetingSummary): number => new Date(timeOf(meeting) ?? 0).getFullYear()

export function PastMeetings({ meetings }: { meetings: MeetingSummary[] }) {
  const words = useWords()
  const [shown, setShown] = useState<Shown>('all')
  const found = meetings.filter(meeting => fits(meeting, shown))
  const years = [...new Set(found.map(yearOf))].toSorted((a, b) => b - a)
  return (
    <section aria-labelledby="meetings-past">
      <div className="meetings-past-head">
        <h2 id="meetings-past">{words('meetings.past')}</h2>
        <span className="small quiet">
          {words('meetings.past.count', { count: meetings.length })}
        </span>
        <div className="end">
          <Segments
            label={words('meetings.shown')}
            segments={kinds.map(id => ({ id, text: words(`meetings.shown.${id}`) }))}
            value={shown}
            onChange={setShown}
          />
        </div>
      </div>
      {found.length === 0 ? <p className="muted">{words('meetings.shown.none')}</p> : null}
      {years.map((year, at) => (
        <section className="meeting-year" key={year} aria-label={String(year)}>
          <h3>{year}</h3>
          <table>
            <caption className="unseen">
              {words('meetings.past.year', { year: String(year) })}
            </caption>
            <colgroup>
              <col className="meeting-col-title" />
              <col className="meeting-col-day" />
              <col className="meeting-col-attended" />
              <col className="meeting-col-decided" />
              <col />
            </colgroup>
            <thead className={at === 0 ? undefined : 'unseen'}>
              <tr>
                <th scope="col">{words('meetings.column.meeting')}</th>
                <th scope="col">{words('meetings.column.day')}</th>
                <th scope="col">{words('meetings.column.attended')}</th>
                <th scope="col">{words('meetings.column.decided')}</th>
                <th scope="col">{words('meetings.column.minutes')}</th>
              </tr>
            </thead>
            <tbody>
              {found
                .filter(meeting => yearOf(meeting) === year)
                .map(meeting => (
                  <PastRow key={meeting.agenda} meeting={meeting} />
                ))}
            </tbody>
          </table>
        </section>
      ))}
    </section>
  )
}

function PastRow({ meeting }: { meeting: MeetingSummary }) {
  const words = useWords()
  const go = useGo()
  const { agenda, title, place, isPlaceWithheld, quorum, attended } = meeting
  const time = timeOf(meeting)
  const { isMarked, decided, state, minutes } = meeting
  return (
    <tr>
      <th scope="row">
        <Link onPress={() => go({ screen: 'meeting', agenda })}>{title}</Link>
        <span className="smallest quiet meeting-place">
          <bdi>{isPlaceWithheld ? words('meetings.placeWithheld') : place}</bdi>
        </span>
      </th>
      <td>{time === null ? '' : words.time(time, { day: 'numeric', month: 'long' })}</td>
      {state === 'cancelled' ? (
        <td colSpan={3} className="muted">
          {words('meetings.cancelled')}
        </td>
      ) : (
        <>
          <td>
            {isMarked
              ? words('meetings.attended', { attended, entitled: quorum.entitled })
              : words('meetings.mark.none')}
          </td>
          <td>
            {decided === 0 && minutes?.status === 'notes'
              ? words('meetings.decided.noQuorum')
              : words('meetings.decided', { count: decided })}
          </td>
          <td>{minutes ? <Minutes minutes={minutes} /> : null}</td>
        </>
      )}
    </tr>
  )
}

const glyphs = {
  draft: CircleDashed,
  circulated: MessagesSquare,
  corrections: CircleDot,
  approved: CircleCheck,
  notes: CircleDashed,
} as const

type MinutesOf = NonNullable<MeetingSummary['minutes']>

function MinutesChip({ status }: { status: MinutesOf['status'] }) {
  const words = useWords()
  return (
    <span className="minutes-chip" data-status={status}>
      <Icon of={glyphs[status]} size="small" />
      {words(`meetings.minutes.${status}`)}
    </span>
  )
}

const approvalText = (
  { at, edition }: NonNullable<MinutesOf['approved']>,
  words: ReturnType<typeof useWords>,
): string => {
  const day = words.time(at, { day: 'numeric', month: 'long', year: 'numeric' })
  return edition === '' ? day : words('meetings.minutes.approvedAs', { day, edition })
}

function Minutes({ minutes: { status, corrections, approved } }: { minutes: MinutesOf }) {
  const words = useWords()
  const note =
    status === 'notes'
      ? words('meetings.minutes.noQuorum')
      : status === 'approved'
        ? approved
          ? approvalText(approved, words)
          : ''
        : corrections > 0
          ? words('meetings.minutes.waiting', { count: corrections })
          : ''
  return (
    <span className="minutes-state">
      <MinutesChip status={status} />
      <span className="smallest quiet">{note}</span>
    </span>
  )
}
