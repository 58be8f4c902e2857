// Giving up the try to join a group that has not let this device in: what is gone, and what it takes
// to ask again.
import { KeyRound, MailX, Ticket } from 'lucide-react'
import type { Group } from '#shared/contract'
import { useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'

export function CancelJoining({ group, onClose }: { group: Group; onClose: () => void }) {
  const words = useWords()
  const core = useCore()
  return (
    <ConfirmDialog
      danger
      onClose={onClose}
      title={words('members.giveUp.title', { group: group.name })}
      act={words('members.giveUp')}
      safe={words('members.giveUp.safe')}
      done={words('members.giveUp.done', { group: group.name })}
      onAct={() => core.call('joining.giveUp', { group: group.id })}
      means={[
        { id: 'keys', icon: KeyRound, text: words('members.giveUp.keys') },
        { id: 'reply', icon: MailX, text: words('members.giveUp.reply') },
        { id: 'again', icon: Ticket, text: words('members.giveUp.again') },
      ]}
    />
  )
}
