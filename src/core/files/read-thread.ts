// The thread of `readApart`.
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '#shared/failure'
import { blocksOf } from './blocks.ts'
import { readDocx } from './docx/index.ts'
import { readHtml } from './html.ts'
import { readMarkdown } from './markdown/index.ts'
import { readOdt } from './odt/index.ts'
import { mustBeImportable } from './other-files.ts'
import type { Foreign } from '#document/flow'
import type { FileFormat, ReadingAnswer, ReadingTask } from './reading.ts'
import { readText } from './text/index.ts'
import type { Progress } from './xml.ts'

type Reader = (bytes: Uint8Array, progress: Progress) => Foreign | Promise<Foreign>

const readers: Record<FileFormat, Reader> = {
  docx: readDocx,
  odt: readOdt,
  html: readHtml,
  markdown: readMarkdown,
  text: readText,
}

const say = (answer: ReadingAnswer): void => parentPort?.postMessage(answer)

const progress: Progress = part => say({ part })

const answer = async ({ format, bytes, ...wanted }: ReadingTask): Promise<ReadingAnswer> => {
  try {
    mustBeImportable(bytes, wanted.file)
    return { imported: blocksOf(await readers[format](bytes, progress), wanted) }
  } catch (error) {
    if (error instanceof Failure) return { failure: error.code }
    throw error
  }
}

say('begun')
say(await answer(workerData as ReadingTask))
