// The one way to a file of a text that leaves the group: made, allowed by its rule, and still true when it is written.
import { toPdf, toPrintable, type PdfSteering, type PrintPage, type Sheet } from '#core/paper'
import type { FileChoices } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId } from '#shared/ids'
import { mustBeConsented, textsOfSheet } from '#core/drafting/consultation'
import {
  isConfirmed,
  mustBeConfirmed,
  needsSecondLook,
  sayWritten,
  type FileHashes,
} from './second-look/index.ts'
import { type Deliberation, inHundredths, type TaskSteering } from '#core/drafting'
import { hashesOfMade, isSaidNow, makeFile } from './made-file.ts'

export const hashesFor = async (
  ports: Deliberation,
  choices: FileChoices,
  now: number,
): Promise<FileHashes> => hashesOfMade(ports, choices, await makeFile(ports, choices, now), now)

/**
 * The file of these choices, if it may be written; `request`: the one that allows it, null where no one is needed.
 * Failures: `second-look-missing`, and those of `makeFile`.
 */
export const fileThatMayLeave = async (ports: Deliberation, choices: FileChoices, now: number) => {
  const made = await makeFile(ports, choices, now)
  const { document, format } = choices
  if (!needsSecondLook(ports, document)) return { ...made, request: null }
  const hashes = await hashesOfMade(ports, choices, made, now)
  return { ...made, request: mustBeConfirmed(ports, document, { format, hashes }) }
}

/** Whether a file that was made may still be written; `request`: the one that allows it, null where none was needed. */
export const mayStillLeave = (
  ports: Deliberation,
  document: DocumentId,
  request: ActId | null,
): boolean =>
  request === null ? !needsSecondLook(ports, document) : isConfirmed(ports, document, request)

/** The file is written: a refusal of the disk, or a right that is gone, does not undo that. */
export const noteWritten = (profile: () => Deliberation, request: ActId | null): void => {
  if (request === null) return
  try {
    sayWritten(profile(), request)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}

/** Seconds after a file was made, a member may have withdrawn a consent, declined or left. */
export const mustStillMayLeave = (
  ports: Deliberation,
  document: DocumentId,
  { sheet, request }: Awaited<ReturnType<typeof fileThatMayLeave>>,
  now: number,
): void => {
  mustBeConsented(ports, document, textsOfSheet(sheet), now)
  if (!mayStillLeave(ports, document, request)) throw new Failure('second-look-missing')
}

/** Failures: `invalid-input` where no window prints, `cancelled`. */
export const printedPdf = (
  sheet: Sheet,
  print: PrintPage | null,
  steering: PdfSteering,
): Promise<Uint8Array> => {
  if (!print) throw new Failure('invalid-input')
  return toPdf(toPrintable(sheet), print, steering)
}

/** The parts of core that making a file needs. */
export type Making = {
  now(): number
  /** Null where no window is there to print. */
  print: PrintPage | null
  /** The open profile. Failure `locked`. */
  profile(): Deliberation
}

export type FileToWrite = {
  bytes: Uint8Array
  leaves: Awaited<ReturnType<typeof fileThatMayLeave>>
}

/**
 * The bytes of the file of these choices, which says what the text says now.
 * Failures: `text-changed`, and those of `fileThatMayLeave` and `printedPdf`.
 */
export const fileToWrite = async (
  { now, print, profile }: Making,
  { over, ...steering }: TaskSteering,
  choices: FileChoices,
): Promise<FileToWrite> => {
  const shown = { progress: inHundredths(steering), over }
  const make = async (): Promise<FileToWrite> => {
    const leaves = await fileThatMayLeave(profile(), choices, now())
    return { leaves, bytes: leaves.bytes ?? (await printedPdf(leaves.sheet, print, shown)) }
  }
  const isNow = ({ leaves }: FileToWrite): Promise<boolean> =>
    isSaidNow(profile(), choices, leaves.sheet)
  const first = await make()
  if (await isNow(first)) return first
  // Words may have been restricted meanwhile.
  const second = await make()
  if (!(await isNow(second))) throw new Failure('text-changed')
  return second
}
