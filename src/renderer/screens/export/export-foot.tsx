// The foot of an export: the button that saves the file, or asks a second member to look at it.
import { useEffect, useRef } from 'react'
import type { DocumentSummary, ExportStanding } from '#shared/contract'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { AskButton, isToAsk, useAskForLook } from '../second-look/export-look.tsx'
import { exportName } from './export-name.ts'
import { LeavingFoot } from './leaving-foot.tsx'
import { Button, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Choices } from './choices.ts'

type ExportFootProps = {
  summary: DocumentSummary
  choices: Choices
  /** Undefined while the file is compared. */
  standing: ExportStanding | undefined
  /** Why nothing can be saved, or asked, now. */
  reason: string | undefined
  onClose: () => void
}

export function ExportFoot({ summary, choices, standing, reason, onClose }: ExportFootProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const isShown = useRef(true)
  useEffect(() => () => void (isShown.current = false), [])
  const { format } = choices.file
  const ask = useAskForLook()
  const save = useAct(async () => {
    const name = exportName(summary.title) || words('editor.export.untitled')
    const chosen = await shell.call('dialog.save', { type: format, name })
    if (!chosen) return
    const { file } = chosen
    await core.call('paper.export', { ...choices.file, file })
    say(words('editor.export.done', { name: chosen.name }))
    // A PDF takes a while, and the person may be elsewhere by then.
    if (isShown.current) onClose()
  })
  return (
    <LeavingFoot task="paper.export" save={save} mayStop={format === 'pdf'} onClose={onClose}>
      {standing && isToAsk(standing) ? (
        <AskButton ask={ask} choices={choices.file} standing={standing} reason={reason} />
      ) : (
        <div className="export-act">
          <Button
            variant="primary"
            busy={save.busy}
            unavailable={reason}
            onPress={() => void save.run()}
          >
            {words('editor.export.act', { format })}
          </Button>
          {/* The button is described by it already. */}
          {standing?.request && reason !== undefined ? (
            <span className="smallest muted" aria-hidden>
              {reason}
            </span>
          ) : null}
        </div>
      )}
    </LeavingFoot>
  )
}
