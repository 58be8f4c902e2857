// Meetings of the group: the next one with its agenda, dates that are being found, and past ones by
// year with how far their minutes are.
import { useState } from 'react'
import { CalendarDays, CalendarPlus, CalendarSearch } from 'lucide-react'
import type { GroupSummary, MeetingSummary } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, EmptyState, FailureNotice, Link } from '../../ui/index.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWords } from '../../words/index.ts'
import { DateBeingFound } from './date-being-found.tsx'
import { type Members, useMembers } from './members.ts'
import { NextMeeting } from './next-meeting.tsx'
import { PastMeetings } from './past-meetings.tsx'
import { PlanMeeting } from './plan-meeting.tsx'
import { ProposeTimes } from './propose-times.tsx'
import { useTimes } from './times.ts'
import './meetings.css'

const isPast = ({ state }: MeetingSummary): boolean => state === 'closed' || state === 'cancelled'

export function MeetingsScreen({ group }: { group: GroupSummary }) {
  const words = useWords()
  const times = useTimes()
  const members = useMembers(group.id)
  const now = useNow()
  const [opened, setOpened] = useState<'plan' | 'dates' | null>(null)
  const { value, failure } = useAnswer(
    'meetings.list',
    { group: group.id },
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    { pause: 500 },
  )
  const { meetings = [], mayPlan = false } = value ?? {}
  const past = meetings.filter(isPast)
  const coming = meetings.filter(meeting => !isPast(meeting))
  const next = coming.find(({ from }) => from !== null)
  const close = (): void => setOpened(null)
  const acts = (
    <>
      <Button icon={CalendarSearch} onPress={() => setOpened('dates')}>
        {words('meetings.findDate')}
      </Button>
      <Button
        icon={CalendarPlus}
        variant={meetings.length === 0 ? 'primary' : 'plain'}
        onPress={() => setOpened('plan')}
      >
        {words('meetings.plan')}
      </Button>
    </>
  )
  return (
    <div className="screen scroll meetings-screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{words('meetings.title')}</h1>
          <p className="screen-lead">
            {new Date(now).getTimezoneOffset() === 0
              ? words('meetings.lead.utc')
              : words('meetings.lead', { zone: times.offset(now) })}
          </p>
        </div>
        {mayPlan && meetings.length > 0 ? <div className="screen-acts">{acts}</div> : null}
      </header>
      <div className="meetings">
        <FailureNotice of={failure} />
        {value && meetings.length === 0 ? (
          <div className="meetings-empty">
            <EmptyState
              size="screen"
              icon={CalendarDays}
              title={words('meetings.empty.title')}
              action={mayPlan ? <div className="meeting-acts">{acts}</div> : undefined}
              foot={words('meetings.empty.officers')}
            >
              {words('meetings.empty.text')}
            </EmptyState>
          </div>
        ) : null}
        {next ? (
          <section aria-labelledby="meetings-next">
            <h2 id="meetings-next" className="meetings-heading">
              {words(next.state === 'open' ? 'meetings.now' : 'meetings.next')}
            </h2>
            <NextMeeting meeting={next} members={members} now={now} />
          </section>
        ) : null}
        {coming
          .filter(meeting => meeting !== next)
          .map(meeting =>
            meeting.poll ? (
              <DateBeingFound key={meeting.agenda} meeting={meeting} poll={meeting.poll} />
            ) : (
              <WithoutDate key={meeting.agenda} meeting={meeting} now={now} />
            ),
          )}
        {past.length > 0 ? <PastMeetings meetings={past} /> : null}
        <Before members={members} meetings={past.length} />
      </div>
      {opened === 'plan' ? (
        <PlanMeeting group={group} onClose={close} />
      ) : opened === 'dates' ? (
        <ProposeTimes group={group} agenda={null} onClose={close} />
      ) : null}
    </div>
  )
}

type RowProps = { meeting: MeetingSummary; now: number }

function WithoutDate({ meeting, now }: RowProps) {
  const words = useWords()
  const times = useTimes()
  const go = useGo()
  const { agenda, title, from, items } = meeting
  return (
    <div className="meeting-row">
      <div className="grow">
        <span className="strong">
          <Link onPress={() => go({ screen: 'meeting', agenda })}>{title}</Link>
        </span>
        <div className="small muted">
          {from === null
            ? words('meetings.noDay', { items })
            : words('meetings.onDay', { day: times.dayOf(from, now), items })}
        </div>
      </div>
    </div>
  )
}

/** Meetings from before a member joined are on no device of the member. */
function Before({ members, meetings }: { members: Members; meetings: number }) {
  const words = useWords()
  const { self, group } = members
  const isLater =
    self !== undefined &&
    group?.memberList.some(({ joinedAt }) => joinedAt < self.joinedAt) === true
  if (!isLater || meetings === 0) return null
  const month = words.time(self.joinedAt, { month: 'long', year: 'numeric' })
  return <p className="small quiet">{words('meetings.before', { month })}</p>
}
