// Making an invitation: its rights first, then the file, and the code that opens it.
import { type ReactNode, useState } from 'react'
import { FileDown } from 'lucide-react'
import type { Group } from '#shared/contract'
import type { FileGrant } from '#shared/ids'
import { useAct, useShell } from '../../shell/core-client.ts'
import { Button, CloseButton, Dialog, type DialogProps, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { plainFileName } from './file-name.ts'
import { InvitationMade, type Written } from './invitation-made.tsx'

export type InvitationDialogProps = Pick<DialogProps, 'title' | 'lead' | 'onClose'> & {
  group: Group
  /** Writes the invitation into the file. */
  write: (file: FileGrant) => Promise<Omit<Written, 'name'>>
  /** The rights that the invitation gives. */
  children: ReactNode
}

export function InvitationDialog(props: InvitationDialogProps) {
  const { group, write, children, ...frame } = props
  const { title, onClose } = frame
  const words = useWords()
  const shell = useShell()
  const [written, setWritten] = useState<Written | null>(null)
  const save = useAct(async () => {
    const name = plainFileName(Date.now())
    const chosen = await shell.call('dialog.save', { type: 'invitation', name })
    if (chosen) setWritten({ ...(await write(chosen.file)), name: chosen.name })
  })
  if (written)
    return <InvitationMade group={group} title={title} written={written} onClose={onClose} />
  return (
    <Dialog
      {...frame}
      isOpen
      busy={save.busy}
      foot={
        <>
          <span className="grow" />
          <CloseButton autoFocus>{words('ui.cancel')}</CloseButton>
          <Button
            variant="primary"
            icon={FileDown}
            busy={save.busy}
            onPress={() => void save.run()}
          >
            {words('members.invite.save')}
          </Button>
        </>
      }
    >
      {children}
      <FailureNotice of={save.failure} />
    </Dialog>
  )
}
