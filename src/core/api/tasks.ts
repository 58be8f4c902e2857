// Long work on files: a person sees how far each task is, and can end it.
import type { Task } from '#shared/contract'
import type { Emit } from '#core/profile'
import type { AnswersOn } from './api-context.ts'
import type { TaskSteering } from '#core/drafting'

export type Tasks = {
  cancel(task: Task): void
  /** The steering of new work, which reports `progress` of the task. */
  steering(task: Task): TaskSteering
}

export const openTasks = (emit: Emit): Tasks => {
  const current = new Map<Task, AbortController>()
  return {
    cancel(task) {
      current.get(task)?.abort()
      current.delete(task)
    },
    steering(task) {
      const controller = current.get(task) ?? new AbortController()
      current.set(task, controller)
      const over = controller.signal
      return {
        progress: (done, total) => emit('progress', { task, done, total }),
        isCancelled: () => over.aborted,
        over,
      }
    },
  }
}

export const taskAnswers = (tasks: Tasks): AnswersOn<'tasks'> => ({
  'tasks.cancel': ({ task }) => tasks.cancel(task),
})
