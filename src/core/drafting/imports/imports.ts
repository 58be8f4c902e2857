// Imports: files are read, read again with another choice, and stored together or not at all.
import type { Steering } from '#core/documents'
import { formatOf, readApart, zipLimits } from '#core/files'
import type { Files } from '#core/grants'
import type { CoreContract, FileReport, ImportResult } from '#shared/contract'
import type { DocumentId, FileGrant } from '#shared/ids'
import type { Input } from '#shared/rpc'
import { reportOf, store, takeBack } from './import-file.ts'
import { illustrated, type DrawPictures } from './imported-pictures.ts'
import type { Texts } from '../parts.ts'
import { openReadFiles, type ReadFile } from './read-files.ts'
import { inHundredths, type TaskSteering } from '../steering.ts'

type Steered = Steering & { over: AbortSignal }

const steered = ({ over, ...steering }: TaskSteering): Steered => ({
  over,
  isCancelled: () => over.aborted,
  progress: inHundredths(steering),
})

/** The steering of a part of the work. */
const partOf = ({ progress, ...rest }: Steered, from: number, to: number): Steered => ({
  ...rest,
  progress: done => progress(from + (to - from) * done),
})

/** The share of reading where pictures are drawn behind it. */
const readingShare = 0.6

type ToRead = Input<CoreContract, 'documents.readFile'>
type ToStore = Input<CoreContract, 'documents.importRead'>

export type Imports = {
  /** Reads a file, until it is read again or forgotten. */
  read(wanted: ToRead, steering: TaskSteering): Promise<FileReport>
  forget(file: FileGrant): void
  /** Stores files that were read: all of them, or none. */
  store(profile: () => Texts, wanted: ToStore, steering: TaskSteering): Promise<ImportResult[]>
}

export const openImports = ({
  files,
  now,
  draw,
}: {
  files: Files
  now: () => number
  draw: DrawPictures | null
}): Imports => {
  const kept = openReadFiles()
  /** For each file that is read now: aborted where it is no longer wanted. */
  const underWay = new Map<FileGrant, AbortController>()

  const bytesOf = async (file: FileGrant): Promise<ReadFile> =>
    kept.find(file) ?? { name: files.name(file), bytes: await files.read(file, zipLimits.bytes) }

  const readOne = async (
    { kind, file, changes = 'accepted', comments = 'left-out' }: ToRead,
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
    async read(wanted, task) {
      const { file } = wanted
      const own = new AbortController()
      const over = AbortSignal.any([task.over, own.signal])
      underWay.set(file, own)
      try {
        const found = await readOne(wanted, steered({ ...task, over }))
        if (!own.signal.aborted) kept.keep(file, found)
        return reportOf(found.reading)
      } finally {
        if (underWay.get(file) === own) underWay.delete(file)
      }
    },
    forget(file) {
      underWay.get(file)?.abort()
      kept.forget(file)
    },
    async store(profile, { group, files: wanted }, task) {
      const chosen = [...new Map(wanted.map(each => [each.file, each])).values()]
      const reads = chosen.map(({ file, language }) => ({ ...kept.reading(file), language, group }))
      const steering = steered(task)
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
  }
}
