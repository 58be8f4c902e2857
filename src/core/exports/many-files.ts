// Several documents that leave the group in one ZIP file. Each goes by its own rule, as alone: one that
// may not leave is named, and the others go on.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fixedZip } from '#core/paper'
import type { FileChoices, ManyExported } from '#shared/contract'
import { openFileNames } from '#document/files'
import { Failure, type FailureCode } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import {
  fileThatMayLeave,
  mustStillMayLeave,
  noteWritten,
  printedPdf,
  type Making,
} from './leaving-file.ts'
import { isSaidNow } from './made-file.ts'
import { inHundredths, type TaskSteering } from '#core/drafting'

/** A text that changes while the files are made is made again so often: a member may be typing in it. */
const mostRounds = 3

/** No document is at fault, and none can be written any more. */
const endsAll: readonly FailureCode[] = [
  'locked',
  'cancelled',
  'disk-full',
  'not-writable',
  'archive-replaced',
]

type Made = {
  document: DocumentId
  /** Before its number and its ending. */
  stem: string
  bytes: Uint8Array
  leaves: Awaited<ReturnType<typeof fileThatMayLeave>>
}

type Refused = ManyExported['refused'][number][]

/** The answer of `work`; null where it is refused, and the document is noted. */
const unlessRefused = async <T>(
  document: DocumentId,
  refused: Refused,
  work: () => T | Promise<T>,
): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Failure) || endsAll.includes(error.code)) throw error
    refused.push({ document, code: error.code })
    return null
  }
}

type Wanted = Pick<FileChoices, 'format' | 'naming'> & {
  documents: readonly DocumentId[]
  paper: FileChoices['paper']
}

/** `write` gets the ZIP file, if any document may leave. Failures: those of `write`, and `cancelled`. */
export const exportMany = async (
  { now, print, profile }: Making,
  { isCancelled, over, ...steering }: TaskSteering,
  { documents, format, paper, naming }: Wanted,
  write: (zip: Uint8Array) => Promise<void>,
): Promise<ManyExported> => {
  const tell = inHundredths(steering)
  const refused: Refused = []
  const mustGoOn = async (done: number): Promise<void> => {
    tell(done / documents.length)
    // A person can end the work between two documents.
    await nextTurn()
    if (isCancelled()) throw new Failure('cancelled')
  }
  const choicesOf = (document: DocumentId): FileChoices => ({
    ...{ document, format, paper },
    ...(naming !== undefined && { naming }),
  })
  const makeOne = async (document: DocumentId, done: number): Promise<Made> => {
    const leaves = await fileThatMayLeave(profile(), choicesOf(document), now())
    const progress = (part: number): void => tell((done + part) / documents.length)
    const bytes = leaves.bytes ?? (await printedPdf(leaves.sheet, print, { progress, over }))
    const { kind, title } = profile().documents.page(document).meta
    return { document, stem: title === '' ? kind : title, bytes, leaves }
  }
  const made = new Map<DocumentId, Made>()
  /** The documents whose text is no longer that of their file: words may have been restricted meanwhile. */
  const changedSince = async (): Promise<DocumentId[]> => {
    const changed: DocumentId[] = []
    for (const [document, one] of made) {
      const isNow = await unlessRefused(document, refused, () =>
        isSaidNow(profile(), choicesOf(document), one.leaves.sheet),
      )
      if (isNow === false) changed.push(document)
      if (isNow === null) made.delete(document)
    }
    return changed
  }
  let toMake: readonly DocumentId[] = documents
  for (let round = 0; round < mostRounds && toMake.length > 0; round++) {
    const before = documents.length - toMake.length
    for (const [at, document] of toMake.entries()) {
      await mustGoOn(before + at)
      const one = await unlessRefused(document, refused, () => makeOne(document, before + at))
      if (one) made.set(document, one)
      else made.delete(document)
    }
    await mustGoOn(documents.length)
    // Nothing else has its turn between this reading and the writing of the files.
    toMake = await changedSince()
  }
  for (const document of toMake) {
    made.delete(document)
    refused.push({ document, code: 'text-changed' })
  }
  const nameOf = openFileNames(format === 'akn' ? 'xml' : format)
  const entries: Record<string, Uint8Array> = {}
  const written: ManyExported['written'][number][] = []
  const requests: Made['leaves']['request'][] = []
  for (const { document, stem, bytes, leaves } of made.values()) {
    const isFree = await unlessRefused(document, refused, () => {
      mustStillMayLeave(profile(), document, leaves, now())
      return true
    })
    if (!isFree) continue
    const name = nameOf(stem)
    entries[name] = bytes
    written.push({ document, name })
    requests.push(leaves.request)
  }
  if (written.length > 0) await write(fixedZip(entries))
  for (const request of requests) noteWritten(profile, request)
  return { written, refused }
}
