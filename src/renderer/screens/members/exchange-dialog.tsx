// Sending a file to members, and opening one from a member.
import { Info } from 'lucide-react'
import type { Group } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { CloseButton, Dialog, Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { SendFile } from './send-file.tsx'
import { OpenFile } from './open-file.tsx'
import './exchange.css'

export type ExchangeDialogProps = {
  group: Group
  /** Chosen from the beginning. */
  chosen: MemberId[]
  onClose: () => void
}

export function ExchangeDialog({ group, chosen, onClose }: ExchangeDialogProps) {
  const words = useWords()
  return (
    <Dialog
      size="large"
      isOpen
      onClose={onClose}
      title={words('members.exchange.title')}
      lead={words('members.exchange.lead')}
      foot={
        <>
          <span className="row small muted grow">
            <Icon of={Info} size="small" />
            {words('members.exchange.twice')}
          </span>
          <CloseButton autoFocus>{words('ui.close')}</CloseButton>
        </>
      }
    >
      <div className="exchange">
        <SendFile group={group} chosen={chosen} />
        <OpenFile />
      </div>
    </Dialog>
  )
}
