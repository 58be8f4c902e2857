// Files in and out of the archive. Outgoing files name no person, device or place unless the text
// does. Incoming files are hostile until they are parsed within limits.
import type { Sheet } from './sheet.ts'
import type { TriageRow } from './triage-row.ts'

export { toAkomaNtoso } from './akoma-ntoso/index.ts'
export { annotatedSheet } from './annotated.ts'
export { attendanceLine, type Attended } from './attendance-line.ts'
export { toCardPage } from './card-page.ts'
export { toCsv } from './csv.ts'
export { toCalendar, type CalendarMeeting } from './calendar.ts'
export { type Printable, toHtml, toPrintable } from './markup.ts'
export {
  leavingOf,
  type LeavingAuthor,
  type LeavingLine,
  type LeavingSource,
} from './leaving-list.ts'
export { fixedZip } from './fixed-zip.ts'
export { finishPdf, type PdfSteering } from './pdf/index.ts'
export { type PrintPage, toPdf } from './pdf/print.ts'
export { partsOf, toReplyPage } from './reply-page.ts'
export { dataIn, pageHead } from './page-head.ts'
export { toMarkdown, toText } from './plain.ts'
export {
  meetingPage,
  speakerWords,
  type PrintedDecision,
  type PrintedNames,
  type PrintedPeople,
} from './meeting-page.ts'
export { printedWord } from './printed-words.ts'
export {
  withheldSign,
  withOutcomes,
  type Sheet,
  type SheetComment,
  type SheetPicture,
} from './sheet.ts'
export { sourceLine } from './triage-row.ts'

// Libraries that write files are a third of core's code, and opening a text needs none: they load
// with the first file.

/** A Word file's bytes; the same sheet gives the same bytes. */
export const toDocx = async (sheet: Sheet): Promise<Uint8Array> =>
  (await import('./word/index.ts')).toDocx(sheet)

/** The bytes of an OpenDocument text; the same sheet gives the same bytes. */
export const toOdt = async (sheet: Sheet): Promise<Uint8Array> =>
  (await import('./odt/index.ts')).toOdt(sheet)

/** The changes that a file shows, for a person to read before it is written. */
export const previewOf = async (
  sheet: Sheet,
): Promise<ReturnType<(typeof import('./preview.ts'))['previewOf']>> =>
  (await import('./preview.ts')).previewOf(sheet)

/** How many changes the file shows, and in how many paragraphs. */
export const countChanges = async (
  sheet: Sheet,
): Promise<ReturnType<(typeof import('./preview.ts'))['countChanges']>> =>
  (await import('./preview.ts')).countChanges(sheet)

/**
 * The triage table of a consultation as a Word file; the same rows give the same bytes. `read`: called once the writer is
 * there, since words may be restricted meanwhile.
 */
export const toTriageTable = async (
  read: () => { sheet: Sheet; rows: readonly TriageRow[] },
): Promise<Uint8Array> => {
  const writer = await import('./word/index.ts')
  const { sheet, rows } = read()
  return writer.toTriageTable(sheet, rows)
}
