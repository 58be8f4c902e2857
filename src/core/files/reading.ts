// Reads one file from outside in a thread of its own, which can be killed: a file that never ends,
// or fills the memory, ends its thread and nothing else.
import { Worker } from 'node:worker_threads'
import { Failure, type FailureCode } from '#shared/failure'
import type { ImportedFlow, Wanted } from './blocks.ts'

/** Kinds of files that are read. */
export type FileFormat = 'docx' | 'odt' | 'html' | 'markdown' | 'text'

const endings: [FileFormat, RegExp][] = [
  ['docx', /\.(?:docx|docm|dotx|dotm)$/i],
  ['odt', /\.(?:odt|ott)$/i],
  ['html', /\.x?html?$/i],
  ['markdown', /\.(?:md|markdown)$/i],
]

/** By the ending of its name; a file with another one is read as text. */
export const formatOf = (name: string): FileFormat =>
  endings.find(([, ending]) => ending.test(name))?.[0] ?? 'text'

export type ReadingTask = Wanted & { format: FileFormat; bytes: Uint8Array }

/** The thread says first that its code is loaded: a busy machine may need seconds for that. */
export type ReadingAnswer = 'begun' | { part: number } | Outcome
type Outcome = { imported: ImportedFlow } | { failure: FailureCode }

/** `progress` hears the part of a long text that is read, from 0 to 1. */
type Steering = { isCancelled(): boolean; progress(part: number): void }

/** A build has its threads as files beside core. */
const thread = new URL(
  import.meta.url.endsWith('.ts') ? './read-thread.ts' : './read-thread.js',
  import.meta.url,
)

const readingLimits = {
  /** The objects that the thread makes, in MiB. */
  memory: 256,
  /** The time of reading, in milliseconds; an honest file of 300 pages takes less than a second. */
  time: 20_000,
}
const lookEvery = 50

const outcomeOf = (
  worker: Worker,
  { begun, progress }: { begun(): void; progress(part: number): void },
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    worker.on('message', (answer: ReadingAnswer) => {
      if (answer === 'begun') begun()
      else if ('part' in answer) progress(answer.part)
      else resolve(answer)
    })
    worker.once('error', (error: NodeJS.ErrnoException) => {
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(isFull ? new Failure('file-too-costly', { cause: error }) : error)
    })
    worker.once('exit', () => resolve({ failure: 'file-too-costly' }))
  })

/**
 * Failures `file-wrong-kind`, `file-old-word`, `file-is-pdf`, `file-is-picture`, `file-is-baraza`, `file-misnamed`,
 * `file-has-program`, `file-has-password`, `file-damaged`, `file-too-large`, `file-too-costly`,
 * `cancelled`.
 */
export const readApart = async (
  task: ReadingTask,
  { isCancelled, progress }: Steering,
  limits: { memory: number; time: number } = readingLimits,
): Promise<ImportedFlow> => {
  const resourceLimits = { maxOldGenerationSizeMb: limits.memory }
  const worker = new Worker(thread, { workerData: task, execArgv: [], resourceLimits })
  let until = Number.POSITIVE_INFINITY
  const begun = (): void => void (until = performance.now() + limits.time)
  const watch = setInterval(() => {
    if (isCancelled() || performance.now() > until) void worker.terminate()
  }, lookEvery)
  try {
    const answer = await outcomeOf(worker, { begun, progress })
    if (isCancelled()) throw new Failure('cancelled')
    if ('failure' in answer) throw new Failure(answer.failure)
    return answer.imported
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}
