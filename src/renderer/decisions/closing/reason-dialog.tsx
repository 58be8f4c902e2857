// Reopening and withdrawing: both need a reason, which stays on record with the member's name.
import { ListChecks, MessageSquareQuote, RotateCcw, Undo2 } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { useAct, useCore } from '../../core-client.ts'
import { Consequences, FormDialog, say, TextField } from '../../ui/index.ts'
import { useTyped } from '../../typed/use-typed.ts'
import { useWords } from '../../words/index.ts'

type ReasonDialogProps = { decision: Decision; act: 'reopen' | 'withdraw'; onClose: () => void }

export function ReasonDialog({ decision, act, onClose }: ReasonDialogProps) {
  const words = useWords()
  const core = useCore()
  const place = `${act}/${decision.id}`
  const { fields, type, forget } = useTyped(decision.document, place, { reason: '' })
  const work = useAct(async () => {
    const input = { decision: decision.id, reason: fields.reason }
    if (act === 'reopen') await core.call('decisions.reopen', input)
    else await core.call('decisions.withdraw', input)
    forget()
    say(words(`decisions.${act}.done`))
    onClose()
  })
  const isBlank = fields.reason.trim() === ''
  return (
    <FormDialog
      title={words(`decisions.${act}.title`)}
      act={words(`decisions.${act}.act`)}
      safe={words(`decisions.${act}.safe`)}
      danger={act === 'withdraw'}
      reason={isBlank ? words('decisions.reasonMissing') : undefined}
      work={work}
      onClose={onClose}
    >
      <Consequences
        danger={act === 'withdraw'}
        items={[
          {
            id: 'what',
            icon: act === 'reopen' ? RotateCcw : Undo2,
            text: words(`decisions.${act}.what`),
          },
          { id: 'kept', icon: ListChecks, text: words(`decisions.${act}.kept`) },
          { id: 'seen', icon: MessageSquareQuote, text: words('decisions.reasonSeen') },
        ]}
      />
      <TextField
        label={words('decisions.reason.of')}
        rows={3}
        maxLength={4000}
        value={fields.reason}
        onChange={reason => type({ reason })}
      />
    </FormDialog>
  )
}
