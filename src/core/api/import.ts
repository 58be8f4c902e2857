// Answers about importing a text: a document from a file.
import type { Steering } from '#core/documents'
import { formatOf, readApart, zipLimits, type ImportedFlow } from '#core/files'
import type { DocumentKind, ImportResult, Language } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { FileGrant, GroupId } from '#shared/ids'
import type { Answers, ApiContext } from './api-context.ts'
import { mustBeIn } from './documents.ts'
import type { Tasks } from './tasks.ts'

/** Share of the progress for reading; making the document is the rest. */
const reading = 0.2

/** Reports each hundredth once. */
const steeringOf = (tasks: Tasks) => {
  const { progress, isCancelled } = tasks.steering('documents.import')
  let last = 0
  return (from: number, to: number): Steering => ({
    isCancelled,
    progress(done) {
      const hundredths = Math.floor(100 * (from + (to - from) * done))
      if (hundredths <= last) return
      last = hundredths
      progress(last, 100)
    },
  })
}

/** The file's name without its ending, until a person gives a title. */
const titleFrom = (name: string): string => name.replace(/\.[^.]*$/, '').slice(0, 300)

/** A file that was read, and where it goes. */
type ReadFile = { group: GroupId; kind: DocumentKind; name: string; imported: ImportedFlow }

/** The most files that are kept between reading and storing. */
const keptAtMost = 100

const keptFiles = () => {
  const kept = new Map<FileGrant, ReadFile>()
  return {
    keep(file: FileGrant, read: ReadFile): void {
      kept.delete(file)
      kept.set(file, read)
      const [oldest] = kept.keys()
      if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest)
    },
    get(file: FileGrant): ReadFile {
      const read = kept.get(file)
      if (!read) throw new Failure('file-not-found')
      return read
    },
    forget: (files: readonly FileGrant[]): void => files.forEach(file => kept.delete(file)),
  }
}

type Calls = 'documents.import' | 'documents.readFile' | 'documents.importRead'

export const importAnswers = (
  { files, profile }: ApiContext,
  tasks: Tasks,
): Pick<Answers, Calls> => {
  const kept = keptFiles()

  const readFile = async (
    {
      group,
      kind,
      file,
      changes = 'accepted',
      comments = 'left-out',
    }: Parameters<Answers['documents.readFile']>[0],
    steering: Steering,
  ): Promise<ReadFile> => {
    mustBeIn(profile(), group)
    const name = files.name(file)
    const bytes = await files.read(file, zipLimits.bytes)
    const imported = await readApart(
      { format: formatOf(name), bytes, as: changes, comments, kind, file: name },
      steering,
    )
    return { group, kind, name, imported }
  }

  const store = async (
    { group, kind, name, imported }: ReadFile,
    language: Language,
    steering: Steering,
  ): Promise<ImportResult> => {
    const { blocks, footnotes, notes, findings, title, remarks } = imported
    const document = await profile().documents.createInTurns(
      { group, kind, title: title ?? titleFrom(name), language, blocks, notes: footnotes, remarks },
      steering,
    )
    return { document, paragraphs: blocks.length, notes, findings }
  }

  return {
    async 'documents.import'({ language, ...wanted }) {
      const steering = steeringOf(tasks)
      const read = await readFile(wanted, steering(0, reading))
      return store(read, language, steering(reading, 1))
    },
    async 'documents.readFile'(wanted) {
      const read = await readFile(wanted, steeringOf(tasks)(0, 1))
      kept.keep(wanted.file, read)
      const { title, blocks, notes, findings } = read.imported
      return { title, paragraphs: blocks.length, notes, findings }
    },
    async 'documents.importRead'({ language, files: wanted }) {
      const chosen = [...new Set(wanted)]
      const reads = chosen.map(file => kept.get(file))
      for (const { group } of reads) mustBeIn(profile(), group)
      const steering = steeringOf(tasks)
      const results: ImportResult[] = []
      try {
        for (const [at, read] of reads.entries())
          results.push(
            await store(read, language, steering(at / reads.length, (at + 1) / reads.length)),
          )
      } catch (error) {
        for (const { document } of results) profile().documents.remove(document)
        throw error
      }
      kept.forget(chosen)
      return results
    },
  }
}
