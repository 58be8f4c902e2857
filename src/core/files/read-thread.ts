// The thread of `readApart`.
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '#shared/failure'
import { blocksOf } from './blocks.ts'
import { readDocx } from './docx/index.ts'
import { readHtml } from './html/index.ts'
import { readMarkdown } from './markdown/index.ts'
import { readOdt } from './odt/index.ts'
import { mustBeImportable } from './other-files.ts'
import type { Foreign } from './flow.ts'
import type { FileFormat, ReadingAnswer, ReadingTask } from './reading.ts'
import { readText } from './text/index.ts'

const readers: Record<FileFormat, (bytes: Uint8Array) => Foreign | Promise<Foreign>> = {
  docx: readDocx,
  odt: readOdt,
  html: readHtml,
  markdown: readMarkdown,
  text: readText,
}

const say = (answer: ReadingAnswer): void => parentPort?.postMessage(answer)

const answer = async ({ format, bytes, ...wanted }: ReadingTask): Promise<ReadingAnswer> => {
  try {
    mustBeImportable(bytes, wanted.file)
    return { imported: blocksOf(await readers[format](bytes), wanted) }
  } catch (error) {
    if (error instanceof Failure) return { failure: error.code }
    throw error
  }
}

say('begun')
say(await answer(workerData as ReadingTask))
