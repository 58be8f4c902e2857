// Cancelling a meeting, or opening a closed one again: with a reason that every member reads.
import { History, Users } from 'lucide-react'
import type { DocumentId } from '#shared/ids'
import { ReasonDialog } from '../../shell/reason-dialog.tsx'
import { useWords } from '../../words/index.ts'

type GiveReasonProps = {
  agenda: DocumentId
  act: 'cancel' | 'resume'
  onAct: (reason: string) => Promise<void>
  onClose: () => void
}

export function GiveReason({ agenda, act, onAct, onClose }: GiveReasonProps) {
  const words = useWords()
  return (
    <ReasonDialog
      title={words(`meetings.give.${act}.title`)}
      act={words(`meetings.give.${act}.act`)}
      safe={words(`meetings.give.${act}.safe`)}
      danger={act === 'cancel'}
      document={agenda}
      place={`meeting-${act}`}
      means={[
        { id: 'seen', icon: Users, text: words('meetings.reason.seen') },
        { id: 'means', icon: History, text: words(`meetings.give.${act}.means`) },
      ]}
      done={words(`meetings.give.${act}.done`)}
      onAct={onAct}
      onClose={onClose}
    />
  )
}
