// PDFs of texts: Chromium prints them, and this makes them what readers and their tools expect (ISO 14289-1,
// PDF/UA), without a word about the machine.
import type { Language } from '#shared/contract'
import type { TableShape } from './empty-cells.ts'

export type { TableShape }

export type PdfFacts = {
  title: string
  /** The language of the text. */
  language: Language
  /** The words of all headings in their order; without them, bookmarks are as the engine wrote them. */
  headings?: readonly string[] | undefined
  /** All tables in their order; without them, cells without words are in no structure. */
  tables?: readonly TableShape[] | undefined
}

/** `done`: from 0 to 1. `over`: aborted where a person ends it. */
export type PdfSteering = { progress(done: number): void; over: AbortSignal }
export const unsteered: PdfSteering = { progress: () => {}, over: new AbortController().signal }

/**
 * `printed` are the bytes of a print. The same page printed twice, on any device and day, gives the
 * same bytes. Failures: `file-damaged` when the bytes are no PDF, `cancelled`.
 */
export const finishPdf = async (
  printed: Uint8Array,
  facts: PdfFacts,
  steering = unsteered,
): Promise<Uint8Array> =>
  // Two hundred files, which only printing needs.
  (await import('./finish.ts')).finish(printed, facts, steering)
