// The next meeting of the group, in few words, and the way to its agenda.
import type { MeetingSummary } from '#shared/contract'
import { DayMark } from '../meetings/day-mark.tsx'
import { answersLine } from '../meetings/answers-line.ts'
import { daysBetween, useTimes } from '../meetings/times.ts'
import { useGo } from '../../shell/router.ts'
import { Button, Card, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Home } from './use-home.ts'
import '../meetings/meetings.css'

const isComing = ({ state, from }: MeetingSummary): boolean =>
  from !== null && (state === 'called' || state === 'open')

export function NextCard({ home }: { home: Home }) {
  const words = useWords()
  const go = useGo()
  const { meetings, now } = home
  const next = meetings?.find(isComing)
  return (
    <Card
      title={words('home.meeting')}
      end={
        next === undefined ? (
          <span className="small">
            <Link onPress={() => go({ screen: 'meetings' })}>{words('home.meeting.all')}</Link>
          </span>
        ) : (
          <When meeting={next} now={now} />
        )
      }
    >
      {next ? (
        <Next meeting={next} />
      ) : meetings ? (
        <p className="card-body small muted">{words('home.meeting.none')}</p>
      ) : null}
    </Card>
  )
}

function When({ meeting, now }: { meeting: MeetingSummary; now: number }) {
  const words = useWords()
  const days = meeting.from === null ? 0 : daysBetween(now, meeting.from)
  return (
    <span className="small muted">
      {meeting.state === 'open'
        ? words('meetings.inSession')
        : days < 0
          ? words('meetings.timePassed')
          : words('meetings.inDays', { days })}
    </span>
  )
}

function Next({ meeting }: { meeting: MeetingSummary }) {
  const words = useWords()
  const times = useTimes()
  const go = useGo()
  const answers = answersLine(meeting.answers, words)
  const { agenda, title, from, until, place, isPlaceWithheld, items, state } = meeting
  return (
    <div className="card-body home-meeting">
      <div className="home-meeting-facts">
        {from === null ? null : <DayMark time={from} />}
        <div className="grow">
          <div className="strong">
            <bdi>{title}</bdi>
          </div>
          {from === null || until === null ? null : (
            <div className="small muted">{times.span(from, until)}</div>
          )}
          {place === null && !isPlaceWithheld ? null : (
            <div className="small muted">
              <bdi>{place ?? words('meetings.placeWithheld')}</bdi>
            </div>
          )}
        </div>
      </div>
      <p className="small">
        {words('home.meeting.items', { items })}
        {words.gap}
        <span className="muted">{answers}</span>
      </p>
      <div>
        <Button size="small" onPress={() => go({ screen: 'meeting', agenda })}>
          {words(state === 'open' ? 'meetings.goToSession' : 'meetings.openAgenda')}
        </Button>
      </div>
    </div>
  )
}
