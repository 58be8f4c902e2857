// Beginning a round: who will be able to read the page, what stays here, and who opens the replies is
// said before anything is written.
import { Eye, FileLock2, KeyRound } from 'lucide-react'
import type { DocumentId } from '#shared/ids'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { exportName } from '../export/export-name.ts'
import { StillOpen } from '../export/still-open.tsx'
import { Consequences, FormDialog, say, TextField } from '../../ui/index.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { useWords } from '../../words/index.ts'

const consequences = [
  ['read', Eye],
  ['stays', FileLock2],
  ['open', KeyRound],
] as const

export type BeginRoundProps = { document: DocumentId; title: string; onClose: () => void }

export function BeginRound({ document, title, onClose }: BeginRoundProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const { fields, type, forget } = useTyped(document, 'round', { question: '', until: '' })
  const { question, until } = fields
  const begin = useAct(async () => {
    const name = exportName(title) || words('consultation.begin.fileName')
    const chosen = await shell.call('dialog.save', { type: 'page', name })
    if (!chosen) return
    const { file } = chosen
    await core.call('consultations.begin', { document, question, until, file })
    forget()
    say(words('consultation.begin.done', { name: chosen.name }))
    onClose()
  })
  return (
    <FormDialog
      title={words('consultation.begin.title')}
      act={words('consultation.begin.act')}
      work={begin}
      onClose={onClose}
    >
      <Consequences
        items={consequences.map(([id, icon]) => ({
          id,
          icon,
          text: words(`consultation.begin.${id}`),
        }))}
      />
      <StillOpen document={document} />
      <TextField
        label={words('consultation.begin.question')}
        hint={words('consultation.begin.questionHint')}
        rows={3}
        maxLength={4000}
        value={question}
        onChange={next => type({ question: next })}
      />
      <TextField
        label={words('consultation.begin.until')}
        maxLength={100}
        value={until}
        onChange={next => type({ until: next })}
      />
    </FormDialog>
  )
}
