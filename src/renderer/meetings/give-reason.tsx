// Cancelling a meeting, or opening a closed one again: with a reason that every member reads.
import { History, Users } from 'lucide-react'
import type { DocumentId } from '#shared/ids'
import { useAct } from '../core-client.ts'
import { useTyped } from '../typed/use-typed.ts'
import { Consequences, FormDialog, say, TextField } from '../ui/index.ts'
import { useWords } from '../words/index.ts'

type GiveReasonProps = {
  agenda: DocumentId
  act: 'cancel' | 'resume'
  onAct: (reason: string) => Promise<void>
  onClose: () => void
}

export function GiveReason({ agenda, act, onAct, onClose }: GiveReasonProps) {
  const words = useWords()
  const { fields, type, forget } = useTyped(agenda, `meeting-${act}`, { reason: '' })
  const give = useAct(async () => {
    await onAct(fields.reason)
    forget()
    say(words(`meetings.give.${act}.done`))
    onClose()
  })
  return (
    <FormDialog
      title={words(`meetings.give.${act}.title`)}
      act={words(`meetings.give.${act}.act`)}
      danger={act === 'cancel'}
      safe={words(`meetings.give.${act}.safe`)}
      reason={fields.reason.trim() === '' ? words('meetings.reason.missing') : undefined}
      work={give}
      onClose={onClose}
    >
      <Consequences
        danger={act === 'cancel'}
        items={[
          { id: 'seen', icon: Users, text: words('meetings.reason.seen') },
          { id: 'means', icon: History, text: words(`meetings.give.${act}.means`) },
        ]}
      />
      <TextField
        label={words('meetings.reason')}
        rows={3}
        autoFocus
        maxLength={4000}
        value={fields.reason}
        onChange={next => type({ reason: next })}
      />
    </FormDialog>
  )
}
