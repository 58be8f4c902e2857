// Declining a file needs a reason.
import { Ban, MessageSquareQuote } from 'lucide-react'
import type { AskedFile } from '#shared/contract'
import { useCore } from '../../shell/core-client.ts'
import { ReasonDialog } from '../../shell/reason-dialog.tsx'
import { useWords } from '../../words/index.ts'

type DeclineDialogProps = { request: AskedFile; name: string; onClose: () => void }

export function DeclineDialog({ request, name, onClose }: DeclineDialogProps) {
  const words = useWords()
  const core = useCore()
  const { id, document } = request
  return (
    <ReasonDialog
      title={words('second-look.declineTitle')}
      act={words('second-look.declineAct')}
      safe={words('second-look.declineSafe')}
      document={document}
      place={`decline/${id}`}
      means={[
        { id: 'what', icon: Ban, text: words('second-look.declineWhat', { name }) },
        { id: 'seen', icon: MessageSquareQuote, text: words('second-look.declineSeen') },
      ]}
      done={words('second-look.declineDone', { name })}
      onAct={reason => core.call('exports.decline', { request: id, reason })}
      onClose={onClose}
    />
  )
}
