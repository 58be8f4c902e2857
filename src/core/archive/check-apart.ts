// Checks a closed database in a thread of its own: SQLite reads all of it in one call, and core
// answers meanwhile.
import { Worker } from 'node:worker_threads'
import { wipe, type Bytes, type ProfileKeys } from '#core/keys'
import { Failure, type FailureCode } from '#shared/failure'
import type { Suspect } from './damage.ts'

type Keys = Pick<ProfileKeys, 'database' | 'journal'>

export type Task = { suspect: Suspect; keys: Keys }
export type Answer = { isDamaged: boolean } | { failure: FailureCode }

/** Cancelling of the check. `stop` is called on cancelling, to end SQLite's call early. */
export type Ending = { isCancelled(): boolean; stop?(): void }

/** A build has its threads as files beside core. */
const thread = new URL(
  import.meta.url.endsWith('.ts') ? './check-thread.ts' : './check-thread.js',
  import.meta.url,
)
/** Milliseconds between two checks for cancelling. */
const lookEvery = 20

/** In memory that both threads share, so that the other thread keeps no copy of a key. */
const sharedCopy = (key: Bytes): Bytes => {
  const copy = new Uint8Array(new SharedArrayBuffer(key.length))
  copy.set(key)
  return copy
}

const answerOf = (worker: Worker): Promise<Answer | null> =>
  new Promise((resolve, reject) => {
    worker.once('message', (answer: Answer) => resolve(answer))
    worker.once('error', reject)
    worker.once('exit', () => resolve(null))
  })

/** As `isDamaged`. Failure `cancelled`, after the thread closed the files. */
export const isDamagedApart = async (
  suspect: Suspect,
  keys: Keys,
  { isCancelled, stop }: Ending = { isCancelled: () => false },
): Promise<boolean> => {
  const shared = { database: sharedCopy(keys.database), journal: sharedCopy(keys.journal) }
  const task: Task = { suspect, keys: shared }
  const worker = new Worker(thread, { workerData: task, execArgv: [] })
  const looking = setInterval(() => {
    if (!isCancelled()) return
    clearInterval(looking)
    stop?.()
    void worker.terminate()
  }, lookEvery)
  try {
    const answer = await answerOf(worker)
    await worker.terminate()
    if (isCancelled()) throw new Failure('cancelled')
    if (answer === null) throw new Error('the thread of a check ended without an answer')
    if ('failure' in answer) throw new Failure(answer.failure)
    return answer.isDamaged
  } finally {
    clearInterval(looking)
    wipe(shared.database)
    wipe(shared.journal)
  }
}
