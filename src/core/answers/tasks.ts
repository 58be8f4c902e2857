// Work on files that takes its time: a person watches it, and ends it, all of it at once.
import type { Told } from '../told.ts'

export type Task = 'documents.import' | 'exchange.write' | 'exchange.read' | 'backup.restore'

export type Tasks = {
  cancel(): void
  /** For work that begins now: it tells `progress` of the task. */
  steering(task: Task): { progress(done: number, total: number): void; isCancelled(): boolean }
}

export const openTasks = (tell: Told): Tasks => {
  let era = 0
  return {
    cancel: () => void era++,
    steering(task) {
      const begun = era
      return {
        progress: (done, total) => tell('progress', { task, done, total }),
        isCancelled: () => begun !== era,
      }
    },
  }
}
