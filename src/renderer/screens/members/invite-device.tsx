// One more device of a member: the member's own, or, by a chair, that of a member who has none left
// and holds a recovery code.
import { Eye, ShieldCheck, UserCheck } from 'lucide-react'
import type { Group, Member } from '#shared/contract'
import { useCore } from '../../shell/core-client.ts'
import { Consequences } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { InvitationDialog } from './invitation-dialog.tsx'

export type InviteDeviceProps = { group: Group; member: Member; onClose: () => void }

export function InviteDevice({ group, member, onClose }: InviteDeviceProps) {
  const words = useWords()
  const core = useCore()
  const { handle, self, outside } = member
  return (
    <InvitationDialog
      group={group}
      onClose={onClose}
      title={
        self
          ? words('members.addDevice.title', { group: group.name })
          : words('members.restore.title', { handle })
      }
      lead={words(self ? 'members.addDevice.lead' : 'members.restore.lead', { handle })}
      write={async file => {
        const asked = { group: group.id, file, ...(self ? {} : { member: member.id }) }
        const made = await core.call('devices.invite', asked)
        return { ...made, outside, kind: 'device', own: self }
      }}
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
    </InvitationDialog>
  )
}
