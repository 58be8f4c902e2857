// Long work on files: a person sees its progress and can cancel all of it.
import type { Emit } from '../events.ts'

export type Task =
  | 'adoption.pack'
  | 'documents.import'
  | 'exchange.write'
  | 'exchange.read'
  | 'backup.restore'

export type Tasks = {
  cancel(): void
  /** The steering of new work, which reports `progress` of the task. */
  steering(task: Task): { progress(done: number, total: number): void; isCancelled(): boolean }
}

export const openTasks = (emit: Emit): Tasks => {
  let era = 0
  return {
    cancel: () => void era++,
    steering(task) {
      const begun = era
      return {
        progress: (done, total) => emit('progress', { task, done, total }),
        isCancelled: () => begun !== era,
      }
    },
  }
}
