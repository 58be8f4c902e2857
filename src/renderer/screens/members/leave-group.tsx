// Leaving a group oneself: the consequences, and changes that no other member has.
import { Ban, Crown, HardDrive, History } from 'lucide-react'
import type { Group } from '#shared/contract'
import { useAnswer, useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { Button, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { isOnlyChair } from './chairs.ts'

export type LeaveGroupProps = {
  group: Group
  /** Gives changes by file first. */
  onGive: () => void
  onClose: () => void
}

export function LeaveGroup({ group, onGive, onClose }: LeaveGroupProps) {
  const words = useWords()
  const core = useCore()
  const news = ['groups.changed', 'network.changed'] as const
  const changes = useAnswer('members.unsent', { group: group.id }, news).value?.changes ?? 0
  const self = group.memberList.find(each => each.self)
  return (
    <ConfirmDialog
      danger
      onClose={onClose}
      title={words('members.leave.title', { group: group.name })}
      act={words('members.leave.act')}
      safe={words('members.leave.safe')}
      done={words('members.leave.done', { group: group.name })}
      onAct={() => core.call('members.leave', { group: group.id })}
      means={[
        { id: 'new', icon: Ban, text: words('members.leave.new') },
        ...(self && isOnlyChair(group, self)
          ? [
              {
                id: 'chair',
                icon: Crown,
                title: words('members.remove.lastChair.title'),
                text: words('members.remove.lastChair'),
              },
            ]
          : []),
        { id: 'keeps', icon: HardDrive, text: words('members.leave.keeps') },
        { id: 'record', icon: History, text: words('members.leave.record') },
      ]}
    >
      {changes > 0 ? (
        <Notice tone="warning" title={words('members.leave.unsent.title', { changes })}>
          {words('members.leave.unsent', { changes })}
          <div className="leave-give">
            <Button size="small" onPress={onGive}>
              {words('members.exchange')}
            </Button>
          </div>
        </Notice>
      ) : null}
    </ConfirmDialog>
  )
}
