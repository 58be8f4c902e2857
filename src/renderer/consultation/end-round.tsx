// Ending a round: its key goes, what came in stays.
import { FileCheck2, KeyRound } from 'lucide-react'
import type { DocumentId } from '#shared/ids'
import { useAct, useCore } from '../core.ts'
import { AlertDialog, Consequences, Notice, say } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'

const consequences = [
  ['key', KeyRound],
  ['stays', FileCheck2],
] as const

export type EndRoundProps = { document: DocumentId; round: string; onClose: () => void }

export function EndRound({ document, round, onClose }: EndRoundProps) {
  const words = useWords()
  const core = useCore()
  const end = useAct(async () => {
    await core.call('consultations.end', { document, round })
    say(words('consultation.end.done'))
    onClose()
  })
  return (
    <AlertDialog
      isOpen
      danger
      onClose={onClose}
      title={words('consultation.end.title')}
      act={words('consultation.end.act')}
      safe={words('consultation.end.safe')}
      onAct={() => void end.run()}
      busy={end.busy}
    >
      <Consequences
        danger
        items={consequences.map(([id, icon]) => ({
          ...{ id, icon, text: words(`consultation.end.${id}`) },
        }))}
      />
      {end.failure === undefined ? null : (
        <Notice tone="error">{words(sentenceOf[end.failure])}</Notice>
      )}
    </AlertDialog>
  )
}
