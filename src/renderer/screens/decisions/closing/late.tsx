// Positions that came after the close, with their words, and what can be done about them.
import { RotateCcw } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { Button } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { ChoiceLine } from '../choices.tsx'
import type { ExactLines } from '../lines.ts'
import { useNow } from '../../../ui/use-now.ts'
import { Panel } from '../panel.tsx'
import type { People } from '../people.ts'
import { positionWords, SeatMark, SeatName } from '../positions.tsx'

type LateProps = {
  decision: Decision
  people: People
  lines: ExactLines['lines']
  onReopen: () => void
}

export function LatePositions({ decision, people, lines, onReopen }: LateProps) {
  const words = useWords()
  const now = useNow()
  const { late, lateCount, acts, state } = decision
  if (late.length === 0) return null
  const how = acts.includes('reopen') ? 'may' : state === 'closed' ? 'officer' : 'never'
  return (
    <Panel
      title={words('decisions.late.title')}
      tone={late.some(({ choice }) => choice === 'object') ? 'stop' : 'plain'}
    >
      <ul className="late-list">
        {late.map(position => (
          <li key={position.id} className="row">
            <SeatMark member={position.member} people={people} />
            <div className="grow">
              <div className="row">
                <SeatName member={position.member} people={people} />
                <span className="end smallest quiet">{words.day(position.at, now)}</span>
              </div>
              <ChoiceLine answer={position.choice} />
              <p className="small" dir="auto">
                {positionWords(position, lines, words)}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <p className="small muted">{words(`decisions.late.${how}`, { count: lateCount })}</p>
      {acts.includes('reopen') ? (
        <div>
          <Button icon={RotateCcw} onPress={onReopen}>
            {words('decisions.reopen.button')}
          </Button>
        </div>
      ) : null}
    </Panel>
  )
}
