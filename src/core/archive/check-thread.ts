// The thread of `check-apart.ts`: checks one database, says what it found, and ends.
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '#shared/failure'
import type { Answer, Task } from './check-apart.ts'
import { isDamaged } from './damage.ts'

const check = ({ suspect, keys }: Task): Answer => {
  try {
    return { isDamaged: isDamaged(suspect, keys) }
  } catch (error) {
    if (error instanceof Failure) return { failure: error.code }
    throw error
  }
}

parentPort?.postMessage(check(workerData as Task))
