// Another role for a member: what it lets them do, and when others have to agree.
import { useState } from 'react'
import { type Group, type Member, Role } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../core.ts'
import { FormDialog, Notice, Select } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { sayOutcome } from './outcome.ts'

export type ChangeRoleProps = { group: Group; member: Member; onClose: () => void }

export function ChangeRole({ group, member, onClose }: ChangeRoleProps) {
  const words = useWords()
  const core = useCore()
  const { handle } = member
  const [role, setRole] = useState<Role>(member.role)
  const [document, setDocument] = useState<DocumentId | ''>(member.guestOf ?? '')
  const documents = useAnswer('documents.list', { group: group.id })
  const shared = (documents.value ?? []).filter(each => each.readers.kind === 'group')
  const change = useAct(async () => {
    const outcome = await core.call('members.setRole', {
      group: group.id,
      member: member.id,
      role,
      ...(role === 'guest' && document !== '' ? { document } : {}),
    })
    const named = words(`members.role.${role}`)
    sayOutcome(outcome, words('members.roleDialog.done', { handle, role: named }), words)
    onClose()
  })
  const reason =
    role === 'guest' && document === ''
      ? words('members.roleDialog.documentNeeded')
      : role === member.role && (document || null) === member.guestOf
        ? words('members.roleDialog.same')
        : undefined
  return (
    <FormDialog
      onClose={onClose}
      title={words('members.roleDialog.title', { handle })}
      act={words('members.roleDialog.act')}
      reason={reason}
      busy={change.busy}
      failure={change.failure}
      onSubmit={() => void change.run()}
    >
      <Select
        label={words('members.invite.role')}
        value={role}
        onChange={setRole}
        choices={Role.options.map(id => ({
          id,
          text: words(`members.role.${id}`),
          hint: words(`members.role.${id}.does`),
        }))}
      />
      <p className="small muted">{words(`members.role.${role}.does`)}</p>
      {role === 'guest' ? (
        <Select
          label={words('members.roleDialog.document')}
          value={document}
          onChange={setDocument}
          choices={[
            { id: '' as const, text: words('members.roleDialog.choose') },
            ...shared.map(({ id, title }) => ({ id, text: title })),
          ]}
        />
      ) : null}
      {member.role === 'chair' && role !== 'chair' ? (
        <Notice tone="warning">{words('members.roleDialog.chair', { handle })}</Notice>
      ) : null}
    </FormDialog>
  )
}
