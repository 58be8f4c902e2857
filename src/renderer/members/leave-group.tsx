// Leaving a group oneself.
import { Ban, HardDrive, History } from 'lucide-react'
import type { Group } from '#shared/contract'
import { useAct, useCore } from '../core.ts'
import { AlertDialog, Consequences, Notice, say } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'

export function LeaveGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const words = useWords()
  const core = useCore()
  const leave = useAct(async () => {
    await core.call('members.leave', { group: group.id })
    say(words('members.leave.done', { group: group.name }))
    onClose()
  })
  return (
    <AlertDialog
      isOpen
      danger
      onClose={onClose}
      title={words('members.leave.title', { group: group.name })}
      act={words('members.leave.act')}
      safe={words('members.leave.safe')}
      busy={leave.busy}
      onAct={() => void leave.run()}
    >
      <Consequences
        danger
        items={[
          { id: 'new', icon: Ban, text: words('members.leave.new') },
          { id: 'keeps', icon: HardDrive, text: words('members.leave.keeps') },
          { id: 'record', icon: History, text: words('members.leave.record') },
        ]}
      />
      {leave.failure ? <Notice tone="error">{words(sentenceOf[leave.failure])}</Notice> : null}
    </AlertDialog>
  )
}
