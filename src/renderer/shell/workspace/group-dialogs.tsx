// Dialogs about the group's work that the palette opens from any screen.
import type { GroupSummary } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { ChooseText } from '../../screens/decisions/prepare/choose-text.tsx'
import { InviteDialog } from '../../screens/members/invite-dialog.tsx'
import { PlanMeeting } from '../../screens/meetings/plan-meeting.tsx'
import { ProposeTimes } from '../../screens/meetings/propose-times.tsx'
import type { Overlay } from './overlays.ts'

type GroupDialogsProps = { opened: Overlay; onClose: () => void; group: GroupSummary }

export function GroupDialogs({ opened, onClose, group }: GroupDialogsProps) {
  switch (opened) {
    case 'plan-meeting':
      return <PlanMeeting group={group} onClose={onClose} />
    case 'find-date':
      return <ProposeTimes group={group} agenda={null} onClose={onClose} />
    case 'ask':
      return <ChooseText group={group} onClose={onClose} />
    case 'invite':
      return <InviteHere group={group} onClose={onClose} />
    default:
      return null
  }
}

function InviteHere({ group, onClose }: Pick<GroupDialogsProps, 'group' | 'onClose'>) {
  const { value } = useAnswer('groups.get', { group: group.id })
  return value ? <InviteDialog group={value} onClose={onClose} /> : null
}
