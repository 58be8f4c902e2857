// A text as a PDF: main prints the page that core made, and core finishes the print.
import { Failure } from '#shared/failure'
import type { Printable } from '../markup.ts'
import { finishPdf, unsteered } from './index.ts'

/**
 * Bytes of a print, as the system made it; `finishPdf` takes the machine out of them. Failure `cancelled` once
 * `over` is aborted.
 */
export type PrintPage = (page: Printable, over: AbortSignal) => Promise<Uint8Array>

/** The share of the print in the time that a PDF of many pages takes. */
const printing = 0.4

/** Failures: `cancelled`, and `file-damaged` for a print that is no PDF. */
export const toPdf = async (
  page: Printable,
  print: PrintPage,
  { progress, over } = unsteered,
): Promise<Uint8Array> => {
  progress(0)
  const printed = await print(page, over)
  if (over.aborted) throw new Failure('cancelled')
  const finished = await finishPdf(printed, page, {
    over,
    progress: done => progress(printing + (1 - printing) * done),
  })
  if (over.aborted) throw new Failure('cancelled')
  return finished
}
