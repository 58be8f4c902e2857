// The thread of `readApart`.
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '#shared/failure'
import { blocksOf } from './blocks.ts'
import { readDocx } from './docx/index.ts'
import type { ReadingAnswer, ReadingTask } from './reading.ts'

const answer = async ({ bytes, as, kind }: ReadingTask): Promise<ReadingAnswer> => {
  try {
    return { imported: blocksOf(await readDocx(bytes), as, kind) }
  } catch (error) {
    if (error instanceof Failure) return { failure: error.code }
    throw error
  }
}

parentPort?.postMessage(await answer(workerData as ReadingTask))
