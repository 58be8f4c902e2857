// Inviting a person: first the rights it gives, then the file, and the code that opens it.
import { useState } from 'react'
import { FileDown } from 'lucide-react'
import { type Group, Role } from '#shared/contract'
import { useAct, useCore, useShell } from '../core-client.ts'
import { Button, Dialog, Notice, Select, FailureNotice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { plainFileName } from './file-name.ts'
import { InvitationMade, type Written } from './invitation-made.tsx'
import { isOutsideRole, whatRoleDoes } from './role-words.ts'
import { strong } from './strong.tsx'

export type InviteDialogProps = { group: Group; isOpen: boolean; onClose: () => void }

export function InviteDialog(props: InviteDialogProps) {
  // A new invitation starts from the beginning.
  return props.isOpen ? <Invite {...props} /> : null
}

function Invite({ group, isOpen, onClose }: InviteDialogProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const [role, setRole] = useState<Role>('member')
  const does = (id: Role) => whatRoleDoes(id, true, words)
  const [written, setWritten] = useState<Written | null>(null)
  const write = useAct(async () => {
    const chosen = await shell.call('dialog.save', {
      type: 'invitation',
      name: plainFileName(Date.now()),
    })
    if (!chosen) return
    const made = await core.call('invitations.write', { group: group.id, role, file: chosen.file })
    const outside = isOutsideRole(role)
    setWritten({ ...made, name: chosen.name, outside, kind: 'member', own: false })
  })
  const title = words('members.invite.title', { group: group.name })

  if (written)
    return <InvitationMade group={group} title={title} written={written} onClose={onClose} />
  return (
    <Dialog
      size="medium"
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      lead={words('members.invite.lead')}
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
      <FailureNotice of={write.failure} />
    </Dialog>
  )
}
