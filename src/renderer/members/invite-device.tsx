// One more device of a member: the member's own, or, by a chair, that of a member who has none left
// and holds a recovery code.
import { useState } from 'react'
import { Eye, FileDown, ShieldCheck, UserCheck } from 'lucide-react'
import type { Group, Member } from '#shared/contract'
import { useAct, useCore, useShell } from '../core-client.ts'
import { Button, Consequences, Dialog, FailureNotice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { plainFileName } from './file-name.ts'
import { InvitationMade, type Written } from './invitation-made.tsx'

export type InviteDeviceProps = { group: Group; member: Member; onClose: () => void }

export function InviteDevice({ group, member, onClose }: InviteDeviceProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const [written, setWritten] = useState<Written | null>(null)
  const { handle, self, outside } = member
  const write = useAct(async () => {
    const name = plainFileName(Date.now())
    const chosen = await shell.call('dialog.save', { type: 'invitation', name })
    if (!chosen) return
    const made = await core.call('devices.invite', {
      group: group.id,
      file: chosen.file,
      ...(self ? {} : { member: member.id }),
    })
    setWritten({ ...made, name: chosen.name, outside, kind: 'device', own: self })
  })
  const title = self
    ? words('members.addDevice.title', { group: group.name })
    : words('members.restore.title', { handle })
  if (written)
    return <InvitationMade group={group} title={title} written={written} onClose={onClose} />
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      lead={words(self ? 'members.addDevice.lead' : 'members.restore.lead', { handle })}
      foot={
        <>
          <span className="grow" />
          <Button autoFocus onPress={onClose}>
            {words('ui.cancel')}
          </Button>
          <Button
            variant="primary"
            icon={FileDown}
            busy={write.busy}
            onPress={() => void write.run()}
          >
            {words('members.invite.save')}
          </Button>
        </>
      }
    >
      <Consequences
        items={[
          {
            id: 'same',
            icon: UserCheck,
            text: words(self ? 'members.addDevice.same' : 'members.restore.same', { handle }),
          },
          {
            id: 'reads',
            icon: Eye,
            text: words(outside ? 'members.addDevice.reads.outside' : 'members.addDevice.reads'),
          },
          {
            id: 'check',
            icon: ShieldCheck,
            text: words(self ? 'members.addDevice.check' : 'members.restore.check', { handle }),
          },
        ]}
      />
      <FailureNotice of={write.failure} />
    </Dialog>
  )
}
