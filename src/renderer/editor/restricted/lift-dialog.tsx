// Giving restricted words to all who read the text: who that is, said before it is done.
import { Eye, FileLock2, PenLine } from 'lucide-react'
import { Failure } from '#shared/failure'
import type { DocumentSummary, Restricted } from '#shared/contract'
import { useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'
import { useGroupHere } from '../stable-summary.ts'

export type LiftDialogProps = { summary: DocumentSummary; found: Restricted; onClose: () => void }

export function LiftDialog({ summary, found, onClose }: LiftDialogProps) {
  const core = useCore()
  const words = useWords()
  const { readers, id: document } = summary
  const isAlone = readers.kind === 'only-you'
  const members = readers.kind === 'only-you' ? 1 : readers.members
  const group = useGroupHere()
  const { what } = found
  const values = { members, what, group: group?.name ?? '', name: found.circle?.name ?? '' }
  return (
    <ConfirmDialog
      danger={!isAlone}
      onClose={onClose}
      title={words('restricted.lift.title', { what, place: found.place || 'none' })}
      act={words('restricted.lift.act')}
      safe={words('restricted.lift.safe')}
      done={words('restricted.done.lift')}
      onAct={async () => {
        if (found.block === null) throw new Failure('not-found')
        await core.call('restricted.lift', { document, block: found.block })
      }}
      means={[
        {
          id: 'read',
          icon: Eye,
          title: words(
            isAlone ? 'restricted.lift.alone.title' : 'restricted.lift.read.title',
            values,
          ),
          text: words(isAlone ? 'restricted.lift.alone' : 'restricted.lift.read', values),
        },
        {
          id: 'name',
          icon: PenLine,
          title: words('restricted.lift.name.title'),
          text: words('restricted.lift.name', values),
        },
        {
          id: 'stays',
          icon: FileLock2,
          title: words('restricted.lift.stays.title'),
          text: words('restricted.lift.stays', values),
        },
      ]}
    />
  )
}
