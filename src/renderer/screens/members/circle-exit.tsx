// Before a member is removed from a circle, or leaves it: the texts that the member keeps, those
// that no longer arrive, and changes that only that member has.
import { Ban, HardDrive } from 'lucide-react'
import type { Circle } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useAnswer, useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { Notice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

/** The member who goes; null is this member, who leaves. */
export type Leaver = { member: MemberId; handle: string } | null

export type CircleExitProps = {
  circle: Circle
  going: Leaver
  onClose: () => void
  /** This member is out. */
  onLeft: () => void
}

export function CircleExit({ circle: { id, name }, going, onClose, onLeft }: CircleExitProps) {
  const words = useWords()
  const core = useCore()
  const asked = going ? null : { group: id }
  const unsent = useAnswer('members.unsent', asked, ['groups.changed', 'network.changed'])
  const changes = unsent.value?.changes ?? 0
  const named = { name, handle: going?.handle ?? '' }
  return (
    <ConfirmDialog
      danger
      title={words(going ? 'members.circles.removeTitle' : 'members.circles.leaveTitle', named)}
      act={words(going ? 'members.circles.remove' : 'members.circles.leave')}
      safe={going ? words('members.remove.safe', named) : words('members.leave.safe')}
      onAct={async () => {
        if (going) {
          await core.call('circles.remove', { circle: id, member: going.member })
          say(words('members.circles.removed', { handle: going.handle, name }))
        } else {
          await core.call('circles.leave', { circle: id })
          say(words('members.circles.leftIt', { name }))
          onLeft()
        }
      }}
      onClose={onClose}
      means={[
        {
          id: 'new',
          icon: Ban,
          text: words(going ? 'members.circles.goes' : 'members.circles.leave.new'),
        },
        {
          id: 'keeps',
          icon: HardDrive,
          text: words(going ? 'members.circles.keeps' : 'members.circles.leave.keeps'),
        },
      ]}
    >
      {changes > 0 ? (
        <Notice tone="warning">{words('members.circles.unsent', { changes })}</Notice>
      ) : null}
    </ConfirmDialog>
  )
}
