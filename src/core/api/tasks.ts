// Long work on files: a person sees its progress and can cancel all of it.
import type { Emit } from '../events.ts'

export type Task =
  | 'adoption.pack'
  | 'documents.import'
  | 'exchange.write'
  | 'exchange.read'
  | 'backup.restore'
  | 'paper.export'

export type TaskSteering = {
  progress(done: number, total: number): void
  isCancelled(): boolean
  /** Aborted at once where the person cancels: for work that another process does. */
  over: AbortSignal
}

export type Tasks = {
  cancel(): void
  /** The steering of new work, which reports `progress` of the task. */
  steering(task: Task): TaskSteering
}

export const openTasks = (emit: Emit): Tasks => {
  let current = new AbortController()
  return {
    cancel() {
      current.abort()
      current = new AbortController()
    },
    steering(task) {
      const over = current.signal
      return {
        progress: (done, total) => emit('progress', { task, done, total }),
        isCancelled: () => over.aborted,
        over,
      }
    },
  }
}

/** Progress from 0 to 1, reported in hundredths, each once. */
export const inHundredths = ({
  progress,
}: Pick<TaskSteering, 'progress'>): ((done: number) => void) => {
  let last = -1
  return done => {
    const hundredths = Math.floor(100 * done)
    if (hundredths <= last) return
    last = hundredths
    progress(last, 100)
  }
}
