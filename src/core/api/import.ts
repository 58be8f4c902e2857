// Answers about importing a text: a document from a file.
import { inTurns, type Steering } from '#core/documents'
import { formatOf, readApart, zipLimits, type ImportedFlow, type Settling } from '#core/files'
import type { DocumentKind, ImportComments } from '#shared/contract'
import { Failure } from '#shared/failure'
import { readingMarkdown, readingText, type Imported, type ReadInSteps } from '#shared/document'
import type { Answers, ApiContext } from './api-context.ts'
import { mustBeIn } from './documents.ts'
import type { Tasks } from './tasks.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Text files are UTF-8. Other bytes are refused, not guessed at. */
const textOf = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Failure('file-wrong-kind')
  }
}

/** Most bytes of an imported text, about 700 pages. */
const largestImport = 2 << 20

const readingImport = (
  name: string,
  bytes: Uint8Array,
  kind: DocumentKind,
): ReadInSteps<Imported> => {
  if (bytes.length > largestImport) throw new Failure('file-too-large')
  return (/\.(md|markdown)$/i.test(name) ? readingMarkdown : readingText)(textOf(bytes), kind)
}

type Wanted = {
  name: string
  bytes: Uint8Array
  kind: DocumentKind
  changes: Settling
  comments: ImportComments
}

const readImport = async (
  { name, bytes, kind, changes, comments }: Wanted,
  steering: Steering,
): Promise<ImportedFlow> => {
  const format = formatOf(name)
  if (format) return readApart({ format, bytes, as: changes, comments, kind, file: name }, steering)
  const imported = await inTurns(readingImport(name, bytes, kind), steering)
  return { ...imported, footnotes: [], findings: [], remarks: [] }
}

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

export const importAnswers = (
  { files, profile }: ApiContext,
  tasks: Tasks,
): Pick<Answers, 'documents.import'> => ({
  async 'documents.import'({
    group,
    kind,
    language,
    file,
    changes = 'accepted',
    comments = 'left-out',
  }) {
    const { documents } = profile()
    mustBeIn(profile(), group)
    const name = files.name(file)
    const steering = steeringOf(tasks)
    const bytes = await files.read(file, zipLimits.bytes)
    const { blocks, footnotes, notes, findings, title, remarks } = await readImport(
      { name, bytes, kind, changes, comments },
      steering(0, reading),
    )
    const document = await documents.createInTurns(
      { group, kind, title: title ?? titleFrom(name), language, blocks, notes: footnotes, remarks },
      steering(reading, 1),
    )
    return { document, paragraphs: blocks.length, notes, findings }
  },
})
