// Two or more closes side by side: each lists positions, all of them count, and rows that differ say how.
import { Check, Equal, EqualNot, History, Minus, Plus } from 'lucide-react'
import type { Decision, DecisionSeat } from '#shared/contract'
import { type Consequence, Consequences, Icon, Parts } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { answerOf, ChoiceLine } from '../choices.tsx'
import { differenceOf, hasChanged, type ListedChoice, listedIn } from './closes.ts'
import { Panel } from '../panel.tsx'
import type { People } from '../people.ts'
import { SeatMark, SeatName } from '../positions.tsx'
import { purposeOf, shortOutcome } from '../rule-words.ts'
import { few } from '../seat-filter.tsx'

type TwoClosesProps = { decision: Decision; people: People }

export function TwoCloses({ decision, people }: TwoClosesProps) {
  const words = useWords()
  const { closes, seats } = decision
  const by = people.by(...closes.map(close => close.by))
  const differs = (seat: DecisionSeat): boolean =>
    closes.some(close => listedIn(close, seat.member) !== seat.choice)
  const given = seats.filter(({ choice }) => choice !== null)
  // In a long table, the seats that the closes list otherwise come first.
  if (given.length > few) given.sort((a, b) => +differs(b) - +differs(a))
  return (
    <section aria-label={words('decisions.closes.title', { closes: closes.length })}>
      <div className="section-head">
        <h2>{words('decisions.closes.title', { closes: closes.length })}</h2>
        <span className="small muted">{words('decisions.closes.lead', by)}</span>
      </div>
      <Parts items={given}>
        {shown => (
          <table className="closes" aria-rowcount={given.length + 1}>
            <caption className="unseen">{words('decisions.closes.caption')}</caption>
            <thead>
              <tr>
                <th scope="col">{words('decisions.closes.member')}</th>
                <th scope="col">{words('decisions.closes.counts')}</th>
                {closes.map(close => (
                  <th scope="col" key={close.id}>
                    {words('decisions.closes.by', {
                      ...people.by(close.by),
                      at: words.clock(close.at),
                    })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ item: seat, row }, index) => (
                <tr
                  key={seat.member}
                  aria-rowindex={index + 2}
                  {...row}
                  data-differs={differs(seat) || undefined}
                >
                  <th scope="row">
                    <span className="row">
                      <SeatMark member={seat.member} people={people} />
                      <SeatName member={seat.member} people={people} />
                    </span>
                  </th>
                  <td>
                    <ChoiceLine answer={answerOf(seat)} isHeard={seat.from === 'heard'} />
                  </td>
                  {closes.map(close => (
                    <td key={close.id}>
                      <Listed listed={listedIn(close, seat.member)} counted={seat.choice} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Parts>
    </section>
  )
}

function Listed({ listed, counted }: { listed: ListedChoice; counted: ListedChoice }) {
  const words = useWords()
  if (listed === counted)
    return (
      <span className="listed" data-listed>
        <Icon of={Check} size="small" />
        {words('decisions.closes.listed')}
      </span>
    )
  return (
    <span className="listed">
      <Icon of={listed === null ? Minus : EqualNot} size="small" />
      {listed === null
        ? words('decisions.closes.notListed')
        : words('decisions.closes.listedAs', { choice: words(`decisions.choice.${listed}`) })}
    </span>
  )
}

/** The differences between the closes, in sentences. */
export function WhatClosesChanged({ decision, people }: TwoClosesProps) {
  const words = useWords()
  const { closes, seats, outcome } = decision
  const differing = seats.filter(({ member, choice }) =>
    closes.some(close => listedIn(close, member) !== choice),
  )
  const changeOf = (seat: DecisionSeat): Consequence => {
    const { member, choice } = seat
    const name = people.handle(member)
    const lacking = closes.filter(close => listedIn(close, member) === null)
    const other = closes.find(close => ![null, choice].includes(listedIn(close, member)))
    const before = other ? listedIn(other, member) : null
    if (other && before !== null && choice !== null) {
      const how = differenceOf(other, seat)
      return {
        id: member,
        icon: how === 'later' ? History : EqualNot,
        text: words('decisions.closes.changed', {
          name,
          before: words(`decisions.choice.${before}`),
          after: words(`decisions.choice.${choice}`),
          how,
        }),
      }
    }
    return {
      id: member,
      icon: Plus,
      text: words('decisions.closes.reached', {
        member: name,
        ...people.by(...lacking.map(({ by }) => by)),
      }),
    }
  }
  if (outcome === null) return null
  const values = { outcome: shortOutcome(outcome, purposeOf(decision), words) }
  const isOther = hasChanged(decision)
  const result: Consequence = {
    id: 'outcome',
    icon: isOther ? EqualNot : Equal,
    text: words(isOther ? 'decisions.closes.outcomeChanged' : 'decisions.closes.same', values),
  }
  return (
    <Panel title={words('decisions.closes.what')}>
      <Consequences items={[...differing.map(changeOf), result]} />
    </Panel>
  )
}
