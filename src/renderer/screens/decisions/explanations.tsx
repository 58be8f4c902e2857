// Explanations of position, and reservations that were taken back: on record, without effect.
import type { Decision } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { ExactLines } from './lines.ts'
import { placeName } from './place-names.ts'
import { useNow } from '../../ui/use-now.ts'
import { ownPositionOf } from './own/own-panel.tsx'
import type { People } from './people.ts'
import { SeatMark, SeatName } from './positions.tsx'

type ExplanationsProps = {
  decision: Decision
  people: People
  lines: ExactLines['lines']
  onLift: (block: BlockId | null) => void
}

export function Explanations({ decision, people, lines, onLift }: ExplanationsProps) {
  const words = useWords()
  const now = useNow()
  const { explanations, acts, state } = decision
  const self = people.self?.id
  const own = state === 'open' ? [] : (ownPositionOf(decision, self)?.reservations ?? [])
  const isLifted = (block: BlockId | null): boolean =>
    explanations.some(each => each.what === 'lifts' && each.member === self && each.block === block)
  const standing = acts.includes('explain') ? own.filter(({ block }) => !isLifted(block)) : []
  if (explanations.length === 0 && standing.length === 0) return null
  return (
    <section aria-label={words('decisions.explanations')}>
      <div className="section-head">
        <h2>{words('decisions.explanations')}</h2>
        <span className="small muted">{words('decisions.explanations.lead')}</span>
      </div>
      <ul className="late-list">
        {explanations.map(({ id, member, at, what, block, words: said }) => (
          <li key={id} className="row">
            <SeatMark member={member} people={people} />
            <div className="grow">
              <div className="row">
                <SeatName member={member} people={people} />
                <span className="end smallest quiet">{words.day(at, now)}</span>
              </div>
              {what === 'lifts' ? (
                <p className="small muted">
                  {words('decisions.explanations.lifts', { place: placeName(block, lines, words) })}
                </p>
              ) : null}
              <p className="recorded" dir="auto">
                {said}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {standing.map(({ block }) => (
        <Button key={block ?? ''} size="small" variant="quiet" onPress={() => onLift(block)}>
          {words('decisions.lift', { place: placeName(block, lines, words) })}
        </Button>
      ))}
    </section>
  )
}
