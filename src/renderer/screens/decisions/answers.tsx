// The positions of a decision, or its closes side by side where it has several.
import type { Decision } from '#shared/contract'
import { TwoCloses } from './closing/two-closes.tsx'
import type { ExactLines } from './lines.ts'
import type { People } from './people.ts'
import { Positions } from './positions.tsx'

type AnswersProps = {
  decision: Decision
  people: People
  lines: ExactLines['lines']
  /** The decision that was asked before this one. */
  before: Decision | undefined
}

export function Answers({ decision, people, lines, before }: AnswersProps) {
  if (decision.state !== 'open' && decision.closes.length > 1)
    return <TwoCloses decision={decision} people={people} />
  return (
    <Positions
      decision={decision}
      people={people}
      lines={lines}
      earlier={before?.seats.filter(({ choice }) => choice !== null) ?? []}
    />
  )
}
