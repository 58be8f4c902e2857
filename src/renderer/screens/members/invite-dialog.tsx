// Inviting a person: first the rights it gives, then the file, and the code that opens it.
import { useState } from 'react'
import { type Group, Role } from '#shared/contract'
import { useCore } from '../../shell/core-client.ts'
import { Notice, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { InvitationDialog } from './invitation-dialog.tsx'
import { isOutsideRole, whatRoleDoes } from './role-words.ts'
import { strong } from './strong.tsx'

export type InviteDialogProps = { group: Group; onClose: () => void }

export function InviteDialog({ group, onClose }: InviteDialogProps) {
  const words = useWords()
  const core = useCore()
  const [role, setRole] = useState<Role>('member')
  const does = (id: Role) => whatRoleDoes(id, true, words)
  return (
    <InvitationDialog
      group={group}
      onClose={onClose}
      title={words('members.invite.title', { group: group.name })}
      lead={words('members.invite.lead')}
      write={async file => {
        const made = await core.call('invitations.write', { group: group.id, role, file })
        return { ...made, outside: isOutsideRole(role), kind: 'member', own: false }
      }}
    >
      <Select
        label={words('members.invite.role')}
        value={role}
        onChange={setRole}
        choices={Role.options.map(id => ({
          id,
          text: words(`members.role.${id}`),
          hint: does(id),
        }))}
      />
      <p className="small muted invite-role">{does(role)}</p>
      {role === 'chair' ? (
        <Notice tone="warning">
          {words.rich('members.roleDialog.becomesChair', { b: strong })}
        </Notice>
      ) : null}
      <h3 className="invite-shows">{words('members.invite.reads.title')}</h3>
      <p className="muted">
        {words(isOutsideRole(role) ? 'members.invite.reads.outside' : 'members.invite.reads')}
      </p>
      <h3 className="invite-shows">{words('members.invite.shows.title')}</h3>
      <p className="muted">{words('members.invite.shows')}</p>
    </InvitationDialog>
  )
}
