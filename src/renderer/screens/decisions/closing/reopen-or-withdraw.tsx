// Reopening and withdrawing: both need a reason.
import { ListChecks, MessageSquareQuote, RotateCcw, Undo2 } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { useCore } from '../../../shell/core-client.ts'
import { ReasonDialog } from '../../../shell/reason-dialog.tsx'
import { useWords } from '../../../words/index.ts'

type ReopenOrWithdrawProps = { decision: Decision; act: 'reopen' | 'withdraw'; onClose: () => void }

export function ReopenOrWithdraw({ decision, act, onClose }: ReopenOrWithdrawProps) {
  const words = useWords()
  const core = useCore()
  return (
    <ReasonDialog
      title={words(`decisions.${act}.title`)}
      act={words(`decisions.${act}.act`)}
      safe={words(`decisions.${act}.safe`)}
      danger={act === 'withdraw'}
      document={decision.document}
      place={`${act}/${decision.id}`}
      means={[
        {
          id: 'what',
          icon: act === 'reopen' ? RotateCcw : Undo2,
          text: words(`decisions.${act}.what`),
        },
        { id: 'kept', icon: ListChecks, text: words(`decisions.${act}.kept`) },
        { id: 'seen', icon: MessageSquareQuote, text: words('decisions.reasonSeen') },
      ]}
      done={words(`decisions.${act}.done`)}
      onAct={async reason => {
        const input = { decision: decision.id, reason }
        if (act === 'reopen') await core.call('decisions.reopen', input)
        else await core.call('decisions.withdraw', input)
      }}
      onClose={onClose}
    />
  )
}
