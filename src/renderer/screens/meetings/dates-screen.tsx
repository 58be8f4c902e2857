// Finding a date: a table of members and times. The own row comes first and is answered in place; a
// cell without an answer says so, and is no "cannot".
import { useState } from 'react'
import { ChevronRight, Plus } from 'lucide-react'
import type { FreeAnswer, GroupSummary, Meeting } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, Checkbox, EmptyState, FailureNotice, Icon, Link } from '../../ui/index.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { useWords } from '../../words/index.ts'
import { ChooseTime } from './choose-time.tsx'
import { DatesTable, freeAnswers, type Poll } from './dates-table.tsx'
import { useMembers } from './members.ts'
import { ProposeTimes } from './propose-times.tsx'
import { cityOf, minute, ownZone, useTimes } from './times.ts'
import './meetings.css'
import './dates.css'

export function DatesScreen({ group, agenda }: { group: GroupSummary; agenda: DocumentId }) {
  const words = useWords()
  const { value, failure } = useAnswer(
    'meetings.get',
    { agenda },
    ['decisions.changed', 'documents.changed'],
    { about: [agenda] },
  )
  const poll = value?.polls.at(-1)
  return (
    <div className="screen scroll">
      <FailureNotice of={failure} />
      {value && poll ? (
        <Dates group={group} meeting={value} dates={poll} />
      ) : value ? (
        <EmptyState icon={Plus} title={words('meetings.dates.none')} />
      ) : null}
    </div>
  )
}

type DatesProps = { group: GroupSummary; meeting: Meeting; dates: Poll }

function Dates({ group, meeting, dates }: DatesProps) {
  const words = useWords()
  const times = useTimes()
  const core = useCore()
  const go = useGo()
  const members = useMembers(group.id)
  const { agenda, title, poll } = meeting
  const [asks, setAsks] = useState(false)
  const [chosen, setChosen] = useState<number | null>(null)
  const own = dates.answers.find(({ member }) => member === members.self?.id)
  const answer = useAct(async (slots: FreeAnswer[], zone: string | null) => {
    await core.call('meetings.free', { agenda, poll: dates.poll, slots, zone })
  })
  // An answer is sent when each time has one: a time without one is no "cannot".
  const { fields, type, forget } = useTyped(agenda, `free-${dates.poll}`, {
    slots: '',
    zone: own?.zone ?? '',
  })
  const typed = fields.slots.split(' ')
  const slots = dates.slots.map(
    (_, at) => freeAnswers.find(each => each === typed[at]) ?? own?.slots?.[at] ?? undefined,
  )
  const missing = slots.filter(each => each === undefined).length
  /** `zone`: empty where the member does not say it. */
  const put = async (chosen: typeof slots, zone: string): Promise<void> => {
    type({ slots: chosen.map(each => each ?? '-').join(' '), zone })
    const whole = chosen.flatMap(each => each ?? [])
    const isWhole = whole.length === chosen.length
    if (isWhole && (await answer.run(whole, zone === '' ? null : zone))) forget()
  }
  const [first] = dates.slots
  const minutes = first ? Math.round((first.until - first.from) / minute) : 0
  const column = chosen ?? dates.best
  const mayChoose = meeting.acts.includes('call')
  const mayAsk = meeting.acts.includes('dates')
  return (
    <>
      <header className="screen-head">
        <div className="grow">
          <nav className="dates-path small" aria-label={words('meetings.dates.path')}>
            <Link onPress={() => go({ screen: 'meetings' })}>{words('meetings.title')}</Link>
            <Icon of={ChevronRight} size="small" />
            <Link onPress={() => go({ screen: 'meeting', agenda })}>
              <bdi>{title}</bdi>
            </Link>
          </nav>
          <h1>{words.rich('meetings.dates.title', { title: <bdi>{title}</bdi> })}</h1>
          <p className="screen-lead">
            {words('meetings.dates.lead', {
              minutes,
              zone: times.offset(first?.from ?? 0),
              answered: poll?.answered ?? dates.answers.filter(({ slots }) => slots).length,
              entitled: poll?.entitled ?? dates.answers.length,
            })}
          </p>
        </div>
        {mayAsk ? (
          <Button icon={Plus} onPress={() => setAsks(true)}>
            {words('meetings.propose.another')}
          </Button>
        ) : null}
      </header>
      <div className="meetings">
        <FailureNotice of={answer.failure} />
        <DatesTable
          dates={dates}
          members={members}
          column={column}
          own={slots}
          onChange={(at, next) => void put(slots.toSpliced(at, 1, next), fields.zone)}
          {...(mayChoose ? { onChoose: setChosen } : {})}
        />
        {own && missing > 0 ? (
          <p className="small muted">{words('meetings.dates.left', { count: missing })}</p>
        ) : null}
        {own ? (
          <Checkbox
            isSelected={fields.zone !== ''}
            onChange={isOn => void put(slots, isOn ? ownZone() : '')}
            hint={words('meetings.dates.zoneHint')}
          >
            {words('meetings.dates.zone', { city: cityOf(ownZone()) })}
          </Checkbox>
        ) : null}
        {mayChoose && column !== null && dates.slots[column] ? (
          <ChooseTime meeting={meeting} dates={dates} column={column} members={members} />
        ) : null}
      </div>
      {asks ? (
        <ProposeTimes
          group={group}
          agenda={agenda}
          before={dates.slots}
          onClose={() => setAsks(false)}
        />
      ) : null}
    </>
  )
}
