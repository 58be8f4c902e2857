// Beside the agenda: day and time in the zones that were named, the place, answers or, once the meeting has ended, who
// attended, and what earlier meetings left over.
import { useState } from 'react'
import { CircleDashed, Moon } from 'lucide-react'
import type { GroupSummary, Meeting } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, FailureNotice, Icon, Link, MemberMark, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { AnswerComing } from './answer-coming.tsx'
import { AttendanceMarks } from './attendance.tsx'
import { answersLine } from './answers-line.ts'
import type { Members } from './members.ts'
import { MeetingPlace } from './meeting-place.tsx'
import { Parts } from './parts.tsx'
import { ProposeTimes } from './propose-times.tsx'
import { SetDay } from './set-day.tsx'
import { cityOf, isNight, isZone, useTimes } from './times.ts'

type SideProps = { group: GroupSummary; meeting: Meeting; members: Members }

export function PreparationSide({ group, meeting, members }: SideProps) {
  const words = useWords()
  return (
    <aside className="prepare-side scroll" aria-label={words('meetings.side')} data-area="panel">
      <Day group={group} meeting={meeting} />
      <MeetingPlace group={group} meeting={meeting} />
      {meeting.state === 'closed' ? (
        <Attended meeting={meeting} members={members} />
      ) : (
        <Answers meeting={meeting} members={members} />
      )}
      <LeftOver meeting={meeting} members={members} />
    </aside>
  )
}

function Day({ group, meeting }: { group: GroupSummary; meeting: Meeting }) {
  const words = useWords()
  const times = useTimes()
  const go = useGo()
  const [asks, setAsks] = useState<'day' | 'times' | null>(null)
  const { agenda, from, until, acts, zones, polls, opened, closed } = meeting
  const mayCall = acts.includes('call')
  const known = zones.filter(isZone)
  const close = (): void => setAsks(null)
  return (
    <section aria-labelledby="meeting-day">
      <div className="row">
        <h2 id="meeting-day" className="grow">
          {words('meetings.day')}
        </h2>
        {mayCall ? (
          <Button size="small" variant="quiet" onPress={() => setAsks('day')}>
            {words(from === null ? 'meetings.day.set' : 'meetings.day.change')}
          </Button>
        ) : null}
      </div>
      {from === null || until === null ? (
        <p className="small muted">{words('meetings.day.none')}</p>
      ) : (
        <>
          <p className="small strong">{times.span(from, until)}</p>
          <ul className="zones" aria-label={words('meetings.zones')}>
            {known.map(zone => (
              <li key={zone}>
                <bdi>{cityOf(zone)}</bdi>
                <span className="end zone-time" data-night={isNight(from, zone) || undefined}>
                  {isNight(from, zone) ? (
                    <>
                      <Icon of={Moon} size="small" />
                      <span className="unseen">{words('meetings.dates.night')} </span>
                    </>
                  ) : null}
                  {words.time(from, {
                    weekday: 'short',
                    hour: '2-digit',
                    minute: '2-digit',
                    hourCycle: 'h23',
                    timeZone: zone,
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {opened === null || closed === null ? null : (
        <p className="small">{words('meetings.day.held', { span: times.span(opened, closed) })}</p>
      )}
      {polls.length > 0 ? (
        <p className="small">
          <Link onPress={() => go({ screen: 'meeting', agenda, dates: true })}>
            {words('meetings.poll.see')}
          </Link>
        </p>
      ) : acts.includes('dates') && from === null ? (
        <Button size="small" onPress={() => setAsks('times')}>
          {words('meetings.findDate')}
        </Button>
      ) : null}
      {asks === 'day' ? (
        <SetDay meeting={meeting} onClose={close} />
      ) : asks === 'times' ? (
        <ProposeTimes group={group} agenda={agenda} onClose={close} />
      ) : null}
    </section>
  )
}

function Answers({ meeting, members }: { meeting: Meeting; members: Members }) {
  const words = useWords()
  const [asks, setAsks] = useState(false)
  const line = answersLine(meeting.answers, words)
  const { answers, quorum, own } = meeting
  const canBeMet = answers.coming + answers.unsure + answers.none >= quorum.needed
  const notable = meeting.members.filter(
    ({ isEntitled, answer }) => isEntitled && answer !== 'coming',
  )
  return (
    <section aria-labelledby="meeting-answers">
      <div className="row">
        <h2 id="meeting-answers" className="grow">
          {words('meetings.coming.title')}
        </h2>
        {meeting.acts.includes('answer') ? (
          <Button size="small" variant="quiet" onPress={() => setAsks(true)}>
            {words(own === null ? 'meetings.own.answer' : 'meetings.own.change')}
          </Button>
        ) : null}
      </div>
      <p className="small">
        {line === '' ? null : (
          <>
            <b>{line}</b>
            {words.gap}
          </>
        )}
        {words(canBeMet ? 'meetings.quorum.canBeMet' : 'meetings.quorum.cannotBeMet', {
          needed: quorum.needed,
          entitled: quorum.entitled,
        })}
      </p>
      <ul className="replies">
        {notable.map(({ member, answer, alternate }) => (
          <li key={member}>
            <MemberMark
              handle={members.of(member)?.handle ?? '?'}
              color={members.of(member)?.color ?? 1}
              size="small"
            />
            <bdi>{members.nameOf(member)}</bdi>
            <span className="end small muted">
              {answer === null ? (
                <span className="not-received">
                  <Icon of={CircleDashed} size="small" />
                  {words('meetings.free.none')}
                </span>
              ) : answer === 'unsure' ? (
                words('meetings.unsure')
              ) : alternate === null ? (
                words('meetings.apologies')
              ) : (
                words('meetings.apologiesFor', { alternate: members.handleOf(alternate) })
              )}
            </span>
          </li>
        ))}
      </ul>
      {asks ? (
        <AnswerComing meeting={meeting} members={members} onClose={() => setAsks(false)} />
      ) : null}
    </section>
  )
}

/** Marks can still be put right: the list of meetings and the status of the minutes count them. */
function Attended({ meeting, members }: { meeting: Meeting; members: Members }) {
  const words = useWords()
  const { isMarked, attended, byAlternate, quorum } = meeting
  return (
    <section aria-labelledby="meeting-attended">
      <h2 id="meeting-attended">{words('meetings.attendance')}</h2>
      <p className="small">
        {isMarked
          ? words('meetings.attended.quorum', {
              attended,
              alternates: byAlternate,
              entitled: quorum.entitled,
              needed: quorum.needed,
            })
          : words('meetings.attended.none')}
      </p>
      <AttendanceMarks meeting={meeting} members={members} />
    </section>
  )
}

const leftKind = ({ what, isLate }: Meeting['leftOver'][number]) =>
  what === 'deferred'
    ? 'deferred'
    : what === 'action'
      ? isLate
        ? 'late'
        : 'action'
      : isLate
        ? 'review'
        : 'recommendation'

function LeftOver({ meeting, members }: { meeting: Meeting; members: Members }) {
  const words = useWords()
  const core = useCore()
  const { agenda, leftOver, acts } = meeting
  const carry = useAct(async (each: Meeting['leftOver'][number]) => {
    const { document, block } = each
    await core.call('meetings.carry', { agenda, document, block })
    say(words('meetings.left.added', { title: each.words }))
  })
  if (leftOver.length === 0) return null
  return (
    <section aria-labelledby="meeting-left">
      <h2 id="meeting-left">{words('meetings.left')}</h2>
      <ul className="left-over">
        {leftOver.map(each => (
          <li key={each.block}>
            <div className="grow">
              <div className="small strong" dir="auto">
                {each.words}
              </div>
              <div className="smallest quiet">
                <Parts
                  of={[
                    words(`meetings.left.${leftKind(each)}`),
                    ...(each.owner === null ? [] : [members.nameOf(each.owner)]),
                    ...(each.minutes === null
                      ? []
                      : [words('meetings.minutes', { minutes: each.minutes })]),
                  ]}
                />
              </div>
            </div>
            {acts.includes('edit') ? (
              <Button
                size="small"
                aria-label={words('meetings.left.addNamed', { title: each.words })}
                onPress={() => void carry.run(each)}
              >
                {words('meetings.left.add')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <FailureNotice of={carry.failure} />
    </section>
  )
}
