// Another role for a member: what it lets them do, and when others have to agree.
import { useState } from 'react'
import { type Group, type Member, Role } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { FormDialog, Notice, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { sayOutcome } from './outcome.ts'
import { isOutsideRole, whatRoleDoes } from './role-words.ts'
import { strong } from './strong.tsx'

export type ChangeRoleProps = { group: Group; member: Member; onClose: () => void }

export function ChangeRole({ group, member, onClose }: ChangeRoleProps) {
  const words = useWords()
  const core = useCore()
  const { handle, outside } = member
  const choices = outside ? Role.options.filter(isOutsideRole) : Role.options
  const [chosen, setRole] = useState<Role | null>(null)
  const role = choices.find(each => each === chosen) ?? member.role
  const change = useAct(async () => {
    const outcome = await core.call('members.setRole', { group: group.id, member: member.id, role })
    const done = { handle, role: words(`members.role.${role}`) }
    sayOutcome(outcome, words('members.roleDialog.done', done), words)
    onClose()
  })
  const does = (id: Role) => whatRoleDoes(id, outside, words)
  const keepsReading = !outside && isOutsideRole(role)
  const reason = role === member.role ? words('members.roleDialog.same') : undefined
  return (
    <FormDialog
      onClose={onClose}
      title={words('members.roleDialog.title', { handle })}
      act={words('members.roleDialog.act')}
      reason={reason}
      work={change}
    >
      <Select
        label={words('members.invite.role')}
        value={role}
        onChange={setRole}
        choices={choices.map(id => ({ id, text: words(`members.role.${id}`), hint: does(id) }))}
      />
      <p className="small muted role-does">{does(role)}</p>
      {outside ? <Notice>{words('members.roleDialog.outside', { handle })}</Notice> : null}
      {keepsReading ? (
        <Notice tone="warning">
          {words('members.roleDialog.keepsReading', {
            handle,
            role: words(`members.role.${role}`),
          })}
        </Notice>
      ) : null}
      {member.role !== 'chair' && role === 'chair' ? (
        <Notice tone="warning">
          {words.rich('members.roleDialog.becomesChair', { b: strong })}
        </Notice>
      ) : null}
      {member.role === 'chair' && role !== 'chair' ? (
        <Notice tone="warning">{words('members.roleDialog.chair', { handle })}</Notice>
      ) : null}
    </FormDialog>
  )
}
