// Answers about importing a text: a document from a file.
import type { Steering } from '#core/documents'
import { formatOf, readApart, zipLimits } from '#core/files'
import type { ImportResult } from '#shared/contract'
import type { DocumentId, FileGrant } from '#shared/ids'
import type { Answers, ApiContext } from './api-context.ts'
import { mustBeIn } from './documents.ts'
import { openReadFiles, type ReadFile } from '../drafting/read-files.ts'
import { illustrated } from '../drafting/imported-pictures.ts'
import { type Tasks } from './tasks.ts'
import { inHundredths } from '../drafting/steering.ts'
import { reportOf, takeBack, store } from '../drafting/import-file.ts'

type Steered = Steering & { over: AbortSignal }

/** The steering of a part of the work. */
const partOf = ({ progress, ...rest }: Steered, from: number, to: number): Steered => ({
  ...rest,
  progress: done => progress(from + (to - from) * done),
})

const steeringOf = (tasks: Tasks): Steered => {
  const { over, ...steering } = tasks.steering('documents.import')
  return { over, isCancelled: () => over.aborted, progress: inHundredths(steering) }
}

/** The share of reading where pictures are drawn behind it. */
const readingShare = 0.6

type Calls =
  | 'documents.readFile'
  | 'documents.forgetFile'
  | 'documents.importRead'
  | 'documents.importedFile'

type Wanted = Parameters<Answers['documents.readFile']>[0]

export const importAnswers = (
  { files, now, profile, draw }: ApiContext,
  tasks: Tasks,
): Pick<Answers, Calls> => {
  const kept = openReadFiles()
  /** For each file that is read now: aborted where it is no longer wanted. */
  const underWay = new Map<FileGrant, AbortController>()

  const bytesOf = async (file: FileGrant): Promise<ReadFile> =>
    kept.find(file) ?? { name: files.name(file), bytes: await files.read(file, zipLimits.bytes) }

  const read = async (
    { kind, file, changes = 'accepted', comments = 'left-out' }: Wanted,
    steering: Steered,
  ): Promise<Required<ReadFile>> => {
    const { name, bytes } = await bytesOf(file)
    const flow = await readApart(
      { format: formatOf(name), bytes, as: changes, comments, kind, file: name },
      partOf(steering, 0, readingShare),
    )
    const imported = await illustrated(flow, draw, partOf(steering, readingShare, 1))
    return { name, bytes, reading: { kind, choice: { changes, comments }, imported } }
  }

  return {
    async 'documents.readFile'(wanted) {
      // Only while a profile is open.
      profile()
      const { file } = wanted
      const steering = steeringOf(tasks)
      const own = new AbortController()
      const over = AbortSignal.any([steering.over, own.signal])
      underWay.set(file, own)
      try {
        const found = await read(wanted, { ...steering, over, isCancelled: () => over.aborted })
        if (!own.signal.aborted) kept.keep(file, found)
        return reportOf(found.reading)
      } finally {
        if (underWay.get(file) === own) underWay.delete(file)
      }
    },
    'documents.forgetFile'({ file }) {
      underWay.get(file)?.abort()
      kept.forget(file)
    },
    async 'documents.importRead'({ group, files: wanted }) {
      mustBeIn(profile(), group)
      const chosen = [...new Map(wanted.map(each => [each.file, each])).values()]
      const reads = chosen.map(({ file, language }) => ({ ...kept.reading(file), language, group }))
      const steering = steeringOf(tasks)
      const results: ImportResult[] = []
      const digests = new Map<DocumentId, string>()
      try {
        for (const [at, each] of reads.entries()) {
          const part = partOf(steering, at / reads.length, (at + 1) / reads.length)
          const result = await store(profile(), each, { now, steering: part })
          results.push(result)
          digests.set(result.document, profile().documents.digest(result.document))
        }
      } catch (error) {
        takeBack(profile(), digests)
        throw error
      }
      for (const { file } of chosen) kept.forget(file)
      return results
    },
    'documents.importedFile'({ document }) {
      const row = profile().archive.importedFiles.get({ document })
      return row ? { file: row.file, at: row.at, ...row.report } : null
    },
  }
}
