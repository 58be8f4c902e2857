// How far core is with a file, and the end of it. Shown from the first word of core on, so that a
// file that is quickly done shows nothing.
import { useEffect, useId, useState } from 'react'
import { useCore } from './core-client.ts'
import { Button, ProgressBar } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import './file-progress.css'

const going = {
  'adoption.pack': 'adoption.going',
  'exchange.write': 'members.exchange.write.going',
  'exchange.read': 'members.exchange.read.going',
  'backup.restore': 'start.restore.going',
  'paper.export': 'export.going',
  'paper.exportMany': 'export.many.going',
} as const

export type FileTask = keyof typeof going

export type FileProgressProps = {
  task: FileTask
  /** The display restarts each time. */
  busy: boolean
}

export function FileProgress({ task, busy }: FileProgressProps) {
  return busy ? <Going task={task} /> : null
}

function Going({ task }: Pick<FileProgressProps, 'task'>) {
  const words = useWords()
  const core = useCore()
  const label = useId()
  const [percent, setPercent] = useState<number | null>(null)
  const [ending, setEnding] = useState(false)
  useEffect(
    () =>
      core.on('progress', told => {
        if (told.task !== task) return
        setPercent(told.total === 0 ? 0 : Math.floor((100 * told.done) / told.total))
      }),
    [core, task],
  )
  if (percent === null) return null
  return (
    <div className="file-progress">
      <span className="small grow" id={label}>
        {words(going[task], { percent })}
      </span>
      <Button
        size="small"
        busy={ending}
        onPress={() => {
          setEnding(true)
          void core.call('tasks.cancel', { task })
        }}
      >
        {words('ui.stop')}
      </Button>
      <ProgressBar done={percent} labelledBy={label} />
    </div>
  )
}
