// The effects of a position, before it is given.
import { Eye, Gavel, MailX, Printer, RotateCcw, Users } from 'lucide-react'
import type { Decision, DecisionChoice } from '#shared/contract'
import { type Consequence, Consequences } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { type Appearing, printedAs } from '../appearance.tsx'
import type { ExactLines } from '../lines.ts'
import { placeName } from '../place-names.ts'
import { purposeOf, shortOutcome } from '../rule-words.ts'
import { afterPosition } from './after-position.ts'
import type { Reserved } from './use-position-form.ts'

export type EffectsProps = {
  decision: Decision
  choice: DecisionChoice
  reserved: readonly Reserved[]
  lines: ExactLines['lines']
  appearing: Appearing
}

/** The effects on the outcome of an open decision. */
function useOpenEffects(props: EffectsProps): Consequence[] {
  const { decision, choice, reserved, lines, appearing } = props
  const words = useWords()
  const { purpose } = decision
  const after = afterPosition(decision, appearing.self?.id, choice)
  const printed = choice === 'reservations' && purpose === 'adopt' ? reserved : []
  const counts = words(`decisions.does.${choice}`)
  const quorum =
    after &&
    words(after.present >= after.quorum ? 'decisions.does.quorum' : 'decisions.does.short', {
      present: after.present,
      seats: after.seats,
      quorum: after.quorum,
    })
  return [
    { id: 'counts', icon: Users, text: quorum ? words.sentences([counts, quorum]) : counts },
    ...(after
      ? [
          {
            id: 'outcome',
            icon: Gavel,
            text: words('decisions.does.outcome', {
              outcome: shortOutcome(after, purposeOf(decision), words),
            }),
          },
        ]
      : []),
    ...printed.map((each, index) => {
      const as = printedAs(each, appearing, words)
      const place = placeName(each.block, lines, words)
      return {
        id: `printed ${index}`,
        icon: Printer,
        text:
          as === ''
            ? words('decisions.does.printedHidden', { purpose: purposeOf(decision), place })
            : words('decisions.does.printed', { purpose: purposeOf(decision), place, as }),
      }
    }),
  ]
}

export function Effects(props: EffectsProps) {
  const words = useWords()
  const { seats, state } = props.decision
  const open = useOpenEffects(props)
  const isOpen = state === 'open'
  const items: Consequence[] = [
    ...(isOpen ? open : [{ id: 'late', icon: MailX, text: words('decisions.does.late') }]),
    { id: 'seen', icon: Eye, text: words('decisions.does.seen', { seats: seats.length }) },
    ...(isOpen ? [{ id: 'change', icon: RotateCcw, text: words('decisions.does.change') }] : []),
  ]
  return (
    <div className="effects-of" id="decision-effects">
      <h3>{words('decisions.does')}</h3>
      <Consequences items={items} />
    </div>
  )
}
