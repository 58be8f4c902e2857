// The last warning before a file leaves, and the buttons that save it or do not.
import { useCallback, useEffect, useRef } from 'react'
import { TriangleAlert } from 'lucide-react'
import type { DocumentSummary, ExportStanding } from '#shared/contract'
import { actFor } from '../commands/keys.ts'
import { useAct, useCore, useShell } from '../core-client.ts'
import { FileProgress } from '../file-progress.tsx'
import { AskButton, isToAsk } from '../second-look/export-look.tsx'
import { exportName } from './export-name.ts'
import { Button, FailureNotice, Icon, Notice, say } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { isCovered } from '../workspace/chords.ts'
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

/** Escape ends the making of a file, where nothing lies over the screen. */
export const useStopKey = (isMaking: boolean, stop: () => void): void => {
  useEffect(() => {
    if (!isMaking) return
    const listen = (event: KeyboardEvent): void => {
      const act = actFor(event, { exportStop: stop })
      if (!act || isCovered()) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [isMaking, stop])
}

export function ExportFoot({ summary, choices, standing, reason, onClose }: ExportFootProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const isShown = useRef(true)
  useEffect(() => () => void (isShown.current = false), [])
  const { format } = choices.file
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
  const isMaking = save.busy && format === 'pdf'
  const stop = useCallback(() => void core.call('tasks.cancel', { task: 'paper.export' }), [core])
  useStopKey(isMaking, stop)
  return (
    <footer className="screen-foot">
      {save.failure === 'cancelled' ? (
        <Notice>{words('export.stopped')}</Notice>
      ) : (
        <FailureNotice of={save.failure} />
      )}
      <FileProgress task="paper.export" busy={save.busy} />
      <div className="row">
        <Icon of={TriangleAlert} />
        <p className="small grow">
          {words.rich('export.warning', { b: chunks => <b>{chunks}</b> })}
        </p>
        <Button
          onPress={() => {
            if (isMaking) stop()
            onClose()
          }}
        >
          {words('export.cancel')}
        </Button>
        {standing && isToAsk(standing) ? (
          <AskButton choices={choices.file} standing={standing} reason={reason} />
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
      </div>
    </footer>
  )
}
