// Declining a file needs a reason, which stays on record with the member's name.
import { Ban, MessageSquareQuote } from 'lucide-react'
import type { AskedFile } from '#shared/contract'
import { useAct, useCore } from '../core-client.ts'
import { useTyped } from '../typed/use-typed.ts'
import { Consequences, FormDialog, say, TextField } from '../ui/index.ts'
import { useWords } from '../words/index.ts'

type DeclineDialogProps = { request: AskedFile; name: string; onClose: () => void }

export function DeclineDialog({ request, name, onClose }: DeclineDialogProps) {
  const words = useWords()
  const core = useCore()
  const { id, document } = request
  const { fields, type, forget } = useTyped(document, `decline/${id}`, { reason: '' })
  const work = useAct(async () => {
    await core.call('exports.decline', { request: id, reason: fields.reason })
    forget()
    say(words('second-look.declineDone', { name }))
    onClose()
  })
  const isBlank = fields.reason.trim() === ''
  return (
    <FormDialog
      title={words('second-look.declineTitle')}
      act={words('second-look.declineAct')}
      safe={words('second-look.declineSafe')}
      reason={isBlank ? words('decisions.reasonMissing') : undefined}
      work={work}
      onClose={onClose}
    >
      <Consequences
        items={[
          { id: 'what', icon: Ban, text: words('second-look.declineWhat', { name }) },
          { id: 'seen', icon: MessageSquareQuote, text: words('second-look.declineSeen') },
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
