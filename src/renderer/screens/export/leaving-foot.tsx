// The last warning before files leave, how far they are, and the ways to stop.
import type { ReactNode } from 'react'
import { TriangleAlert } from 'lucide-react'
import { useKeys } from '../../shell/commands/use-keys.ts'
import { useCore, type Act } from '../../shell/core-client.ts'
import { FileProgress } from '../../shell/file-progress.tsx'
import { Button, FailureNotice, Icon, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type LeavingFootProps = {
  task: 'paper.export' | 'paper.exportMany'
  save: Pick<Act<[]>, 'busy' | 'failure'>
  /** Whether the work takes so long that a person can end it. */
  mayStop: boolean
  onClose: () => void
  /** The buttons that save, or ask. */
  children: ReactNode
}

export function LeavingFoot({ task, save, mayStop, onClose, children }: LeavingFootProps) {
  const words = useWords()
  const core = useCore()
  const isMaking = save.busy && mayStop
  const stop = (): void => void core.call('tasks.cancel', { task })
  // Where nothing lies over the screen, Escape ends the making of a file.
  useKeys(isMaking ? { exportStop: stop } : {})
  return (
    <footer className="screen-foot">
      {save.failure === 'cancelled' ? (
        <Notice>{words('export.stopped')}</Notice>
      ) : (
        <FailureNotice of={save.failure} />
      )}
      <FileProgress task={task} busy={save.busy} />
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
        {children}
      </div>
    </footer>
  )
}
