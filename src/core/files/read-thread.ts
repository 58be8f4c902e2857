// The thread of `readApart`.
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '#shared/failure'
import { blocksOf } from './blocks.ts'
import { readDocx } from './docx/index.ts'
import { readOdt } from './odt/index.ts'
import type { ReadingAnswer, ReadingTask } from './reading.ts'

const readers = { docx: readDocx, odt: readOdt }

const answer = async ({ format, bytes, ...wanted }: ReadingTask): Promise<ReadingAnswer> => {
  try {
    return { imported: blocksOf(await readers[format](bytes), wanted) }
  } catch (error) {
    if (error instanceof Failure) return { failure: error.code }
    throw error
  }
}

parentPort?.postMessage(await answer(workerData as ReadingTask))
