// The next meeting as one card: when and where, who is coming, and its agenda beside it.
import { useState } from 'react'
import { Clock, EyeOff, Languages, Lock, MapPin, Users } from 'lucide-react'
import type { AgendaItem, MeetingSummary } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { ownNames } from '#shared/vocabulary'
import { useGo } from '../../shell/router.ts'
import { Button, Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { AnswerComing } from './answer-coming.tsx'
import { CalendarFile } from './calendar-file.tsx'
import { DayMark } from './day-mark.tsx'
import type { Members } from './members.ts'
import { daysBetween, useTimes } from './times.ts'
import { answersLine } from './answers-line.ts'

type NextMeetingProps = { meeting: MeetingSummary; members: Members; now: number }

/** Items shown in the card. */
const mostItems = 8

export function NextMeeting({ meeting, members, now }: NextMeetingProps) {
  const words = useWords()
  const times = useTimes()
  const go = useGo()
  const { agenda, from, until } = meeting
  const { value } = useAnswer(
    'meetings.get',
    { agenda },
    ['decisions.changed', 'documents.changed'],
    { about: [agenda] },
  )
  const list = value?.list ?? []
  const days = from === null ? 0 : daysBetween(now, from)
  const languages = meeting.languages.flatMap(each =>
    each in ownNames ? [ownNames[each as keyof typeof ownNames]] : [],
  )
  return (
    <div className="next-meeting">
      <div className="next-facts">
        {from === null ? null : <DayMark time={from} large />}
        <div className="grow">
          <div className="next-title">
            <h3 dir="auto">{meeting.title}</h3>
            <span className="tag" data-tone="accent">
              {meeting.state === 'open'
                ? words('meetings.inSession')
                : days < 0
                  ? words('meetings.timePassed')
                  : words('meetings.inDays', { days })}
            </span>
          </div>
          <ul className="facts">
            {from === null || until === null ? null : (
              <li>
                <Icon of={Clock} />
                <span>{times.span(from, until)}</span>
              </li>
            )}
            <Place meeting={meeting} />
            {languages.length > 0 ? (
              <li>
                <Icon of={Languages} />
                <span>{words.list(languages)}</span>
              </li>
            ) : null}
            <Coming meeting={meeting} members={members} />
          </ul>
        </div>
      </div>
      <div className="next-agenda">
        <div className="row">
          <h4 className="small strong">{words('meetings.agenda')}</h4>
          <span className="smallest quiet end">
            {from === null || until === null
              ? words('meetings.planned', { minutes: meeting.planned })
              : words('meetings.plannedOf', {
                  planned: meeting.planned,
                  minutes: Math.round((until - from) / 60_000),
                })}
          </span>
        </div>
        <ol className="next-items">
          {list
            .filter(({ depth }) => depth === 1)
            .slice(0, mostItems)
            .map(item => (
              <ItemLine key={`${item.agenda} ${item.block}`} item={item} />
            ))}
        </ol>
        <div className="meeting-acts">
          <Button size="small" variant="primary" onPress={() => go({ screen: 'meeting', agenda })}>
            {words(meeting.state === 'open' ? 'meetings.goToSession' : 'meetings.openAgenda')}
          </Button>
          <CalendarFile meeting={meeting} />
        </div>
      </div>
    </div>
  )
}

function ItemLine({ item }: { item: AgendaItem }) {
  const words = useWords()
  const isClosed = item.circle !== null
  return (
    <li>
      <span className="next-number">
        {isClosed ? <Icon of={Lock} size="small" /> : <bdi>{item.number}</bdi>}
      </span>
      <span className="grow">
        <bdi>{item.title}</bdi>{' '}
        {isClosed ? <span className="quiet">{words('meetings.closedInBrackets')}</span> : null}
      </span>
      {item.minutes === null ? null : (
        <span className="quiet unbroken">
          {words('meetings.minutes', { minutes: item.minutes })}
        </span>
      )}
    </li>
  )
}

function Place({ meeting }: { meeting: MeetingSummary }) {
  const words = useWords()
  const { place, isPlaceWithheld } = meeting
  if (place === null && !isPlaceWithheld) return null
  return (
    <li>
      <Icon of={isPlaceWithheld ? EyeOff : MapPin} />
      {place === null ? <span>{words('meetings.placeWithheld')}</span> : <bdi>{place}</bdi>}
    </li>
  )
}

function Coming({ meeting, members }: { meeting: MeetingSummary; members: Members }) {
  const words = useWords()
  const [asks, setAsks] = useState(false)
  const line = answersLine(meeting.answers, words)
  return (
    <li>
      <Icon of={Users} />
      <span>
        {line}
        {words.gap}
        <b>{words(meeting.own === null ? 'meetings.own.none' : `meetings.own.${meeting.own}`)}</b>
        {words.gap}
        {meeting.acts.includes('answer') ? (
          <Button size="inline" onPress={() => setAsks(true)}>
            {words(meeting.own === null ? 'meetings.own.answer' : 'meetings.own.change')}
          </Button>
        ) : null}
      </span>
      {asks ? (
        <AnswerComing meeting={meeting} members={members} onClose={() => setAsks(false)} />
      ) : null}
    </li>
  )
}
