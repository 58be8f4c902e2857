// The place of the member's own answer beside an open decision.
import { useState } from 'react'
import type { Decision } from '#shared/contract'
import { Button, Notice } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import type { Appearing } from '../appearance.tsx'
import type { ExactLines } from '../lines.ts'
import { Panel } from '../panel.tsx'
import type { People } from '../people.ts'
import { EarlierPosition } from './earlier-position.tsx'
import { GivenPosition } from './given.tsx'
import { HeardPosition } from './heard.tsx'
import { GivePosition } from './position-form.tsx'
import type { PositionForm } from './use-position-form.ts'

export type OwnPanelProps = {
  decision: Decision
  people: People
  lines: ExactLines['lines']
  appearing: Appearing
  form: PositionForm
  earlier: { decision: Decision; lines: ExactLines['lines'] } | null
  /** `deny`: that these are the member's words. */
  onExplain: (deny: boolean) => void
}

export const ownPositionOf = ({ seats }: Decision, self: string | undefined) => {
  const seat = seats.find(({ member, alternates }) =>
    [member, ...alternates].some(each => each === self),
  )
  const all = seat ? [...(seat.position ? [seat.position] : []), ...seat.others] : []
  return all.find(({ member }) => member === self)
}

export function OwnPanel(props: OwnPanelProps) {
  const { decision, people, lines, appearing, form, earlier, onExplain } = props
  const words = useWords()
  // A half-written position is shown again.
  const [isOther, setOther] = useState(form.choice !== null)
  const self = people.self?.id
  const { own, acts, at } = decision
  const given = ownPositionOf(decision, self)
  const seat = decision.seats.find(({ member }) => member === self)
  const heard = seat?.heard[0]
  const before = earlier && ownPositionOf(earlier.decision, self)
  const isForm = isOther || form.choice !== null
  if (!own.isOnTheRoll) {
    const isLater = (people.self?.joinedAt ?? 0) > at
    return (
      <Panel title={words('decisions.position')}>
        <p>{words(isLater ? 'decisions.noSeat.later' : 'decisions.noSeat')}</p>
      </Panel>
    )
  }
  if (!acts.includes('position') && !given)
    return (
      <Panel title={words('decisions.position')}>
        <Notice>{words('decisions.cannotGive')}</Notice>
      </Panel>
    )
  if (!isForm && given)
    return (
      <GivenPosition
        decision={decision}
        position={given}
        people={people}
        lines={lines}
        onChange={
          acts.includes('position')
            ? () => {
                form.begin(given)
                setOther(true)
              }
            : null
        }
      />
    )
  if (!isForm && heard)
    return (
      <HeardPosition
        decision={decision}
        heard={heard}
        counts={seat?.from === 'heard'}
        people={people}
        lines={lines}
        onOther={() => {
          if (heard.choice !== null)
            form.begin({ choice: heard.choice, reason: heard.reason, reservations: [] })
          setOther(true)
        }}
        onDeny={() => onExplain(true)}
      />
    )
  if (!isForm && before)
    return (
      <EarlierPosition
        decision={decision}
        position={before}
        before={earlier.lines}
        lines={lines}
        onOther={() => setOther(true)}
      />
    )
  const goBack = given || heard || before
  return (
    <Panel title={words('decisions.position')}>
      <GivePosition
        decision={decision}
        form={form}
        lines={lines}
        appearing={appearing}
        onDone={() => setOther(false)}
        onCancel={goBack ? () => setOther(false) : null}
      />
      {acts.includes('explain') ? (
        <p className="smallest quiet explain-line">
          <Button size="small" variant="quiet" onPress={() => onExplain(false)}>
            {words('decisions.explain')}
          </Button>
          {words('decisions.explain.hint')}
        </p>
      ) : null}
    </Panel>
  )
}
