// Ending a round: its key goes, what came in stays.
import { FileCheck2, KeyRound } from 'lucide-react'
import type { DocumentId } from '#shared/ids'
import { useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'

const consequences = [
  ['key', KeyRound],
  ['stays', FileCheck2],
] as const

export type EndRoundProps = { document: DocumentId; round: string; onClose: () => void }

export function EndRound({ document, round, onClose }: EndRoundProps) {
  const words = useWords()
  const core = useCore()
  return (
    <ConfirmDialog
      danger
      onClose={onClose}
      title={words('consultation.end.title')}
      act={words('consultation.end.act')}
      safe={words('consultation.end.safe')}
      done={words('consultation.end.done')}
      onAct={() => core.call('consultations.end', { document, round })}
      means={consequences.map(([id, icon]) => ({
        id,
        icon,
        text: words(`consultation.end.${id}`),
      }))}
    />
  )
}
