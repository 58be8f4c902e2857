// The dialog of the act that was chosen for a member, one at a time. It is about the member as it is now: what
// others change meanwhile counts.
import type { Group } from '#shared/contract'
import { ChangeRole } from './change-role.tsx'
import { InviteDevice } from './invite-device.tsx'
import { LeaveGroup } from './leave-group.tsx'
import type { MemberAct } from './member-menu.tsx'
import { RemoveDevice, BlockDevice } from './block-device.tsx'
import { RemoveMember } from './remove-member.tsx'
import { SetTerm } from './set-term.tsx'

export type MemberActsProps = {
  group: Group
  act: MemberAct | null
  onStart: (act: MemberAct) => void
  /** Closes the dialog for exchange by file. */
  onGive: () => void
  onClose: () => void
}

export function MemberActs({ group, act, onStart, onGive, onClose }: MemberActsProps) {
  const member = group.memberList.find(({ id }) => id === act?.member.id) ?? act?.member
  if (act === null || member === undefined) return null
  switch (act.kind) {
    case 'role':
      return <ChangeRole group={group} onClose={onClose} member={member} />
    case 'term':
      return <SetTerm group={group} onClose={onClose} member={member} />
    case 'add-device':
      return <InviteDevice group={group} onClose={onClose} member={member} />
    case 'leave':
      return <LeaveGroup group={group} onGive={onGive} onClose={onClose} />
    case 'remove':
      return <RemoveMember group={group} onStart={onStart} onClose={onClose} member={member} />
    case 'shut-out':
      return <BlockDevice group={group} onClose={onClose} {...act} member={member} />
    case 'remove-device':
      return <RemoveDevice group={group} onClose={onClose} {...act} member={member} />
  }
}
