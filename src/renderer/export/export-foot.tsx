// The last warning before a file leaves, and the buttons that save it or do not.
import { TriangleAlert } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { useAct, useCore, useShell } from '../core-client.ts'
import { exportName } from './export-name.ts'
import { Button, FailureNotice, Icon, say } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { textFormats } from './formats.ts'
import type { Choices } from './choices.ts'

type ExportFootProps = {
  summary: DocumentSummary
  choices: Choices
  /** Why nothing can be saved now. */
  reason: string | undefined
  onClose: () => void
}

export function ExportFoot({ summary, choices, reason, onClose }: ExportFootProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const { leaving, shows } = choices
  const format = shows === 'text' ? choices.format : 'docx'
  const hasPaper = textFormats.find(({ id }) => id === format)?.hasPaper === true
  const save = useAct(async () => {
    const name = exportName(summary.title) || words('editor.export.untitled')
    const chosen = await shell.call('dialog.save', { type: format, name })
    if (!chosen) return
    const { file } = chosen
    if (format === 'pdf') await shell.call('print.pdf', { ...leaving, file })
    else
      await core.call('paper.export', {
        ...leaving,
        format,
        file,
        ...(hasPaper && { paper: choices.paper }),
      })
    say(words('editor.export.done', { name: chosen.name }))
    onClose()
  })
  return (
    <footer className="screen-foot">
      <FailureNotice of={save.failure} />
      <div className="row">
        <Icon of={TriangleAlert} />
        <p className="small grow">
          {words.rich('export.warning', { b: chunks => <b>{chunks}</b> })}
        </p>
        <Button onPress={onClose}>{words('export.cancel')}</Button>
        <Button
          variant="primary"
          busy={save.busy}
          unavailable={reason}
          onPress={() => void save.run()}
        >
          {words('editor.export.act', { format: shows === 'text' ? format : shows })}
        </Button>
      </div>
    </footer>
  )
}
