// The member's own position, where it is now, and how it will be counted.
import { CircleDashed, Check, HardDrive } from 'lucide-react'
import type { Decision, Position } from '#shared/contract'
import { Button, Consequences, type Consequence, Notice } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { ChoiceLine } from '../choices.tsx'
import type { ExactLines } from '../lines.ts'
import { placeName } from '../place-names.ts'
import { Panel } from '../panel.tsx'
import type { People } from '../people.ts'
import { useNow } from '../../../ui/use-now.ts'

type SaidProps = {
  position: Pick<Position, 'choice' | 'reason' | 'reservations'>
  lines: ExactLines['lines']
  isEarlier?: boolean
  isHeard?: boolean
  /** Below its words. */
  foot?: string
}

/** A position as its words read, on a card with a bar. */
export function Said({ position, lines, isEarlier = false, isHeard = false, foot }: SaidProps) {
  const words = useWords()
  const { choice, reason, reservations } = position
  return (
    <div className="said" data-earlier={isEarlier || undefined}>
      <ChoiceLine answer={choice} isHeard={isHeard} isGrey={isEarlier} />
      {reservations.map((each, index) => (
        <div key={index}>
          <p className="recorded" dir="auto">
            {words('decisions.reserved', {
              place: placeName(each.block, lines, words),
              words: each.words,
            })}
          </p>
          <p className="small muted">
            {each.as === ''
              ? words('decisions.printed.hidden')
              : words('decisions.printed', { as: each.as })}
          </p>
        </div>
      ))}
      {reason === '' ? null : (
        <p className="recorded" dir="auto">
          {reason}
        </p>
      )}
      {foot === undefined ? null : <p className="small muted">{foot}</p>}
    </div>
  )
}

type GivenProps = {
  decision: Decision
  position: Position
  people: People
  lines: ExactLines['lines']
  /** Null where it cannot be changed here. */
  onChange: (() => void) | null
}

export function GivenPosition({ decision, position, people, lines, onChange }: GivenProps) {
  const words = useWords()
  const now = useNow()
  const seats = new Set(decision.seats.map(({ member }) => member))
  const others = people.all.filter(({ id, self }) => seats.has(id) && !self)
  const have = others.filter(({ reach }) => reach.state === 'has-everything')
  const lack = others.filter(({ reach }) => reach.state !== 'has-everything')
  const where: Consequence[] = [
    { id: 'here', icon: HardDrive, text: words('decisions.where.here') },
    ...(have.length === 0
      ? []
      : [
          {
            id: 'have',
            icon: Check,
            text: words('decisions.where.have', {
              count: have.length,
              names: people.handles(have.map(({ id }) => id)),
            }),
          },
        ]),
    ...(lack.length === 0
      ? []
      : [
          {
            id: 'lack',
            icon: CircleDashed,
            text: words('decisions.where.lack', {
              names: people.handles(lack.map(({ id }) => id)),
            }),
          },
        ]),
  ]
  return (
    <Panel
      title={words('decisions.position')}
      end={words('decisions.given.at', { when: words.when(position.at, now) })}
    >
      {decision.own.isApart ? <Notice tone="warning">{words('decisions.apart')}</Notice> : null}
      <Said position={position} lines={lines} />
      <div className="panel-part">
        <h3>{words('decisions.where')}</h3>
        <Consequences items={where} />
      </div>
      <div className="panel-part">
        <h3>{words('decisions.willCount')}</h3>
        <p className="small">{words('decisions.willCount.text')}</p>
      </div>
      {onChange ? (
        <div className="row">
          <Button onPress={onChange}>{words('decisions.given.change')}</Button>
        </div>
      ) : null}
    </Panel>
  )
}
