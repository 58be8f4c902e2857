// Long work on files: events `progress` tell how far a task is, and a person can end the task.
import * as v from 'valibot'
import { answers, call } from '../rpc.ts'

/** Each task is named after the call that does the work. */
export const Task = v.picklist([
  'adoption.pack',
  'documents.import',
  'exchange.write',
  'exchange.read',
  'backup.restore',
  'paper.export',
  'paper.exportMany',
])
export type Task = v.InferOutput<typeof Task>

export const taskCalls = {
  /**
   * Ends all work of this task: the call fails with `cancelled`. Messages of an encrypted file that were read stay, and
   * reading the file again goes on from there. Nothing of a backup or of a text stays.
   */
  'tasks.cancel': call({ task: Task }, answers<void>()),
} as const
