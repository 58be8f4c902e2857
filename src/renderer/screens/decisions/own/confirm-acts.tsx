// The buttons under words that were given or heard before: the member confirms them as they are, or gives
// another position.
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Decision, Position } from '#shared/contract'
import { useAct, useCore } from '../../../shell/core-client.ts'
import { Button, FailureNotice, say } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'

type ConfirmProps = {
  decision: Decision
  /** Null for words that cannot be confirmed as they are. */
  position: Pick<Position, 'choice' | 'reason' | 'reservations'> | null
  /** The name of the button that leads to another position. */
  other: string
  onOther: () => void
  /** Further buttons. */
  children?: ReactNode
}

export function ConfirmActs({ decision, position, other, onOther, children }: ConfirmProps) {
  const words = useWords()
  const core = useCore()
  const confirm = useAct(async () => {
    if (position === null) return
    const { choice, reason, reservations } = position
    const given = { decision: decision.id, choice, reason, reservations }
    await core.call('decisions.position', given)
    say(words('decisions.given.done', { choice: words(`decisions.choice.${choice}`) }))
  })
  return (
    <div className="panel-acts">
      <FailureNotice of={confirm.failure} />
      {position === null ? null : (
        <Button
          variant="primary"
          full
          icon={Check}
          busy={confirm.busy}
          onPress={() => void confirm.run()}
        >
          {words('decisions.confirm', { choice: words(`decisions.choice.${position.choice}`) })}
        </Button>
      )}
      <Button full onPress={onOther}>
        {other}
      </Button>
      {children}
    </div>
  )
}
