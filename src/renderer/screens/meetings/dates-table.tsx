// Answers of members for each proposed time. Every cell has a glyph and a word; a time at night has a
// moon.
import { Button as AriaButton } from 'react-aria-components/Button'
import { Check, CircleDashed, EqualApproximately, Moon, X } from 'lucide-react'
import type { FreeAnswer, Meeting } from '#shared/contract'
import { Icon, MemberMark, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Members } from './members.ts'
import { cityOf, isNight, isZone, ownZone, useTimes } from './times.ts'

export type Poll = Meeting['polls'][number]
type Answer = Poll['answers'][number]

const glyphs = { yes: Check, maybe: EqualApproximately, no: X } as const
export const freeAnswers: FreeAnswer[] = ['yes', 'maybe', 'no']

/** Null where the member did not choose to say it, or said none that is known here. */
const zoneOf = ({ zone }: Answer): string | null => (zone !== null && isZone(zone) ? zone : null)

/** Times that fit beside one another in a small window. */
const mostAtOnce = 6

/** How many gave each answer for the time at `column`. */
export const countsAt = (dates: Poll, column: number): Record<FreeAnswer | 'none', number> => {
  const counts = { yes: 0, maybe: 0, no: 0, none: 0 }
  for (const { slots } of dates.answers) counts[slots?.[column] ?? 'none']++
  return counts
}

export type DatesTableProps = {
  dates: Poll
  members: Members
  /** Answers of this member, those that are not sent yet too. */
  own: readonly (FreeAnswer | undefined)[]
  /** The time that stands out: the chosen one, else the best one. */
  column: number | null
  onChange: (column: number, answer: FreeAnswer) => void
  onChoose?: (column: number) => void
}

export function DatesTable(props: DatesTableProps) {
  const { dates, members, column, onChange, onChoose } = props
  const words = useWords()
  const own = dates.answers.find(({ member }) => member === members.self?.id)
  const others = dates.answers.filter(answer => answer !== own)
  const isMarked = (at: number) => (at === column ? true : undefined)
  return (
    <div
      className="dates-scroll scroll"
      role="region"
      tabIndex={0}
      aria-label={words('meetings.dates.table')}
    >
      <table className="dates" data-many={dates.slots.length > mostAtOnce || undefined}>
        <caption className="unseen">
          {words('meetings.dates.caption', { count: dates.slots.length })}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{words('meetings.dates.member')}</span>
            </th>
            {dates.slots.map((slot, at) => (
              <th scope="col" key={slot.from} data-marked={isMarked(at)}>
                <SlotHead
                  from={slot.from}
                  isChosen={at === column}
                  onChoose={onChoose ? () => onChoose(at) : null}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {own ? (
            <tr data-own>
              <MemberCell answer={own} members={members} />
              {dates.slots.map((slot, at) => (
                <td key={slot.from} data-marked={isMarked(at)}>
                  <OwnCell
                    from={slot.from}
                    answer={props.own[at]}
                    onChange={next => onChange(at, next)}
                  />
                </td>
              ))}
            </tr>
          ) : null}
          {others.map(answer => (
            <tr key={answer.member}>
              <MemberCell answer={answer} members={members} />
              {dates.slots.map((slot, at) => (
                <td key={slot.from} data-marked={isMarked(at)}>
                  <AnswerCell
                    answer={answer.slots?.[at] ?? undefined}
                    from={slot.from}
                    zone={zoneOf(answer)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words('meetings.dates.together')}</th>
            {dates.slots.map((slot, at) => (
              <td key={slot.from} data-marked={isMarked(at)}>
                <Together dates={dates} at={at} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

type SlotHeadProps = { from: number; isChosen: boolean; onChoose: (() => void) | null }

/** For those who choose, a press shows what the time would mean. */
function SlotHead({ from, isChosen, onChoose }: SlotHeadProps) {
  const words = useWords()
  const times = useTimes()
  const head = (
    <>
      <span className="dates-day">
        {words.time(from, { weekday: 'short', day: 'numeric', month: 'short' })}
      </span>
      <span className="dates-clock">{times.clock(from)}</span>
      <Night from={from} />
    </>
  )
  if (!onChoose) return head
  return (
    <AriaButton className="dates-slot" aria-pressed={isChosen} onPress={onChoose}>
      {head}
    </AriaButton>
  )
}

function MemberCell({ answer, members }: { answer: Answer; members: Members }) {
  const member = members.of(answer.member)
  const zone = zoneOf(answer)
  return (
    <th scope="row">
      <span className="dates-member">
        <MemberMark handle={member?.handle ?? '?'} color={member?.color ?? 1} size="small" />
        <bdi>{members.nameOf(answer.member)}</bdi>
      </span>
      {zone === null ? null : (
        <span className="dates-zone smallest quiet">
          <bdi>{cityOf(zone)}</bdi>
        </span>
      )}
    </th>
  )
}

type OwnCellProps = {
  from: number
  answer: FreeAnswer | undefined
  onChange: (answer: FreeAnswer) => void
}

function OwnCell({ from, answer, onChange }: OwnCellProps) {
  const words = useWords()
  const times = useTimes()
  const choices = freeAnswers.map(id => ({
    id: id as FreeAnswer | 'none',
    text: words(`meetings.free.${id}`),
  }))
  return (
    <Select<FreeAnswer | 'none'>
      label={words('meetings.dates.own', { time: `${times.day(from)}, ${times.clock(from)}` })}
      labelUnseen
      size="small"
      value={answer ?? 'none'}
      onChange={next => {
        if (next !== 'none') onChange(next)
      }}
      choices={
        answer === undefined
          ? [{ id: 'none', text: words('meetings.free.unanswered') }, ...choices]
          : choices
      }
    />
  )
}

type AnswerCellProps = { answer: FreeAnswer | undefined; from: number; zone: string | null }

/** With the hour where the member is, for a member who chose to say it. */
function AnswerCell({ answer, from, zone }: AnswerCellProps) {
  const words = useWords()
  return (
    <>
      <span className="free-answer" data-answer={answer ?? 'none'}>
        <Icon of={answer ? glyphs[answer] : CircleDashed} size="small" />
        {words(answer ? `meetings.free.${answer}` : 'meetings.free.none')}
      </span>
      {zone === null ? null : <ZoneClock from={from} zone={zone} />}
    </>
  )
}

function ZoneClock({ from, zone }: { from: number; zone: string }) {
  const words = useWords()
  const times = useTimes()
  const night = isNight(from, zone)
  const there = times.there(from, zone)
  return (
    <span className="zone-clock smallest" data-night={night || undefined}>
      {night ? <Icon of={Moon} size="small" /> : null}
      {/* The city stands beside the name of the member. */}
      <span aria-hidden>{there}</span>
      <span className="unseen">
        {words('meetings.dates.there', { time: there, city: cityOf(zone) })}
      </span>
      {night ? <span className="unseen"> {words('meetings.dates.night')}</span> : null}
    </span>
  )
}

/** Where this member is, and it is night there. */
function Night({ from }: { from: number }) {
  const words = useWords()
  if (!isNight(from, ownZone())) return null
  return (
    <span className="night">
      <Icon of={Moon} size="small" />
      {words('meetings.dates.night')}
    </span>
  )
}

function Together({ dates, at }: { dates: Poll; at: number }) {
  const words = useWords()
  const { yes, maybe, no } = countsAt(dates, at)
  const rest = [
    ...(maybe > 0 ? [words('meetings.dates.maybe', { count: maybe })] : []),
    ...(no > 0 ? [words('meetings.dates.no', { count: no })] : []),
  ]
  return (
    <div className="dates-together">
      <b>{words('meetings.dates.yes', { count: yes })}</b>
      {rest.length > 0 ? <span className="smallest quiet">{words.list(rest)}</span> : null}
      {dates.best === at ? (
        <span className="tag" data-tone="good">
          {words('meetings.dates.best')}
        </span>
      ) : null}
    </div>
  )
}
