// Answers about several documents that leave the group in one ZIP file. Each goes by its own rule, as alone: one that
// may not leave is named, and the others go on.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fixedZip } from '#core/paper'
import type { ManyExported } from '#shared/contract'
import { openFileNames } from '#shared/document'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Answers, ApiContext } from './api-context.ts'
import { fileThatMayLeave, mustStillMayLeave, noteWritten, printedPdf } from './exports.ts'
import { inHundredths, type Tasks } from './tasks.ts'

type Made = {
  document: DocumentId
  /** Before its number and its ending. */
  stem: string
  bytes: Uint8Array
  leaves: Awaited<ReturnType<typeof fileThatMayLeave>>
}

type Refused = ManyExported['refused']

/** The answer of `work`; null where it is refused, and the document is noted. A person who ends the work ends all of it. */
const unlessRefused = async <T>(
  document: DocumentId,
  refused: Refused,
  work: () => T | Promise<T>,
): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'cancelled') throw error
    refused.push({ document, code: error.code })
    return null
  }
}

export const exportManyAnswers = (
  { files, now, print, profile }: ApiContext,
  tasks: Tasks,
): Pick<Answers, 'paper.exportMany'> => ({
  async 'paper.exportMany'({ documents, file, format, paper = 'a4', naming }) {
    const { isCancelled, over, ...steering } = tasks.steering('paper.exportMany')
    const tell = inHundredths(steering)
    const refused: Refused = []
    const mustGoOn = async (done: number): Promise<void> => {
      tell(done / documents.length)
      // A person can end the work between two documents.
      await nextTurn()
      if (isCancelled()) throw new Failure('cancelled')
    }
    const makeOne = async (document: DocumentId, done: number): Promise<Made> => {
      const choices = { document, format, paper, ...(naming !== undefined && { naming }) }
      const leaves = await fileThatMayLeave(profile(), choices, now())
      const progress = (part: number): void => tell((done + part) / documents.length)
      const bytes = leaves.bytes ?? (await printedPdf(leaves.sheet, print, { progress, over }))
      const { kind, title } = profile().summary(document)
      return { document, stem: title === '' ? kind : title, bytes, leaves }
    }
    const made: Made[] = []
    for (const [done, document] of documents.entries()) {
      await mustGoOn(done)
      const one = await unlessRefused(document, refused, () => makeOne(document, done))
      if (one) made.push(one)
    }
    await mustGoOn(documents.length)
    const nameOf = openFileNames(format === 'akn' ? 'xml' : format)
    const entries: Record<string, Uint8Array> = {}
    const written: ManyExported['written'] = []
    const requests: Made['leaves']['request'][] = []
    for (const { document, stem, bytes, leaves } of made) {
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
    if (written.length > 0) await files.write(file, fixedZip(entries))
    for (const request of requests) noteWritten(profile, request)
    return { written, refused }
  },
})
